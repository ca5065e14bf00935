package evaluate

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/i18n"
	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/predict"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// part is the tab in a window.
type part struct {
	*uitest.Part
	tab *Tab
}

func newPart(t *testing.T) *part {
	t.Helper()
	p := uitest.New(t)
	b := &part{p, New(p.State.State, p.Prefs, p.Env)}
	t.Cleanup(b.tab.Close)
	return b
}

// evaluated is the tab on an untrained network, which reads 0 everywhere, and its
// evaluation.
func evaluated(t *testing.T) *part {
	t.Helper()
	b := newPart(t)
	b.tab.content.Hide()
	b.Show(b.tab.Content(), 700, 640)
	b.Prediction.Use(codec.Model{Network: network.New(network.PostSpec())}, predict.Origin{Kind: predict.FromFile, Name: "test network"})
	b.PumpAll()
	if b.Evaluation.Result() != nil {
		t.Fatal("a network is evaluated while nobody looks")
	}
	b.tab.content.Show()
	b.tab.Shown(true)
	b.Pump("an evaluation", func() bool { return b.tab.shown != nil })
	return b
}

// labelled counts the digits with a label.
func labelled(d *dataset.Dataset, label int) int {
	n := 0
	for i := range d.Len() {
		if d.Label(i) == label {
			n++
		}
	}
	return n
}

func TestTheTabShowsTheNetworkThatAnswers(t *testing.T) {
	b := evaluated(t)
	zeros, n := labelled(b.Datasets.Data().Test.Open(), 0), b.Datasets.Data().Test.Len()
	if got, want := b.tab.accuracy.Content, i18n.FormatPercent(float64(zeros)/float64(n)); got != want {
		t.Errorf("accuracy %q, want %q", got, want)
	}
	if !strings.HasPrefix(b.tab.about.Content, "Test network, on 100 images: test stripes") {
		t.Errorf("it is said to be of %q", b.tab.about.Content)
	}
	if got := b.tab.matrix.confusion[0][0]; got != zeros {
		t.Errorf("%d in the first cell, want %d", got, zeros)
	}
	if got := len(b.tab.gallery.Examples); got != n-zeros {
		t.Errorf("%d mistakes are shown, want %d", got, n-zeros)
	}
	first := b.tab.shown
	b.Draw(0.1, 0.1, 0.2, 0.3)
	b.PumpAll()
	if b.tab.shown != first {
		t.Error("a stroke has the network evaluated again")
	}
	b.Prediction.UsePost()
	b.Pump("the other network's evaluation", func() bool { return b.tab.shown != first })
}

func TestACellShowsItsImagesAndAnImageGoesToThePad(t *testing.T) {
	b := evaluated(t)
	m, data := b.tab.matrix, b.Datasets.Data().Test.Open()
	middle := m.grid.origin.AddXY(0.5*m.grid.cell.Width, 4.5*m.grid.cell.Height)
	test.TapAt(m, middle)
	if m.chosen != (cell{4, 0}) {
		t.Fatalf("the cell %v is chosen, want 4 read as 0", m.chosen)
	}
	examples := b.tab.gallery.Examples
	if len(examples) != labelled(data, 4) {
		t.Errorf("%d images of 4 are shown, want %d", len(examples), labelled(data, 4))
	}
	b.tab.gallery.Grid.Select(1)
	page := b.Page.Content()
	var want ink.Image
	data.Input(examples[1]).Unpack(want[:])
	if page.Image == nil || page.Label != 4 || *page.Image != want {
		t.Error("the chosen image is not on the pad")
	}
	b.Page.Clear()
	b.tab.gallery.Grid.Select(1)
	if b.Page.Content().Image == nil {
		t.Error("an image cannot be chosen twice")
	}
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if m.chosen != (cell{5, 0}) || b.tab.heading.Content != inCell(cell{5, 0}, labelled(data, 5)) {
		t.Errorf("the arrow leads to %v under the heading %q", m.chosen, b.tab.heading.Content)
	}
	test.Tap(b.tab.all)
	if m.chosen != noCell || len(b.tab.gallery.Examples) != len(b.tab.shown.Inspection.Misclassified()) {
		t.Error("the way back does not lead to all mistakes")
	}
}

func TestSharesAndThePointersHint(t *testing.T) {
	b := evaluated(t)
	b.tab.shares.SetChecked(true)
	if !b.tab.matrix.shares {
		t.Error("the switch does not reach the matrix")
	}
	if got := b.tab.matrix.number(1, 8); got != "12.5" {
		t.Errorf("one of eight is %q", got)
	}
	b.tab.matrix.point(cell{3, 0})
	n := labelled(b.Datasets.Data().Test.Open(), 3)
	if got, want := b.tab.hint.Content, inCell(cell{3, 0}, n)+", of "+i18n.FormatInt(n)+": 100.0 %"; got != want {
		t.Errorf("the hint is %q, want %q", got, want)
	}
}

