package gui

import (
	"slices"
	"strings"
	"testing"

	"digitpad/gui/state/store"
	"digitpad/training/optim"
	"digitpad/training/runs"
)

// optimised has a finished run of so many epochs with an optimiser.
func optimised(t *testing.T, optimizer optim.Optimizer, epochs int) *testBench {
	t.Helper()
	b := newBench(t)
	s := smallSettings()
	s.Optimizer, s.Rate, s.Epochs = optimizer.Name(), 0.01, epochs
	b.learn.form.Fill(s)
	b.StartPause()
	b.pumpUntil(finished)
	return b
}

// A run that goes on from an earlier epoch with the same settings comes to the
// same network, bit for bit, and the one that it left stays among the kept runs.
func TestContinueFromAnEarlierEpoch(t *testing.T) {
	for _, optimizer := range optim.Optimizers {
		b := optimised(t, optimizer, 4)
		old := b.run
		b.VisitEpoch(2)
		if b.epochs.resume.Disabled() {
			t.Fatalf("%s: %s", optimizer.Name(), b.epochs.refusal.Content)
		}
		b.epochs.resume.OnTapped()
		if b.run == old || b.run.since != 2 || b.visiting != store.LatestEpoch {
			t.Fatalf("%s: no new run since epoch 2", optimizer.Name())
		}
		b.pumpUntil(finished)
		if got, want := b.run.epochs, old.epochs; len(got) != len(want) || !slices.Equal(got[4].Parameters, want[4].Parameters) {
			t.Errorf("%s: the run that went on came to other weights", optimizer.Name())
		}
		b.pump("two kept runs", func() bool { return len(b.races.runs) == 2 })
		now, before := b.races.runs[0], b.races.runs[1]
		if len(before.Laps) != 5 || len(now.Laps) != 3 || now.Laps[0].Number != 2 || now.Laps[0].Seconds != 0 {
			t.Errorf("%s: %d epochs of the old run are kept, of the new one %+v", optimizer.Name(), len(before.Laps), now.Laps)
		}
		if !strings.HasSuffix(now.Name, "from epoch 2") {
			t.Errorf("the new run is called %q", now.Name)
		}
	}
}

// With another learning rate the new run goes on with that. One that still trains
// is kept as far as it came.
func TestContinueWithOtherSettings(t *testing.T) {
	b := newBench(t)
	s := smallSettings()
	s.Epochs = 10000
	b.learn.form.Fill(s)
	b.StartPause()
	b.pump("some epochs", func() bool { return b.run != nil && len(b.run.epochs) > 4 })
	old := b.run
	b.VisitEpoch(2)
	b.learn.form.entries["rate"].SetText("0.5")
	b.ContinueHere()
	b.pump("an epoch of the new run", func() bool { return b.run != old && len(b.run.epochs) > 3 })
	if got := b.run.epochs[3].Rate; got != 0.5 {
		t.Errorf("it goes on with the rate %g", got)
	}
	if !slices.Equal(b.run.epochs[2].Parameters, old.epochs[2].Parameters) {
		t.Error("it goes on from other weights")
	}
	if e := b.races.runs[0]; e.Outcome != runs.Stopped || len(e.Laps) != len(old.epochs) {
		t.Errorf("the run that was left is kept as %s with %d epochs of %d", e.Outcome, len(e.Laps), len(old.epochs))
	}
	b.plotRun()
	b.learn.chart.Wait()
}

// Where a run cannot go on, the button says why.
func TestContinueSaysWhyNot(t *testing.T) {
	b := optimised(t, optim.Adam, 3)
	refusal := func(words string) {
		t.Helper()
		b.offerBranch()
		if !b.epochs.resume.Disabled() || !strings.Contains(b.epochs.refusal.Content, words) {
			t.Errorf("disabled: %t, %q should speak of %q", b.epochs.resume.Disabled(), b.epochs.refusal.Content, words)
		}
		b.epochs.resume.OnHover(true)
		if !b.epochs.refusal.Visible() || b.epochs.choose.Visible() {
			t.Error("the pointer does not bring the reason")
		}
		b.epochs.resume.OnHover(false)
		was := b.run
		b.ContinueHere()
		if b.run != was || !b.modal() {
			t.Error("it went on all the same, or in silence")
		}
		b.Dismiss()
	}
	refusal("more than 3 epochs")
	b.learn.form.entries["epochs"].SetText("5")
	b.offerBranch()
	if b.epochs.resume.Disabled() {
		t.Errorf("with more epochs: %s", b.epochs.refusal.Content)
	}
	b.VisitEpoch(1)
	b.learn.form.entries["hidden"].SetText("9")
	refusal("Hidden units")
	b.learn.form.entries["hidden"].SetText("many")
	refusal("A setting is wrong")
	b.learn.form.entries["hidden"].SetText("8")
	was := b.digits
	b.digits = stripes(t, 50)
	refusal("Other digits")
	b.digits = was
	b.run.epochs = slices.Clone(b.run.epochs)
	b.run.epochs[1].State = nil
	refusal("is kept of epoch 0 only")
	b.run.epochs[0].State = nil
	refusal("was not kept with this run")
}
