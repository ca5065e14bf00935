package train_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/training"
)

// Settings that do not go with new digits are marked when these come.
func TestNewDigitsAreSetAgainstTheSettings(t *testing.T) {
	s := statetest.New(t)
	s.Edit(func(v *training.Settings) { v.Batch = 200 }, nil)
	if len(s.Settings.Problems()) > 0 {
		t.Fatalf("%v", s.Settings.Problems())
	}
	s.Datasets.Use(statetest.Stripes(t, 100))
	if len(s.Settings.Problems()) == 0 {
		t.Error("a mini-batch of 200 goes with 100 digits")
	}
	s.Training.StartPause()
	if s.Training.Run() != nil {
		t.Error("a run began with settings that are wrong")
	}
}

// The run of a workspace waits for its digits and no longer: others that were loaded
// meanwhile are not taken for them.
func TestARunWaitsForItsDigits(t *testing.T) {
	from := statetest.Trained(t, 2)
	path := filepath.Join(t.TempDir(), "w"+store.WorkspaceExtension)
	if err := from.WorkspaceWriter(0)(path); err != nil {
		t.Fatal(err)
	}
	w := statetest.ReadWorkspace(t, path)
	w.Epoch = 0 // which was in view

	s := statetest.New(t)
	s.Training.ResumePending() // none waits
	s.Training.Await(&w)
	if s.Training.Run() != nil {
		t.Fatal("the run does not wait")
	}
	s.Datasets.Use(from.Datasets.Data())
	s.Pump("the run", func() bool { return s.Training.Run() != nil })
	if got, want := s.Training.Run().Epochs(), from.Training.Run().Epochs(); len(got) != len(want) || !slices.Equal(statetest.Parameters(got[2]), statetest.Parameters(want[2])) {
		t.Error("it is another run")
	}
	if at := s.Training.ViewedEpoch(); at != 0 {
		t.Errorf("epoch %d is in view", at)
	}
	was := s.Training.Run()
	s.Datasets.Use(from.Datasets.Data())
	s.Settle()
	if s.Training.Run() != was {
		t.Error("the run came twice")
	}

	late := statetest.New(t)
	late.Datasets.Use(from.Datasets.Data())
	late.Training.Await(&w)
	late.Training.ResumePending()
	late.Datasets.Use(statetest.Stripes(t, 100)) // before the run is read
	late.Pump("a message", func() bool { return len(late.Reports) > 0 })
	late.Reported("The run of this workspace cannot be shown")
	if late.Training.Run() != nil {
		t.Error("the run goes on with other digits")
	}
}

// The event log has a finding when it comes, and not again with every epoch that keeps it.
func TestAFindingIsLoggedOnce(t *testing.T) {
	s := statetest.New(t)
	bad := statetest.SmallSettings()
	bad.Epochs, bad.Rate, bad.Initializer = 5, 1000, network.Normal.Name()
	s.Settings.Fill(bad)
	s.Training.StartPause()
	s.PumpUntil(run.Finished)
	s.Pump("a finding", func() bool { _, found := s.Training.Finding(); return found })
	s.Settle()
	d, _ := s.Training.Finding()
	if n := strings.Count(s.Log.String(), `"finding":"`+d.Finding.String()+`"`); n != 1 {
		t.Errorf("the event log has %q %d times", d.Finding, n)
	}
}

// What is wrong with the settings of a lesson is shown at once, and ends the run.
func TestPrescribedSettingsAreChecked(t *testing.T) {
	s := statetest.New(t)
	v := s.Configure(statetest.Unending)
	s.Training.StartPause()
	s.PumpUntil(run.Running)
	v.Batch = 100_000 // more than there are digits
	s.Training.Prescribe(v)
	if got, _ := s.Settings.Value(); got.Batch != v.Batch || len(s.Settings.Problems()) == 0 {
		t.Errorf("the mini-batch is %d: %v", got.Batch, s.Settings.Problems())
	}
	s.PumpUntil(run.Stopped)
}
