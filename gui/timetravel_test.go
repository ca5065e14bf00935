package gui

import (
	"slices"
	"testing"

	"digitpad/gui/state/store"
	"digitpad/training"
)

// trainedBench has a finished run of three epochs and a digit on the pad.
func trainedBench(t *testing.T) *testBench {
	t.Helper()
	b := newBench(t)
	s := smallSettings()
	s.Epochs = 3
	b.learn.form.Fill(s)
	b.RandomDigit()
	b.StartPause()
	b.pumpUntil(finished)
	return b
}

func TestTheSliderGoesBackAndReturns(t *testing.T) {
	b := trainedBench(t)
	if !b.epochs.content.Visible() || b.epochs.slider.Max != 3 || b.epochs.slider.Value != 3 {
		t.Fatalf("the slider is at %g of %g", b.epochs.slider.Value, b.epochs.slider.Max)
	}
	now := append([]float32(nil), b.bars.Values...)
	b.epochs.slider.SetValue(1)
	if b.visiting != 1 || b.source != "your network, epoch 1" || b.epochs.says.Content != "after epoch 1" {
		t.Errorf("at 1 the window visits %d, %q", b.visiting, b.source)
	}
	first := b.run.epochs[1]
	if &b.model.Network.Parameters()[0] != &first.Parameters[0] {
		t.Error("another network than that of epoch 1 answers")
	}
	if got := b.model.Notes[training.NoteEpochs]; got != "1" {
		t.Errorf("the visited network has the notes of epoch %s", got)
	}
	differ := false
	for i, v := range b.bars.Values {
		differ = differ || v != now[i]
	}
	if !differ {
		t.Error("the bars are those of the trained network")
	}
	b.TurnEpoch(5)
	for i, v := range b.bars.Values {
		if v != now[i] {
			t.Fatalf("back at the end bar %d is %g, before it was %g", i, v, now[i])
		}
	}
	b.TurnEpoch(-1)
	if b.visiting != 2 {
		t.Errorf("one back from the end is %d", b.visiting)
	}
	b.TurnEpoch(-5)
	if b.visiting != 0 || b.epochs.slider.Value != 0 {
		t.Errorf("far back is %d", b.visiting)
	}
	b.UsePost()
	if b.visiting != store.LatestEpoch || b.epochs.slider.Value != 3 {
		t.Error("another network answers, and the slider stays in the past")
	}
}

func TestEveryTabShowsTheVisitedEpoch(t *testing.T) {
	b := trainedBench(t)
	b.VisitEpoch(0)
	b.selectTab("Evaluate")
	b.pump("the evaluation of epoch 0", func() bool { return b.evaluate.shown != nil })
	if got, want := b.evaluate.shown.inspection.Score, b.run.epochs[0].Test; got != want {
		t.Errorf("epoch 0 scores %v, its evaluation %v", want, got)
	}
	b.selectTab("Inside")
	b.pump("a look at epoch 0", func() bool { return b.inside.look != nil })
	if &b.inside.look.network.Parameters()[0] != &b.run.epochs[0].Parameters[0] {
		t.Error("the pictures are those of another network")
	}
}

func TestAVisitOutlivesNewEpochsAndKeepsTheTrainedNetwork(t *testing.T) {
	b := newBench(t)
	s := smallSettings()
	s.Epochs = 4
	b.learn.form.Fill(s)
	b.RandomDigit()
	b.StepEpoch()
	b.pump("an epoch", func() bool { return b.run != nil && b.run.phase == paused && len(b.run.epochs) == 2 })
	b.VisitEpoch(0)
	was := b.model.Network
	b.StartPause()
	b.pumpUntil(finished)
	if b.visiting != 0 || b.model.Network != was || b.epochs.slider.Max != 4 {
		t.Errorf("the run's news ended the visit: epoch %d, slider to %g", b.visiting, b.epochs.slider.Max)
	}
	b.pump("the trained network is kept", func() bool { return b.prefs.Network != "" })
	m, err := readModel(b.prefs.Network)
	if err != nil {
		t.Fatal(err)
	}
	if m.Notes[training.NoteEpochs] != "4" {
		t.Errorf("the network of epoch %s is kept for the next start, not the trained one", m.Notes[training.NoteEpochs])
	}
	b.Reset()
	if b.visiting != store.LatestEpoch {
		t.Error("a new run begins in the past of the old one")
	}
}

// Home goes to the epoch that read most test digits.
func TestTheBestEpochAnswers(t *testing.T) {
	b := trainedBench(t)
	b.run.epochs = slices.Clone(b.run.epochs) // the chart reads the old ones
	b.run.epochs[1].Test.Accuracy = 1         // better than any
	b.VisitBest()
	if b.visiting != 1 {
		t.Errorf("the window visits %d", b.visiting)
	}
}
