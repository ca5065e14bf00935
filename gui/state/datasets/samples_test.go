package datasets_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// labelsIn are the labels of the digits in a home.
func labelsIn(t *testing.T, home string) []int {
	t.Helper()
	samples, err := store.ReadStrokeFile(filepath.Join(home, store.SamplesFile))
	if err != nil {
		t.Fatal(err)
	}
	var labels []int
	for _, s := range samples {
		labels = append(labels, s.Label)
	}
	return labels
}

func labelsOf(s *statetest.State) (labels []int) {
	for i := range s.Samples.Len() {
		labels = append(labels, s.Samples.At(i).Label)
	}
	return labels
}

func TestSamplesAreKept(t *testing.T) {
	s := statetest.New(t)
	s.Remember(3, 5)
	s.Samples.Relabel(0, 7)
	s.Samples.Delete(0)
	s.Samples.Restore()
	s.End()

	again := statetest.NewIn(t, s.Home)
	again.Samples.Load()
	if again.Samples.Len() != 1 || again.Samples.At(0).Label != 7 || again.Samples.At(0).Normalised() == (ink.Image{}) {
		t.Fatalf("the digits %v came back", labelsOf(again))
	}
	again.Samples.Import(filepath.Join(s.Home, store.SamplesFile))
	again.Pump("digits are imported", func() bool { return again.Samples.Len() == 2 })
	again.WaitForFiles()
	if got := labelsIn(t, s.Home); !slices.Equal(got, []int{7, 7}) {
		t.Errorf("the file has the digits %v", got)
	}
}

