package state_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state"
	"digitpad/gui/state/store"
	"digitpad/training"
	"digitpad/training/lab"
)

// The settings of a workspace are those of the next start, also where it has no run.
func TestTheSettingsOfAWorkspaceAreKept(t *testing.T) {
	w := store.Workspace{Version: store.WorkspaceVersion, Settings: training.DefaultSettings(), Brush: 0.07, Epoch: store.LatestEpoch}
	w.Settings.Seed = 4711
	var file bytes.Buffer
	if err := w.Write(&file, nil); err != nil {
		t.Fatal(err)
	}
	read, err := store.ReadWorkspace(&file)
	if err != nil {
		t.Fatal(err)
	}
	s := statetest.New(t)
	s.OpenWorkspace(read)
	if v, _ := s.Settings.Value(); v.Seed != 4711 || s.Prefs.Settings.Seed != 4711 {
		t.Errorf("the seed is %d, at the next start %d", v.Seed, s.Prefs.Settings.Seed)
	}
}

// A workspace is not written where it cannot be.
func TestAWorkspaceThatCannotBeWritten(t *testing.T) {
	s := statetest.New(t)
	if err := s.WorkspaceWriter(0)(filepath.Join(t.TempDir(), "none", "w"+store.WorkspaceExtension)); err == nil {
		t.Error("a workspace lies in a folder that is not there")
	}
}

// What a person chooses stays chosen.
func TestChoicesStay(t *testing.T) {
	s := statetest.New(t)
	s.Experiments.SetValues(lab.Epochs, lab.Values{"seeds": "7"})
	if got := s.Experiments.Values(lab.Epochs)["seeds"]; got != "7" {
		t.Errorf("an experiment has %q seeds", got)
	}
	for _, on := range []bool{false, true} {
		s.FineTuning.SetMixIn(on)
		s.Evaluation.SetOfSamples(on)
		if s.FineTuning.MixIn() != on || s.Evaluation.OfSamples() != on {
			t.Errorf("a choice of %t is forgotten", on)
		}
	}
}

// An experiment that begins tells so at once, before it has got anywhere.
func TestAnExperimentTellsThatItBegins(t *testing.T) {
	s := statetest.New(t)
	var told []state.ExperimentChange
	s.Experiments.Changed.Listen(func(c state.ExperimentChange) { told = append(told, c) })
	s.Experiments.Run(lab.Epochs, lab.Values{"seeds": "1", "epochs": "2"})
	if len(told) != 1 || told[0].Experiment != lab.Epochs || told[0].Partial == nil || told[0].Partial.Share != 0 {
		t.Errorf("it tells %+v", told)
	}
	s.Pump("the end", func() bool { return s.Experiments.Running() == nil })
}

// At the first start there is nothing to bring back, and the network that ships answers.
func TestTheFirstStart(t *testing.T) {
	s := statetest.New(t)
	s.Restore("")
	s.WaitForFiles()
	s.Settle()
	if len(s.Reports) > 0 || s.Prediction.Network() == nil || s.Samples.Len() != 0 || len(s.Comparison.Runs()) != 0 || s.Training.Run() != nil {
		t.Errorf("it brings back something: %v", s.Reports)
	}
}
