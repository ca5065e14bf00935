package state_test

import (
	"path/filepath"
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/training/dataset"
	"digitpad/training/ink"
	"digitpad/training/plots"
)

// A workspace that is opened elsewhere is the one that was saved: the drawing, the
// settings, the run, and its epoch in view.
func TestAWorkspaceIsOpenedElsewhere(t *testing.T) {
	s := statetest.Trained(t, 3)
	s.Prefs.Source = store.SampleData
	s.Draw(0.2, 0.2, 0.8, 0.7)
	s.Page.SetBrush(0.05)
	s.Page.SetNormalise(false)
	s.Prefs.Chart.Quantity = plots.LearningRate
	s.Training.ShowEpoch(2)
	path := filepath.Join(t.TempDir(), "lesson"+store.WorkspaceExtension)
	if err := s.WorkspaceWriter(4)(path); err != nil {
		t.Fatal(err)
	}
	w := statetest.ReadWorkspace(t, path)
	if w.Tab != 4 || w.Source != store.SampleData {
		t.Errorf("%+v", w)
	}

	other := statetest.New(t)
	other.Datasets.Use(s.Datasets.Data())
	other.Prefs.Source = store.SampleData
	other.Draw(0.5, 0.5)
	other.OpenWorkspace(w)
	other.Pump("the run", func() bool { return other.Training.Run() != nil })
	if got, want := other.Training.Run().Epochs(), s.Training.Run().Epochs(); len(got) != len(want) || !slices.Equal(statetest.Parameters(got[3]), statetest.Parameters(want[3])) {
		t.Error("the run is another")
	}
	if at := other.Training.ViewedEpoch(); at != 2 || !slices.Equal(other.Prediction.Result().Outputs, s.Prediction.Result().Outputs) {
		t.Errorf("epoch %d is in view", at)
	}
	if other.Page.Brush() != 0.05 || other.Page.Normalise() || other.Prefs.Chart.Quantity != plots.LearningRate {
		t.Error("the page or the chart is another")
	}
	if v, _ := other.Settings.Value(); v.Epochs != 3 || other.Prefs.Settings.Epochs != 3 {
		t.Errorf("the settings have %d epochs", v.Epochs)
	}
	other.Page.Undo()
	if d := other.Page.Content().Drawing; len(d) != 1 || d[0].Points[0] != (ink.Point{X: 0.5, Y: 0.5}) {
		t.Error("the drawing that was there is lost")
	}
}

// Without the digits of its run a workspace says so, and keeps the present run.
func TestAWorkspaceOfOtherDigits(t *testing.T) {
	s := statetest.Trained(t, 2)
	s.Prefs.Source = store.SampleData
	path := filepath.Join(t.TempDir(), "w"+store.WorkspaceExtension)
	if err := s.WorkspaceWriter(0)(path); err != nil {
		t.Fatal(err)
	}
	other := statetest.New(t)
	other.Datasets.Use(statetest.Stripes(t, 300))
	other.Prefs.Source = store.SampleData
	other.OpenWorkspace(statetest.ReadWorkspace(t, path))
	other.Pump("a message", func() bool { return len(other.Reports) > 0 })
	other.Reported("The run of this workspace cannot be shown")
	if other.Training.Run() != nil {
		t.Error("a run with other digits")
	}
}

// What is said of a source of digits that a workspace does not have, or of a folder.
func TestAWorkspaceNamesNoFolder(t *testing.T) {
	s := statetest.New(t)
	s.Prefs.Source, s.Prefs.Path = store.FolderData, "/home/somebody"
	path := filepath.Join(t.TempDir(), "w"+store.WorkspaceExtension)
	if err := s.WorkspaceWriter(0)(path); err != nil {
		t.Fatal(err)
	}
	if w := statetest.ReadWorkspace(t, path); w.Source != "" || w.Run != nil {
		t.Errorf("%+v", w)
	}
	s.OpenWorkspace(statetest.ReadWorkspace(t, path))
	if s.Training.Run() != nil || s.Datasets.Source() != store.FolderData || !s.Datasets.Data().Loaded() {
		t.Error("a workspace without a run changes the digits")
	}
	if s.Training.ViewedEpoch() != store.LatestEpoch || run.Waiting.Over() {
		t.Error("an epoch is in view")
	}
}

// The run of a workspace goes on at once with the digits that are loaded if these are its
// own; other shares of a mix, and digits that are not there, are loaded first.
func TestAWorkspaceOfAMix(t *testing.T) {
	shares := store.MixWeights{Sample: 1}
	s := statetest.Trained(t, 2)
	s.Prefs.Source, s.Prefs.Shares = store.MixedData, shares
	path := filepath.Join(t.TempDir(), "w"+store.WorkspaceExtension)
	if err := s.WorkspaceWriter(0)(path); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		shares store.MixWeights
		loaded bool
		loads  bool
	}{
		"the same mix":                     {shares, true, false},
		"another mix":                      {store.MixWeights{Sample: 2}, true, true},
		"the same mix that was not loaded": {shares, false, true},
	} {
		other := statetest.New(t)
		other.Prefs.Source, other.Prefs.Shares = store.MixedData, c.shares
		if !c.loaded {
			other.Datasets.Use(dataset.TrainTest{})
		}
		loads := false
		other.Datasets.Progress.Listen(func(s datasets.LoadStatus) { loads = loads || s.Phase == datasets.Loading })
		other.OpenWorkspace(statetest.ReadWorkspace(t, path))
		if loads != c.loads || other.Prefs.Shares != shares {
			t.Errorf("%s: digits are loaded: %t, with the shares %v", what, loads, other.Prefs.Shares)
		}
		if c.loads { // which takes its time
			other.Training.Await(nil)
			other.Datasets.Use(statetest.Stripes(t, 400))
		}
		other.Settle()
		if got := other.Training.Run() != nil; got == c.loads {
			t.Errorf("%s: the run is there: %t", what, got)
		}
	}
}
