package datasets_test

import (
	"math"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
)

// cached is a state for which MNIST and the sample are small ones that need no loading.
func cached(t *testing.T) *statetest.State {
	t.Helper()
	s := statetest.New(t)
	all := s.Datasets.Data()
	some := dataset.TrainTest{Train: all.Train.Slice(0, 100), Test: dataset.Seal(all.Test.Open().Slice(0, 50))}
	s.Datasets.FillCache(map[store.DataSource]dataset.TrainTest{store.MNISTData: all, store.SampleData: some})
	return s
}

// write remembers a drawing of each of some digits.
func write(s *statetest.State, labels ...int) {
	for i, digit := range labels {
		s.Remember(digit, uint64(100+i))
	}
}

// A network learns from the user's digits alone once there is one of each; those that came
// later are learned from by the next run.
func TestLearnFromSamples(t *testing.T) {
	s := cached(t)
	others := s.Datasets.Data()
	write(s, 0, 1, 2, 4, 5, 6, 8, 9)
	s.Datasets.Choose(store.UserSamples)
	s.Pump("a message", func() bool { return len(s.Reports) > 0 })
	s.Reported("still missing: 3, 7.")
	if p := s.Datasets.Status().Phase; p != datasets.LoadTooFew {
		t.Errorf("loading stands at %d", p)
	}
	write(s, 3, 7)
	s.Training.StartPause()
	s.Pump("the run", func() bool { return s.Training.Run() != nil })
	s.PumpUntil(run.Finished)
	if d := s.Training.Run().Data(); d.Train.Len() != 10 || d.Test != others.Test {
		t.Errorf("learned from %d digits, judged by %s", d.Train.Len(), d.Test.Name())
	}
	first := s.Training.Run()
	write(s, 3)
	s.Remember(3, 77)
	s.Training.StartPause()
	s.Pump("the next run", func() bool { return s.Training.Run() != first })
	s.PumpUntil(run.Finished)
	if n := s.Training.Run().Data().Train.Len(); n != s.Samples.Len() || n < 11 {
		t.Errorf("the next run learned from %d digits, there are %d", n, s.Samples.Len())
	}
}

// A mix has its shares of MNIST, the sample and the user's digits, also in a workspace.
func TestSharesOfAMix(t *testing.T) {
	s := cached(t)
	all := s.Datasets.Data().Train.Len()
	mixedIn := func() int { // beside MNIST
		t.Helper()
		s.Pump("digits", func() bool { return s.Datasets.Data().Loaded() })
		return s.Datasets.Data().Train.Len() - all
	}
	s.Datasets.Choose(store.MixedData)
	if got, want := mixedIn(), (30*all+35)/70; got != want {
		t.Errorf("%d digits of the sample are mixed in, want %d", got, want)
	}
	mix := store.MixWeights{MNIST: 2, Sample: 0, Mine: 1}
	s.Settings.EditMix(mix, nil)
	s.Pump("a message", func() bool { return len(s.Reports) > 0 })
	s.Reported("there are none yet")
	write(s, 3, 7)
	s.Training.StepEpoch() // loads what there is now
	if got := mixedIn(); got != all/2 {
		t.Errorf("%d digits of the user's are mixed in, want %d", got, all/2)
	}
	data := s.Datasets.Data().Train
	for i := all; i < data.Len(); i++ {
		if want := s.Samples.Dataset().Input((i - all) % 2); !slices.Equal(data.Input(i), want) {
			t.Fatalf("example %d is none of the user's", i)
		}
	}
	path := filepath.Join(t.TempDir(), "mix"+store.WorkspaceExtension)
	if err := s.WorkspaceWriter(0)(path); err != nil {
		t.Fatal(err)
	}
	if w := statetest.ReadWorkspace(t, path); w.Source != "" {
		t.Errorf("a workspace names digits that are nowhere else: %q", w.Source)
	}
	if s.Prefs.Shares != mix {
		t.Errorf("the next start has the shares %v", s.Prefs.Shares)
	}
	was := s.Datasets.Data()
	s.Settings.EditMix(store.MixWeights{MNIST: -1}, training.Problems{{Field: "share of mnist", Message: message.Text("Write a number from 0 to 1000.")}})
	if s.Datasets.Data() != was || s.Prefs.Shares != mix {
		t.Error("wrong shares change what is mixed")
	}
	if s.Settings.Problems().Of("share of mnist").Empty() {
		t.Error("wrong shares are no problem of the settings")
	}
	s.Datasets.Use(was)
	s.Prefs.Source = store.SampleData
	if !s.Settings.Problems().Of("share of mnist").Empty() {
		t.Error("the shares of a mix that is not chosen are a problem")
	}
}