func TestWithoutDigitsTheTabSaysWhatToDo(t *testing.T) {
	b := evaluated(t)
	b.Datasets.Use(dataset.TrainTest{})
	if b.tab.shown != nil || b.tab.about.Content == "" || b.tab.matrix.confusion != nil || b.tab.accuracy.Content != "" {
		t.Error("an old evaluation stays, or nobody says what is missing")
	}
}

// The user's digits as a test set, in the same words and cells.
func TestEvaluateOnMyDigits(t *testing.T) {
	b := evaluated(t) // which reads 0 everywhere
	b.tab.digits.SetSelected("My digits")
	if !strings.Contains(b.tab.about.Content, "no digits of yours yet") {
		t.Errorf("without any it says %q", b.tab.about.Content)
	}
	for i, digit := range []int{0, 3, 3, 7} {
		b.AddSample(ink.Sample{Label: digit, Drawing: synth.NewWriter(5).Draw(digit, uint64(i))})
	}
	b.Pump("an evaluation", func() bool { return b.tab.shown != nil && b.tab.shown.Data == b.Samples.Dataset() })
	if got := b.tab.accuracy.Content; got != i18n.FormatPercent(0.25) {
		t.Errorf("accuracy %q, want a quarter", got)
	}
	if m := b.tab.matrix.confusion; m[3][0] != 2 || m[7][0] != 1 || m.Examples() != 4 {
		t.Errorf("the matrix is %v", m)
	}
	b.tab.showCell(7, 0)
	b.tab.gallery.OnChosen(b.tab.gallery.Examples[0])
	if got := b.Page.Content().Drawing; len(got) == 0 || &got[0] != &b.Samples.At(3).Drawing[0] {
		t.Error("another drawing lies on the pad than the one that was chosen")
	}
	b.Samples.Delete(1)
	b.Pump("an evaluation of those that are left", func() bool { return b.tab.shown.Data.Len() == 3 })
}

// learned is the tab on a trained network.
func learned(t *testing.T) *part {
	t.Helper()
	b := newPart(t)
	b.Show(b.tab.Content(), 700, 640)
	b.Configure(4)
	b.Train()
	return b
}

// The threshold's slider says what is answered and what is right, and the chart has every
// point of the trade-off.
func TestThreshold(t *testing.T) {
	b := learned(t)
	b.tab.choice.OnChosen(1)
	b.Pump("an evaluation", func() bool { return b.tab.shown != nil })
	v := b.tab.threshold
	if b.Prefs.Evaluate != 1 || !v.content.Visible() || b.tab.confusion.Visible() || b.tab.Chart() != v.chart {
		t.Fatal("the view is not shown")
	}
	b.Settle()
	in := &b.tab.shown.Inspection
	v.slider.SetValue(0.25)
	now := in.At(0.25)
	for _, want := range []string{i18n.FormatInt(now.Answered) + " of " + i18n.FormatInt(now.Examples), short(now.Coverage())} {
		if !strings.Contains(v.answers.Content, want) {
			t.Errorf("%q does not say %q", v.answers.Content, want)
		}
	}
	if !strings.Contains(v.right.Content, i18n.FormatPercent(now.Accuracy())) {
		t.Errorf("%q does not say %s", v.right.Content, i18n.FormatPercent(now.Accuracy()))
	}
	v.chart.Wait()
	b.PumpAll()
	if got, want := len(v.chart.Shown.Figure.Traces[0].Points), len(in.RejectionCurve()); got != want {
		t.Errorf("the chart has %d points, the trade-off %d", got, want)
	}
	b.tab.showNothing("nothing")
	if v.answers.Content != "" || v.chart.Figure != nil {
		t.Error("without an evaluation the threshold says something")
	}
}

// Robustness is measured, stopped and measured again by its buttons.
func TestRobustness(t *testing.T) {
	b := learned(t)
	b.tab.SetView(2)
	v := b.tab.robustness
	if b.Prefs.Evaluate != 2 || !v.content.Visible() || b.tab.confusion.Visible() || b.tab.Chart() != v.chart {
		t.Fatal("the view is not shown")
	}
	refresh := func() {
		for _, c := range b.tab.Commands() {
			c.Refresh()
		}
	}
	test.Tap(v.measure)
	refresh()
	if !v.measure.Disabled() || v.stop.Disabled() || !strings.HasPrefix(v.status.Content, "Measuring: ") {
		t.Error("while it is measured, Measure is offered and Stop is not")
	}
	test.Tap(v.stop)
	b.Pump("the stop", func() bool { return !b.Evaluation.Measuring() })
	refresh()
	if v.status.Content != "Stopped" || v.measure.Disabled() {
		t.Errorf("after the stop it says %q", v.status.Content)
	}
	test.Tap(v.measure)
	b.Pump("the measurement", func() bool { return !b.Evaluation.Measuring() })
	v.chart.Wait()
	b.PumpAll()
	if n := len(v.chart.Shown.Panels); n != len(evaluate.Corruptions) {
		t.Errorf("%d charts for %d disturbances", n, len(evaluate.Corruptions))
	}
}
