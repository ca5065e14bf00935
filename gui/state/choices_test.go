package state_test

import (
	"bytes"
	"errors"
	"maps"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
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
	s.Prefs.Brush = math.NaN() // which has no form in a file
	if err := s.WorkspaceWriter(0)(filepath.Join(t.TempDir(), "w"+store.WorkspaceExtension)); err == nil {
		t.Error("a workspace with a brush of no width is written")
	}
}

// What a person chooses stays chosen.
func TestChoicesStay(t *testing.T) {
	s := statetest.New(t)
	s.Experiments.SetValues(statetest.Experiment("epochs"), lab.Values{"seeds": "7"})
	if got := s.Experiments.Values(statetest.Experiment("epochs"))["seeds"]; got != "7" {
		t.Errorf("an experiment has %q seeds", got)
	}
	for _, on := range []bool{false, true} {
		s.FineTuning.SetMixIn(on)
		if s.FineTuning.MixIn() != on {
			t.Errorf("a choice of %t is forgotten", on)
		}
	}
	for _, d := range []state.EvaluationDigits{state.SampleDigits, state.TestDigits, state.ValidationDigits} {
		if s.Evaluation.Choose(d); s.Evaluation.Digits() != d {
			t.Errorf("the choice of digits %d is forgotten", d)
		}
	}
}

// An experiment that begins tells so at once, before it has got anywhere.
func TestAnExperimentTellsThatItBegins(t *testing.T) {
	s := statetest.New(t)
	var told []state.ExperimentChange
	s.Experiments.Changed.Listen(func(c state.ExperimentChange) { told = append(told, c) })
	s.Experiments.Run(statetest.Experiment("epochs"), lab.Values{"seeds": "1", "epochs": "2"})
	if len(told) != 1 || told[0].Experiment != statetest.Experiment("epochs") || told[0].Partial == nil || told[0].Partial.Share != 0 {
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

// A correction is dropped if another network is chosen meanwhile, and the drawing is kept.
func TestACorrectionIsDroppedForAnotherNetwork(t *testing.T) {
	s, digit := statetest.Misread(t)
	s.FineTuning.Correct(digit)
	s.Prediction.UsePost()
	chosen := s.Prediction.Network()
	s.Pump("the end of the correction", func() bool { return !s.FineTuning.Running() })
	s.Reported("The correction was dropped")
	if s.Prediction.Network() != chosen || s.FineTuning.CanUndo() || s.Samples.Len() != 1 {
		t.Errorf("the chosen network answers: %t; %d drawings are kept", s.Prediction.Network() == chosen, s.Samples.Len())
	}
}

// What was noted of weights that were changed by hand does not hold after a correction.
func TestACorrectionForgetsWhatWasEdited(t *testing.T) {
	s, digit := statetest.Misread(t)
	m := s.Prediction.Model()
	m.Notes = maps.Clone(m.Notes)
	m.Notes[predict.NoteEdits], m.Notes["kept"] = "[]", "yes"
	s.Prediction.Use(m, predict.Origin{Kind: predict.FromFile, Name: "edited"})
	s.FineTuning.Correct(digit)
	s.Pump("the end of the correction", func() bool { return !s.FineTuning.Running() })
	notes := s.Prediction.Model().Notes
	if _, edited := notes[predict.NoteEdits]; edited || notes["kept"] != "yes" || s.Prediction.Model().Network == m.Network {
		t.Errorf("the corrected network has the notes %v", notes)
	}
}

// What one start leaves the next one finds: the network, the runs, my digits, and the run
// that goes on; and what was left half written is removed.
func TestANewStartFindsWhatTheLastOneLeft(t *testing.T) {
	first := statetest.Trained(t, 2)
	first.Remember(3, 5)
	first.WaitForFiles()
	first.Configure(statetest.Unending)
	first.Training.Reset()
	first.Training.StepEpoch()
	first.Pump("an epoch", func() bool { r := first.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == 2 })
	first.WaitForFiles()
	first.End()
	half, yesterday := filepath.Join(first.Home, "."+store.SamplesFile+".1.digitpad-unfinished"), time.Now().Add(-24*time.Hour)
	if err := errors.Join(os.WriteFile(half, nil, 0o644), os.Chtimes(half, yesterday, yesterday)); err != nil {
		t.Fatal(err)
	}
	s := statetest.NewIn(t, first.Home)
	s.Prefs.Network = first.Prefs.Network
	s.Restore("")
	s.WaitForFiles()
	if s.Prediction.Origin().Kind != predict.FromTraining || len(s.Comparison.Runs()) != 1 || s.Samples.Len() != 1 || !s.Training.CanContinue() || len(s.Reports) > 0 {
		t.Errorf("found are %+v, %d runs and %d digits; a run can go on: %t; %v", s.Prediction.Origin(), len(s.Comparison.Runs()), s.Samples.Len(), s.Training.CanContinue(), s.Reports)
	}
	if _, err := os.Stat(half); err == nil {
		t.Error("what was left half written stays")
	}
}

// At the end what could not be written before is written.
func TestTheEndWritesWhatIsLeft(t *testing.T) {
	s := statetest.New(t)
	unblock := s.BlockHome()
	s.Remember(4, 1)
	s.WaitForFiles()
	s.Reported("Your digits could not be kept")
	unblock()
	s.End()
	if kept, err := store.ReadStrokeFile(filepath.Join(s.Home, store.SamplesFile)); err != nil || len(kept) != 1 {
		t.Errorf("%d digits are kept, %v", len(kept), err)
	}
}