// What is loaded is dropped when other digits are chosen meanwhile.
func TestLoadingIsDroppedForAnotherChoice(t *testing.T) {
	s := cached(t)
	all := s.Datasets.Data()
	var changes []dataset.TrainTest
	s.Datasets.Changed.Listen(func(d dataset.TrainTest) { changes = append(changes, d) })
	s.Datasets.Choose(store.SampleData) // takes seconds
	if st := s.Datasets.Status(); st.Phase != datasets.Loading || st.Source != store.SampleData || s.Datasets.Data().Loaded() {
		t.Fatalf("loading stands at %+v", st)
	}
	s.Datasets.Use(all)
	s.Settle()
	if s.Datasets.Data() != all || s.Datasets.Status().Phase != datasets.LoadedDigits || len(s.Reports) > 0 {
		t.Errorf("the earlier choice came after the later one: %+v, %v", s.Datasets.Status(), s.Reports)
	}
	if len(changes) != 2 || changes[0].Loaded() || changes[1] != all {
		t.Errorf("%d changes were told", len(changes))
	}
}

// A folder without digits is said, and no run starts when it was asked for.
func TestAFolderWithoutDigits(t *testing.T) {
	s := statetest.New(t)
	var phases []datasets.LoadPhase
	s.Datasets.Progress.Listen(func(l datasets.LoadStatus) { phases = append(phases, l.Phase) })
	s.Datasets.Open(t.TempDir())
	s.Training.StartPause() // as soon as there are digits
	s.Pump("the failure", func() bool { return s.Datasets.Status().Phase == datasets.LoadFailed })
	if !slices.Equal(phases, []datasets.LoadPhase{datasets.Loading, datasets.LoadFailed}) {
		t.Errorf("the phases were %v", phases)
	}
	s.Reported("The digits cannot be read")
	s.Datasets.Use(statetest.Stripes(t, 50))
	if s.Training.Run() != nil {
		t.Error("what waited for other digits has started")
	}
	if s.Prefs.Source != store.FolderData || s.Prefs.Path == "" {
		t.Error("the folder is forgotten")
	}
}

// A run that is asked for before there are digits starts with them.
func TestTrainWaitsForDigits(t *testing.T) {
	s := statetest.New(t)
	d := s.Datasets.Data()
	s.Datasets.Use(dataset.TrainTest{})
	s.Training.StartPause()
	if s.Training.Run() != nil {
		t.Fatal("a run without digits")
	}
	s.Datasets.Use(d)
	s.PumpUntil(run.Finished)
}

// Who never chose learns from MNIST where it is, else from the sample.
func TestTheFirstSource(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("DIGITPAD_DATA", "")
	s := statetest.New(t)
	if got := s.Datasets.Source(); got != store.SampleData {
		t.Errorf("without MNIST it is %q", got)
	}
	s.Prefs.Source = store.MNISTData
	s.Datasets.Load()
	s.Pump("the end", func() bool { return s.Datasets.Status().Phase == datasets.LoadMissing })
	if len(s.Reports) > 0 {
		t.Errorf("MNIST that is not here is an error: %v", s.Reports)
	}
}

// The user's digits are in use where they are the source, or have a share of the mix.
func TestUsesSamples(t *testing.T) {
	s := statetest.New(t)
	for _, c := range []struct {
		source store.DataSource
		mine   float64
		want   bool
	}{
		{store.UserSamples, 0, true}, {store.MixedData, 1, true}, {store.MixedData, 0, false}, {store.SampleData, 1, false},
	} {
		s.Prefs.Source, s.Prefs.Shares = c.source, store.MixWeights{Sample: 1, Mine: c.mine}
		if got := s.Datasets.UsesSamples(); got != c.want {
			t.Errorf("%s with a share of %g: %t", c.source, c.mine, got)
		}
	}
}

// Numbers that say nothing of how digits are held out leave all of them.
func TestSplitOfWrongNumbers(t *testing.T) {
	s := statetest.New(t)
	all := s.Datasets.Data().Train.Len()
	for _, c := range []struct {
		validation int
		amount     float64
		want       int
	}{
		{0, 1, all},
		{1, 1, all},
		{-3, 1, all},
		{0, 0, all},
		{0, -1, all},
		{0, 1.5, all},
		{0, math.NaN(), all},
		{2, 1, all / 2},
		{0, 0.5, all / 2},
		{6, 1, 334},
	} {
		v := statetest.SmallSettings()
		v.Validation, v.Amount = c.validation, c.amount
		if got := s.Datasets.Split(v).Train.Len(); got < c.want-5 || got > c.want+5 {
			t.Errorf("one in %d held out of %g: %d digits, want %d", c.validation, c.amount, got, c.want)
		}
	}
}
