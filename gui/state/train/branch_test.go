package train_test

import (
	"slices"
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/optim"
	"digitpad/training/runs"
)

// optimised is a state with a finished run of so many epochs with an optimiser.
func optimised(t *testing.T, optimizer optim.Optimizer, epochs int) *statetest.State {
	t.Helper()
	s := statetest.New(t)
	settings := statetest.SmallSettings()
	settings.Optimizer, settings.Rate, settings.Epochs = optimizer.Name(), 0.01, epochs
	s.Settings.Fill(settings)
	s.Train()
	return s
}

// A run that goes on from an earlier epoch with the same settings comes to the same
// network, bit for bit, and the one that it left stays among the kept runs.
func TestContinueFromAnEarlierEpoch(t *testing.T) {
	for _, optimizer := range optim.Optimizers {
		s := optimised(t, optimizer, 4)
		old := s.Training.Run()
		s.Training.ShowEpoch(2)
		if err := s.Training.BranchRefusal(); err != nil {
			t.Fatalf("%s: %v", optimizer.Name(), err)
		}
		s.Training.ContinueHere()
		r := s.Training.Run()
		if r == old || r.Since() != 2 || s.Training.ViewedEpoch() != store.LatestEpoch {
			t.Fatalf("%s: no new run since epoch 2", optimizer.Name())
		}
		s.PumpUntil(run.Finished)
		if got, want := r.Epochs(), old.Epochs(); len(got) != len(want) || !slices.Equal(statetest.Parameters(got[4]), statetest.Parameters(want[4])) {
			t.Errorf("%s: the run that went on came to other weights", optimizer.Name())
		}
		kept := s.Comparison.Runs()
		if len(kept) != 2 {
			t.Fatalf("%s: %d runs are kept", optimizer.Name(), len(kept))
		}
		now, before := kept[0], kept[1]
		if len(before.Records) != 5 || len(now.Records) != 3 || now.Records[0].Number != 2 || now.Records[0].Seconds != 0 {
			t.Errorf("%s: %d epochs of the old run are kept, of the new one %+v", optimizer.Name(), len(before.Records), now.Records)
		}
		if !strings.HasSuffix(now.Name, "from epoch 2") {
			t.Errorf("the new run is called %q", now.Name)
		}
		s.End()
	}
}

// With another learning rate the new run goes on with that. One that still trains is
// kept as far as it came.
func TestContinueWithOtherSettings(t *testing.T) {
	s := statetest.New(t)
	s.Configure(10000)
	s.Training.StartPause()
	s.Pump("some epochs", func() bool { return s.Training.Run() != nil && len(s.Training.Run().Epochs()) > 4 })
	old := s.Training.Run()
	s.Training.ShowEpoch(2)
	s.Edit(func(v *training.Settings) { v.Rate = 0.5 }, nil)
	s.Training.ContinueHere()
	s.Pump("an epoch of the new run", func() bool { return s.Training.Run() != old && len(s.Training.Run().Epochs()) > 3 })
	now := s.Training.Run().Epochs()
	if got := now[3].Rate; got != 0.5 {
		t.Errorf("it goes on with the rate %g", got)
	}
	if !slices.Equal(statetest.Parameters(now[2]), statetest.Parameters(old.Epochs()[2])) {
		t.Error("it goes on from other weights")
	}
	if kept := s.Comparison.Runs()[0]; kept.Outcome != runs.Stopped || len(kept.Records) != len(old.Epochs()) {
		t.Errorf("the run that was left is kept as %s with %d epochs of %d", kept.Outcome, len(kept.Records), len(old.Epochs()))
	}
}

// Where a run cannot go on, the reason is said.
func TestContinueSaysWhyNot(t *testing.T) {
	s := optimised(t, optim.Adam, 3)
	refused := func(words string) {
		t.Helper()
		if err := s.Training.BranchRefusal(); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("refused with %v; it should speak of %q", err, words)
		}
		was := s.Training.Run()
		s.Training.ContinueHere()
		if s.Training.Run() != was {
			t.Error("it went on all the same")
		}
		s.Reported("The training cannot go on from here")
	}
	refused("more than 3 epochs")
	s.Edit(func(v *training.Settings) { v.Epochs = 5 }, nil)
	if err := s.Training.BranchRefusal(); err != nil {
		t.Errorf("with more epochs: %v", err)
	}
	s.Training.ShowEpoch(1)
	s.Edit(func(v *training.Settings) { v.Hidden[0] = 9 }, nil)
	refused("Hidden units")
	s.Edit(func(*training.Settings) {}, training.Problems{{Field: "hidden", Message: message.Text("Write whole numbers.")}})
	refused("A setting is wrong")
	s.Edit(func(v *training.Settings) { v.Hidden[0] = 8 }, nil)
	was := s.Datasets.Data()
	s.Datasets.Use(statetest.Stripes(t, 50))
	refused("Other digits")
	s.Datasets.Use(was)
	s.Settle() // others read the epochs
	epochs := s.Training.Run().Epochs()
	epochs[1].State = nil
	refused("is kept of epoch 0 only")
	epochs[0].State = nil
	refused("was not kept with this run")
}
