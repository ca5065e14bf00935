package gui

import (
	"strings"
	"testing"

	"digitpad/gui/i18n"
	"digitpad/training/evaluate"
)

// The threshold's slider says what is answered and what is right, and the chart
// has every point of the trade-off.
func TestThreshold(t *testing.T) {
	b := trained(t)
	b.tabs.Select(2)
	b.SetEvaluateView(1)
	b.pump("an evaluation", func() bool { return b.evaluate.shown != nil })
	v := b.evaluate.threshold
	in := &b.evaluate.shown.inspection
	v.slider.SetValue(0.25)
	now := in.AnsweringAt(0.25)
	for _, want := range []string{i18n.FormatInt(now.Answered) + " of " + i18n.FormatInt(now.Examples), short(now.Share())} {
		if !strings.Contains(v.answers.Content, want) {
			t.Errorf("%q does not say %q", v.answers.Content, want)
		}
	}
	if !strings.Contains(v.right.Content, i18n.FormatPercent(now.Accuracy())) {
		t.Errorf("%q does not say %s", v.right.Content, i18n.FormatPercent(now.Accuracy()))
	}
	b.awaitDrawing(v.chart)
	if got, want := len(v.chart.Shown.Figure.Traces[0].Points), len(in.TradeOff()); got != want {
		t.Errorf("the chart has %d points, the trade-off %d", got, want)
	}
	b.evaluate.ShowNothing("nothing")
	if v.answers.Content != "" || v.chart.Figure != nil {
		t.Error("without an evaluation the threshold says something")
	}
}

// Robustness is measured in the background, can be stopped, and measured again.
func TestRobustnessIsMeasuredAndStopped(t *testing.T) {
	b := trained(t)
	b.tabs.Select(2)
	b.SetEvaluateView(2)
	if b.prefs.Evaluate != 2 || !b.evaluate.robustness.content.Visible() || b.evaluate.confusion.Visible() {
		t.Fatal("the view is not shown")
	}
	v := b.evaluate.robustness
	b.MeasureRobustness()
	b.StopMeasuring()
	b.pump("the stop", func() bool { return v.cancel == nil })
	b.MeasureRobustness()
	if !v.measure.Disabled() || v.stop.Disabled() {
		t.Error("while it is measured, Measure is offered and Stop is not")
	}
	b.pump("the measurement", func() bool { return v.cancel == nil })
	b.awaitDrawing(v.chart)
	if n := len(v.chart.Shown.Panels); n != len(evaluate.Corruptions) {
		t.Errorf("%d charts for %d disturbances", n, len(evaluate.Corruptions))
	}
}