// A file that is no stroke file adds nothing.
func TestABadFileIsNotImported(t *testing.T) {
	s := statetest.New(t)
	s.Remember(3, 5)
	path := filepath.Join(t.TempDir(), "bad.jsonl")
	if err := os.WriteFile(path, []byte(`{"label":1,"strokes":[[[0.5,0.2]]]}`+"\nno\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	s.Samples.Import(path)
	s.Pump("a message", func() bool { return len(s.Reports) > 0 })
	s.Reported("line 2")
	if s.Samples.Len() != 1 {
		t.Errorf("%d samples", s.Samples.Len())
	}
}

// Lines that cannot be read are put aside as they are; the others are here, and are kept
// with what comes later.
func TestBadLinesArePutAside(t *testing.T) {
	s := statetest.New(t)
	const (
		good    = `{"label":1,"strokes":[[[0.5,0.2],[0.5,0.8]]]}` + "\n"
		torn    = `{"label": 3, "strokes": [[[0.1, ` + "\n"
		strange = `{"label":12,"strokes":[[[0.5,0.2]]]}` // without an end of line
	)
	path := filepath.Join(s.Home, store.SamplesFile)
	if err := os.WriteFile(path, []byte(good+torn+"\n"+good+strange), 0o666); err != nil {
		t.Fatal(err)
	}
	s.Samples.Load()
	if s.Samples.Len() != 2 {
		t.Errorf("%d digits are read, want the two good ones", s.Samples.Len())
	}
	was := s.Reports
	s.Reported("line 2")
	s.Reports = was
	s.Reported(path + store.Unreadable)
	s.Remember(4, 5)
	s.WaitForFiles()
	if aside, err := os.ReadFile(path + store.Unreadable); err != nil || string(aside) != torn+strange {
		t.Errorf("aside lies %q, %v", aside, err)
	}
	if kept, err := store.ReadStrokeFile(path); err != nil || len(kept) != 3 {
		t.Errorf("%d digits are kept, %v; want 3", len(kept), err)
	}
}

// What can neither be read nor put aside is not written over.
func TestWhatCannotBePutAsideStays(t *testing.T) {
	s := statetest.New(t)
	const damaged = `{"label": 3, "strokes": [[[0.1, `
	path := filepath.Join(s.Home, store.SamplesFile)
	if err := os.WriteFile(path, []byte(damaged), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+".lock", 0o777); err != nil { // so that nothing can be locked
		t.Fatal(err)
	}
	s.Samples.Load()
	s.Remember(4, 5)
	s.WaitForFiles()
	if kept, err := os.ReadFile(path); err != nil || string(kept) != damaged {
		t.Errorf("the file has become %q, %v", kept, err)
	}
	s.Reported("no new digits are kept")
}

// What was put aside before is not lost to what is put aside now.
func TestUnreadableDigitsStandSideBySide(t *testing.T) {
	s := statetest.New(t)
	path := filepath.Join(s.Home, store.SamplesFile)
	for i, aside := range []string{".unreadable", ".unreadable-2", ".unreadable-3"} {
		damaged := []byte{'{', byte('0' + i)}
		if err := os.WriteFile(path, damaged, 0o666); err != nil {
			t.Fatal(err)
		}
		s.Samples.Load()
		if kept, err := os.ReadFile(path + aside); err != nil || !slices.Equal(kept, damaged) {
			t.Errorf("%s holds %q (%v)", aside, kept, err)
		}
	}
}

// A sample that is deleted comes back to its place.
func TestDeletedSamplesComeBackToTheirPlaces(t *testing.T) {
	s := statetest.New(t)
	for digit := range 5 {
		s.Remember(digit, 5)
	}
	for _, i := range []int{1, 2, 0} {
		s.Samples.Delete(i)
	}
	if got := labelsOf(s); !slices.Equal(got, []int{2, 4}) {
		t.Fatalf("left are %v", got)
	}
	for range 4 {
		s.Samples.Restore()
	}
	if got := labelsOf(s); !slices.Equal(got, []int{0, 1, 2, 3, 4}) || s.Samples.CanRestore() {
		t.Errorf("back are %v", got)
	}
}

// TestNoSuchSample is no sample beyond the last, and none before the first.
func TestNoSuchSample(t *testing.T) {
	s := statetest.New(t)
	s.Remember(3, 5)
	told := 0
	s.Samples.Changed.Listen(func(struct{}) { told++ })
	for _, i := range []int{-1, 1} {
		s.Samples.Delete(i)
		s.Samples.Relabel(i, 4)
	}
	s.Samples.Relabel(0, 3)
	if got := labelsOf(s); !slices.Equal(got, []int{3}) || told != 0 {
		t.Errorf("the samples are %v, told %d times", got, told)
	}
}

// Samples reach the network by the page's path, normalised or not.
func TestSamplesTakeThePagesPath(t *testing.T) {
	s := statetest.New(t)
	drawing := synth.NewWriter(5).Draw(4, 0)
	s.Samples.Add(ink.Sample{Label: 4, Drawing: drawing})
	s.Page.Put(store.Content{Drawing: drawing})
	for _, on := range []bool{false, true} {
		s.Page.SetNormalise(on)
		want := s.Page.Image()
		var got ink.Image
		s.Samples.Dataset().Input(0).Unpack(got[:])
		if got != want || *s.Samples.Image(s.Samples.At(0)) != want {
			t.Errorf("normalised: %v, the network gets another image than that of the page", on)
		}
	}
}

// TestSamplesAreCounted samples that the network reads right are counted once for each network.
func TestSamplesAreCounted(t *testing.T) {
	s := statetest.Trained(t, 2)
	var counts []datasets.SampleCount
	s.Samples.Counted.Listen(func(c datasets.SampleCount) { counts = append(counts, c) })
	s.Samples.Count()
	s.Remember(3, 5)
	s.Remember(4, 5)
	s.Samples.Count()
	s.Samples.Count()
	s.Pump("a count", func() bool { return len(counts) > 0 })
	right := 0
	for i := range 2 {
		m := s.Samples.At(i)
		if g := s.Samples.Guess(m); g.Label == m.Label && g.Predicted == g.Label {
			right++
		}
	}
	if len(counts) != 1 || counts[0] != (datasets.SampleCount{Right: right, Of: 2}) {
		t.Errorf("counted %v; %d are right", counts, right)
	}
}

// TestTwoProgramsKeepEachOthersDigits programs have the same file, and neither undoes what the other does.
func TestTwoProgramsKeepEachOthersDigits(t *testing.T) {
	one := statetest.New(t)
	two := statetest.NewIn(t, one.Home)
	one.Remember(1, 1)
	one.WaitForFiles()
	two.Samples.Load()
	two.Remember(2, 2)
	two.WaitForFiles()
	one.Remember(3, 3)
	one.WaitForFiles()
	if got := labelsIn(t, one.Home); !slices.Equal(got, []int{1, 2, 3}) {
		t.Fatalf("the file has the digits %v", got)
	}
	two.Samples.Relabel(0, 7)
	two.WaitForFiles()
	one.Samples.Delete(0) // as one knows it, a 1
	one.WaitForFiles()
	if got := labelsIn(t, one.Home); !slices.Equal(got, []int{7, 2, 3}) {
		t.Errorf("the file has the digits %v", got)
	}
	one.Samples.Restore()
	two.Samples.Delete(0)
	two.WaitForFiles()
	one.WaitForFiles()
	if got := labelsIn(t, one.Home); len(got) != 3 || slices.Contains(got, 7) {
		t.Errorf("the file has the digits %v", got)
	}
}

// What cannot be written is written as soon as it can be.
func TestDigitsAreWrittenLater(t *testing.T) {
	s := statetest.New(t)
	unblock := s.BlockHome()
	s.Remember(4, 1)
	s.WaitForFiles()
	s.Reported("Your digits could not be kept")
	unblock()
	s.Samples.Flush()
	s.WaitForFiles()
	if got := labelsIn(t, s.Home); !slices.Equal(got, []int{4}) {
		t.Errorf("at the end the file has the digits %v", got)
	}
	s.Remember(5, 2)
	s.WaitForFiles()
	if got := labelsIn(t, s.Home); !slices.Equal(got, []int{4, 5}) {
		t.Errorf("the file has the digits %v", got)
	}
}

// Samples are counted again for another network and for other samples, and not without a
// network.
func TestSamplesAreCountedAgain(t *testing.T) {
	s := statetest.New(t)
	counts := 0
	s.Samples.Counted.Listen(func(datasets.SampleCount) { counts++ })
	count := func(want int, why string) {
		t.Helper()
		s.Samples.Count()
		s.Settle()
		if counts != want {
			t.Errorf("%s: counted %d times, want %d", why, counts, want)
		}
	}
	s.Remember(3, 5)
	count(0, "without a network")
	s.Prediction.UsePost()
	count(1, "the first time")
	count(1, "again")
	s.Prediction.UseShipped()
	count(2, "with another network")
	s.Remember(4, 5)
	count(3, "of another sample")
	s.Samples.Delete(0)
	if !s.Samples.CanRestore() {
		t.Error("the deleted sample cannot come back")
	}
	count(4, "without a sample")
}
