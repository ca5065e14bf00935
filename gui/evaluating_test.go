package gui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/i18n"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/dataset"
)

// evaluateBench opens the Evaluate tab on an untrained network, which reads 0
// everywhere, and waits for its evaluation.
func evaluateBench(t *testing.T) *testBench {
	t.Helper()
	b := newBench(t)
	b.use(codec.Model{Network: network.New(network.PostSpec())}, "test network")
	if b.evaluating.network != nil {
		t.Fatal("a network is evaluated while nobody looks")
	}
	b.selectTab("Evaluate")
	b.pump("an evaluation", func() bool { return b.evaluate.shown != nil })
	return b
}

func (b *testBench) selectTab(title string) {
	b.t.Helper()
	for i, t := range b.tabs.titles {
		if t.title == title {
			b.tabs.Select(i)
			return
		}
	}
	b.t.Fatalf("no tab %q", title)
}

// labelled counts the test digits with a label.
func labelled(d *dataset.Dataset, label int) int {
	n := 0
	for i := range d.Len() {
		if d.Label(i) == label {
			n++
		}
	}
	return n
}

func TestEvaluateTabShowsTheNetworkThatAnswers(t *testing.T) {
	b := evaluateBench(t)
	zeros, n := labelled(b.digits.test, 0), b.digits.test.Len()
	if got, want := b.evaluate.accuracy.Content, i18n.FormatPercent(float64(zeros)/float64(n)); got != want {
		t.Errorf("accuracy %q, want %q", got, want)
	}
	if got := b.evaluate.matrix.confusion[0][0]; got != zeros {
		t.Errorf("%d in the first cell, want %d", got, zeros)
	}
	if got := len(b.evaluate.gallery.Examples); got != n-zeros {
		t.Errorf("%d mistakes are shown, want %d", got, n-zeros)
	}
	first := b.evaluate.shown
	b.stroke(0.1, 0.1, 0.2, 0.3)
	if !b.evaluating.same(b.subject()) || b.evaluate.shown != first {
		t.Error("a stroke has the network evaluated again")
	}
	b.UsePost()
	b.pump("the other network's evaluation", func() bool { return b.evaluate.shown != first })
}

func TestACellShowsItsImagesAndAnImageGoesToThePad(t *testing.T) {
	b := evaluateBench(t)
	m := b.evaluate.matrix
	middle := m.grid.origin.AddXY(0.5*m.grid.cell.Width, 4.5*m.grid.cell.Height)
	test.TapAt(m, middle)
	if m.chosen != (cell{4, 0}) {
		t.Fatalf("the cell %v is chosen, want 4 read as 0", m.chosen)
	}
	examples := b.evaluate.gallery.Examples
	if len(examples) != labelled(b.digits.test, 4) {
		t.Errorf("%d images of 4 are shown, want %d", len(examples), labelled(b.digits.test, 4))
	}
	b.evaluate.gallery.Grid.Select(1)
	page := b.pad.Page()
	if page.Image == nil || page.Label != 4 || *page.Image != *pageOf(b.digits.test, examples[1]).Image {
		t.Error("the chosen image is not on the pad")
	}
	b.Clear()
	b.evaluate.gallery.Grid.Select(1)
	if b.pad.Page().Image == nil {
		t.Error("an image cannot be chosen twice")
	}
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if m.chosen != (cell{5, 0}) || b.evaluate.heading.Content != inCell(cell{5, 0}, labelled(b.digits.test, 5)) {
		t.Errorf("the arrow leads to %v under the heading %q", m.chosen, b.evaluate.heading.Content)
	}
	test.Tap(b.evaluate.all)
	if m.chosen != noCell || len(b.evaluate.gallery.Examples) != len(b.evaluate.shown.inspection.Mistakes()) {
		t.Error("the way back does not lead to all mistakes")
	}
}

func TestSharesAndThePointersHint(t *testing.T) {
	b := evaluateBench(t)
	b.evaluate.shares.SetChecked(true)
	if !b.evaluate.matrix.shares {
		t.Error("the switch does not reach the matrix")
	}
	if got := b.evaluate.matrix.number(1, 8); got != "12.5" {
		t.Errorf("one of eight is %q", got)
	}
	b.evaluate.matrix.point(cell{3, 0})
	n := labelled(b.digits.test, 3)
	if got, want := b.evaluate.hint.Content, inCell(cell{3, 0}, n)+", of "+i18n.FormatInt(n)+": 100.0 %"; got != want {
		t.Errorf("the hint is %q, want %q", got, want)
	}
}

func TestWhileARunGoesOnItsLastEpochIsEvaluated(t *testing.T) {
	b := newBench(t)
	b.selectTab("Evaluate")
	b.StepEpoch()
	b.pump("an epoch", func() bool { return b.run != nil && b.run.phase == paused && len(b.run.epochs) == 2 })
	last := b.run.epochs[1]
	b.pump("its evaluation", func() bool {
		return b.evaluate.shown != nil && b.evaluate.shown.title == "your network, epoch 1"
	})
	in := b.evaluate.shown.inspection
	if in.Score != last.Test || in.Confusion != last.Confusion {
		t.Errorf("the tab shows %v where the chart shows %v", in.Score, last.Test)
	}
}

func TestWithoutDigitsTheEvaluateTabSaysWhatToDo(t *testing.T) {
	b := evaluateBench(t)
	b.digits = digits{}
	b.refreshRooms()
	if b.evaluate.shown != nil || b.evaluate.about.Content == "" || b.evaluate.matrix.confusion != nil {
		t.Error("an old evaluation stays, or nobody says what is missing")
	}
}
