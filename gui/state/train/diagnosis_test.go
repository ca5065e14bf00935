package train_test

import (
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/run"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/diagnose"
)

func TestTheSuggestedFixStartsARunWithoutTheFinding(t *testing.T) {
	s := statetest.New(t)
	bad := statetest.SmallSettings()
	bad.Epochs, bad.Rate, bad.Initializer = 5, 1000, network.Normal.Name()
	s.Settings.Fill(bad)
	if _, found := s.Training.Finding(); found {
		t.Error("there is a finding about a run that is not there")
	}
	found := func() bool { _, found := s.Training.Finding(); return found }
	s.Train()
	s.Pump("a finding", found)
	if d, _ := s.Training.Finding(); d.Finding != diagnose.SaturatedOutputs {
		t.Fatalf("%v", d)
	}
	if !strings.Contains(s.Log.String(), `"diagnosis"`) {
		t.Error("the event log does not have the finding")
	}
	before := s.Training.Run()
	var filled training.Settings
	s.Settings.Filled.Listen(func(v training.Settings) { filled = v })
	s.Training.ApplyFix()
	r := s.Training.Run()
	if r == before || r.Settings().Cost != network.CrossEntropy.Name() || filled.Cost != network.CrossEntropy.Name() {
		t.Fatalf("the fix is not tried: %+v", r.Settings())
	}
	if found() {
		t.Error("the old finding stands at the new run")
	}
	s.PumpUntil(run.Finished)
	s.Pump("no finding", func() bool { return !found() })
}

// Without a finding there is nothing to apply.
func TestNoFindingNoFix(t *testing.T) {
	s := statetest.New(t)
	s.Training.ApplyFix()
	s.Training.StepIteration()
	was := s.Training.Run()
	s.Training.ApplyFix()
	if _, found := s.Training.Finding(); found || was == nil || s.Training.Run() != was {
		t.Error("a fix without a finding replaced the run")
	}
}

// A run that diverged is diagnosed as such, though its last epoch was not completed.
func TestADivergedRunIsDiagnosed(t *testing.T) {
	s := statetest.New(t)
	s.Settings.Fill(diverging())
	s.Training.StartPause()
	s.PumpUntil(run.Failed)
	s.Pump("the finding", func() bool { d, _ := s.Training.Finding(); return d.Evidence.Diverged })
}
