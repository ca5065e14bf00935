package datasets_test

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/store"
	"digitpad/training/dataset"
	"digitpad/training/mnist"
)

// withMNIST is a state on a computer on which MNIST is what lies at a path, and nowhere
// for an empty one. What it keeps of what it reads goes to a cache of its own.
func withMNIST(t *testing.T, path string) (s *statetest.State, cache string) {
	t.Helper()
	cache = t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	t.Setenv("DIGITPAD_DATA", path)
	return statetest.New(t), cache
}

// damaged is a file that holds no digits, though its name says so.
func damaged(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "damaged.csv")
	if err := os.WriteFile(path, []byte("3,1,2\nno,digits\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// pictures is a folder of so many pictures, in a folder for each digit.
func pictures(t *testing.T, n int) string {
	t.Helper()
	folder := t.TempDir()
	for i := range n {
		paper := image.NewGray(image.Rect(0, 0, 28, 28))
		for k := range paper.Pix {
			paper.Pix[k] = 255
		}
		for y := 6; y < 22; y++ {
			paper.SetGray(4+2*(i%10), y, color.Gray{})
			paper.SetGray(5+2*(i%10), y, color.Gray{})
		}
		path := filepath.Join(folder, fmt.Sprint(i%10), fmt.Sprintf("%d.png", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(png.Encode(file, paper), file.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// loaded pumps until digits are there.
func loaded(s *statetest.State) dataset.TrainTest {
	s.T.Helper()
	s.Pump("the digits", func() bool { return s.Datasets.Data().Loaded() })
	return s.Datasets.Data()
}

// phase pumps until loading has come to an end without digits.
func phase(s *statetest.State, want datasets.LoadPhase) {
	s.T.Helper()
	s.Pump("the end of loading", func() bool { return s.Datasets.Status().Phase != datasets.Loading })
	if got := s.Datasets.Status().Phase; got != want || s.Datasets.Data().Loaded() {
		s.T.Errorf("loading ends in phase %d, want %d; digits are there: %t", got, want, s.Datasets.Data().Loaded())
	}
}

// Of two choices that follow each other only the later one's digits are ever told.
func TestOnlyTheLastChoiceIsTold(t *testing.T) {
	s := statetest.New(t)
	first, second := digitsFile(t), pictures(t, 20)
	var told []string
	s.Datasets.Changed.Listen(func(d dataset.TrainTest) {
		if d.Loaded() {
			told = append(told, d.Train.Name())
		}
	})
	s.Datasets.Open(first)
	s.Datasets.Open(second)
	s.Settle()
	if len(told) != 1 || told[0] != s.Datasets.Data().Train.Name() || s.Datasets.Look().Path != second {
		t.Errorf("told were the digits %q; the look is at %s", told, s.Datasets.Look().Path)
	}
}

// While a folder of pictures is read it is told how far that is, and nothing of the kind
// once the digits are there.
func TestHowFarLoadingIs(t *testing.T) {
	folder := pictures(t, 60)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		s := statetest.New(t)
		var told []datasets.LoadStatus
		s.Datasets.Progress.Listen(func(l datasets.LoadStatus) { told = append(told, l) })
		s.Datasets.Open(folder)
		loaded(s)
		time.Sleep(time.Second) // until all news of it have come
		s.PumpAll()
		last := len(told) - 1
		if end := told[last]; end != (datasets.LoadStatus{Phase: datasets.LoadedDigits, Source: store.FolderData, Share: 1}) || s.Datasets.Status() != end {
			t.Errorf("in the end it is told %+v", end)
		}
		share := 0.0
		for _, l := range told[:last] {
			if l.Phase != datasets.Loading || l.Source != store.FolderData || l.Share < share || l.Share > 1 {
				t.Errorf("after a share of %g it is told %+v", share, l)
			}
			share = l.Share
		}
		if share == 0 {
			t.Errorf("nobody hears how far it is: %+v", told)
		}
	})
}

// Who hears of new digits finds them loaded, and the event log has them; the memory that
// reading took is given back.
func TestLoadedDigitsAreTold(t *testing.T) {
	s := statetest.New(t)
	path := digitsFile(t)
	var at []datasets.LoadStatus
	s.Datasets.Changed.Listen(func(dataset.TrainTest) { at = append(at, s.Datasets.Status()) })
	opened(t, s, path)
	s.Settle()
	if len(at) != 2 || at[1] != (datasets.LoadStatus{Phase: datasets.LoadedDigits, Source: store.FileData, Share: 1}) {
		t.Errorf("when the digits change, loading stands at %+v", at)
	}
	if log := s.Log.String(); !strings.Contains(log, `"data"`) || !strings.Contains(log, `"train":60`) {
		t.Errorf("the event log has %s", log)
	}
	if s.Released.Load() == 0 {
		t.Error("no memory is given back")
	}
	given := statetest.Stripes(t, 50)
	if s.Datasets.Use(given); s.Datasets.Status() != (datasets.LoadStatus{Phase: datasets.LoadedDigits, Source: store.FileData, Share: 1}) {
		t.Errorf("with digits that were made elsewhere loading stands at %+v", s.Datasets.Status())
	}
}

// What cannot be read is told with its reason; of a file or folder that is gone it is said
// that it is.
func TestDigitsThatCannotBeRead(t *testing.T) {
	bad := damaged(t)
	s, _ := withMNIST(t, bad)
	for _, c := range []struct {
		what string
		load func()
		gone bool
	}{
		{"a file that is not there", func() { s.Datasets.Open(filepath.Join(t.TempDir(), "none.csv")) }, true},
		{"a damaged file", func() { s.Datasets.Open(bad) }, false},
		{"a damaged MNIST", func() { s.Datasets.Choose(store.MNISTData) }, false},
	} {
		c.load()
		phase(s, datasets.LoadFailed)
		if s.Datasets.Status().Gone != c.gone {
			t.Errorf("%s is gone: %t", c.what, !c.gone)
		}
		s.Reported("The digits cannot be read")
	}
	write(s, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	s.Datasets.Choose(store.UserSamples) // which are judged by MNIST
	phase(s, datasets.LoadFailed)
	s.Reported("damaged.csv")
	for _, mix := range []store.MixWeights{{MNIST: 1}, {Mine: 1}} {
		s.Prefs.Shares = mix
		s.Datasets.Choose(store.MixedData)
		phase(s, datasets.LoadFailed)
		s.Reported("damaged.csv")
	}
}

// MNIST is read from where it is; where it is not here, that is no error but a thing to
// download, for a mix, too.
func TestMNISTIsReadOrMissing(t *testing.T) {
	path := digitsFile(t)
	s, _ := withMNIST(t, path)
	if got := s.Datasets.Source(); got != store.MNISTData {
		t.Errorf("with MNIST here the first source is %q", got)
	}
	s.Datasets.Load()
	if d := loaded(s); d.Train.Len() != 60 || d.Test.Len() != 10 {
		t.Errorf("%d and %d digits are read", d.Train.Len(), d.Test.Len())
	}
	s, _ = withMNIST(t, "")
	for _, source := range []store.DataSource{store.MNISTData, store.MixedData} {
		s.Prefs.Shares = store.MixWeights{MNIST: 1}
		s.Datasets.Choose(source)
		phase(s, datasets.LoadMissing)
		if len(s.Reports) > 0 {
			t.Errorf("%s: reported is %v", source, s.Reports)
		}
	}
}

// What was downloaded is used from the cache, wherever MNIST was looked for before.
func TestDownloadedDigitsAreUsed(t *testing.T) {
	s, cache := withMNIST(t, "")
	s.Datasets.LookIn(t.TempDir())
	s.Datasets.Choose(store.MNISTData)
	phase(s, datasets.LoadFailed)
	folder := filepath.Join(cache, "digitpad", "mnist")
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(pictures(t, 20), folder); err != nil {
		t.Fatal(err)
	}
	s.Datasets.UseDownloaded()
	if d := loaded(s); d.Train.Len()+d.Test.Len() != 20 {
		t.Errorf("%d digits are read", d.Train.Len())
	}
}

// A download that fails says why, and one without a place to keep the files asks nobody.
func TestADownloadThatFails(t *testing.T) {
	s, _ := withMNIST(t, "")
	asked := 0
	offline := errors.New("the network is down")
	s.Datasets.Downloader().Client = &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { asked++; return nil, offline })}
	s.Datasets.Downloader().Attempts = 1
	err := s.Datasets.Download(t.Context(), func(mnist.Progress) {})
	if err == nil || !strings.Contains(err.Error(), offline.Error()) || asked == 0 {
		t.Errorf("asked %d times: %v", asked, err)
	}
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("HOME", "")
	asked = 0
	if err := s.Datasets.Download(t.Context(), func(mnist.Progress) {}); err == nil || asked > 0 {
		t.Errorf("without a place to keep it: %v, asked %d times", err, asked)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The digits that test a mix are those of its largest part that has some; where all are the
// user's they are MNIST's, or, without it, the sample's.
func TestTheTestDigitsOfAMix(t *testing.T) {
	s := cached(t)
	all, some := s.Datasets.Data(), dataset.TrainTest{}
	some.Train, some.Test = all.Train.Slice(0, 100), dataset.Seal(all.Test.Open().Slice(0, 50))
	sets := map[store.DataSource]dataset.TrainTest{store.MNISTData: all, store.SampleData: some}
	s.Datasets.FillCache(sets)
	write(s, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	for _, c := range []struct {
		mix  store.MixWeights
		test *dataset.TestSet
		name string
	}{
		{store.MixWeights{MNIST: 1, Sample: 1}, all.Test, "MNIST × 1 + Built-in sample × 1"},
		{store.MixWeights{MNIST: 1, Sample: 2.5}, some.Test, "MNIST × 1 + Built-in sample × 2.5"},
		{store.MixWeights{MNIST: 2, Sample: 1}, all.Test, "MNIST × 2 + Built-in sample × 1"},
		{store.MixWeights{Sample: 1, Mine: 5}, some.Test, "Built-in sample × 1 + My digits × 5"},
		{store.MixWeights{Mine: 1}, all.Test, "My digits × 1"},
	} {
		s.Prefs.Shares = c.mix
		s.Datasets.Choose(store.MixedData)
		if d := loaded(s); d.Test != c.test || d.Train.Name() != c.name {
			t.Errorf("%+v is %q, tested by %s", c.mix, d.Train.Name(), d.Test.Name())
		}
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("DIGITPAD_DATA", "")
	delete(sets, store.MNISTData)
	s.Datasets.Choose(store.UserSamples)
	if d := loaded(s); d.Test != some.Test {
		t.Errorf("without MNIST the user's digits are tested by %s", d.Test.Name())
	}
	s.Samples.Delete(3)
	s.Datasets.Choose(store.MixedData)
	phase(s, datasets.LoadTooFew)
	s.Reported("still missing: 3")
}

// What a mix was made of is read once, however often the shares change, and given up when
// other digits are chosen.
func TestTheSourcesOfAMixAreReadOnce(t *testing.T) {
	s, _ := withMNIST(t, digitsFile(t))
	s.Prefs.Shares = store.MixWeights{MNIST: 1}
	s.Datasets.Choose(store.MixedData)
	first := loaded(s).Test
	loads := 0
	s.Datasets.Progress.Listen(func(l datasets.LoadStatus) {
		if l.Phase == datasets.Loading {
			loads++
		}
	})
	s.Datasets.SetMix(store.MixWeights{MNIST: 1}) // as it is
	if loads != 0 {
		t.Error("the same shares are mixed again")
	}
	s.Datasets.SetMix(store.MixWeights{MNIST: 2})
	if again := loaded(s); again.Test != first || loads != 1 {
		t.Errorf("after other shares, mixed %d times, the digits were read again", loads)
	}
	opened(t, s, digitsFile(t))
	s.Datasets.Choose(store.MixedData)
	if loaded(s).Test == first {
		t.Error("the sources of a mix are kept while other digits are in use")
	}
}

// The user's digits are loaded again when there are others, if they are in use at all.
func TestRefresh(t *testing.T) {
	s := cached(t)
	write(s, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	loads := 0
	s.Datasets.Progress.Listen(func(l datasets.LoadStatus) {
		if l.Phase == datasets.Loading {
			loads++
		}
	})
	s.Prefs.Source = store.SampleData
	if s.Datasets.Refresh(); loads != 0 {
		t.Error("digits that are not the user's are loaded again")
	}
	s.Datasets.Choose(store.UserSamples)
	loaded(s)
	if s.Datasets.Refresh(); loads != 1 {
		t.Errorf("the same digits are loaded %d times", loads)
	}
	s.Remember(3, 77)
	if s.Datasets.Refresh(); loads != 2 {
		t.Errorf("with another one the digits are loaded %d times", loads)
	}
	if d := loaded(s); d.Train.Len() != 11 {
		t.Errorf("%d digits are loaded", d.Train.Len())
	}
}

// The same settings split the same digits into the same parts, which is asked with every
// look at them; other settings and other digits are split anew.
func TestTheSplitIsMadeOnce(t *testing.T) {
	s := statetest.New(t)
	v := statetest.SmallSettings()
	first := s.Datasets.Split(v)
	if again := s.Datasets.Split(v); again != first {
		t.Error("the same split is made twice")
	}
	v.Amount = 0.5
	half := s.Datasets.Split(v)
	v.Validation = 4
	if quarter := s.Datasets.Split(v); half == first || quarter == half || quarter.Validation.Len() <= half.Validation.Len() {
		t.Errorf("of half the digits %d are held out, with one in four %d", half.Validation.Len(), quarter.Validation.Len())
	}
	s.Datasets.Use(statetest.Stripes(t, 50))
	if got := s.Datasets.Split(v).Train.Len(); got >= 50 {
		t.Errorf("of 50 digits %d are learned from", got)
	}
}

// Pictures that were read once are kept in the cache, which saves the work next time.
func TestPicturesAreCached(t *testing.T) {
	s, cache := withMNIST(t, "")
	folder := pictures(t, 20)
	opened(t, s, folder)
	if files, err := os.ReadDir(filepath.Join(cache, "digitpad", "pictures")); err != nil || len(files) == 0 {
		t.Errorf("the cache has %v, %v", files, err)
	}
	if got := s.Datasets.Path(); got != folder || s.Datasets.Source() != store.FolderData {
		t.Errorf("the digits are those of %s", got)
	}
}
