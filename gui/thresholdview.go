package gui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/training/evaluate"
	"digitpad/training/plots"
)

// thresholdView shows what a network gains by saying "I don't know" where it is
// not confident, and what that costs.
type thresholdView struct {
	chart   *Chart
	slider  *slider
	at      *text // the threshold
	answers *text
	right   *text
	spared  *text
	content fyne.CanvasObject

	shown *evaluated // nil for nothing
}

func newThresholdView(post func(func()), t *Theme) *thresholdView {
	v := &thresholdView{
		chart:   NewChart(post, container.NewStack()),
		slider:  newSlider(lang.L("Threshold"), 0, 1),
		at:      newCaption(""),
		answers: newText("", theme.SizeNameText, theme.ColorNameForeground),
		right:   newText("", theme.SizeNameText, theme.ColorNameForeground),
		spared:  newText("", theme.SizeNameText, colorQuiet),
	}
	v.slider.Step = 0.005
	v.slider.Value = 0.5
	v.slider.OnChanged = func(float64) { v.refresh() }
	v.at.widest, v.at.align = "0.995", fyne.TextAlignTrailing
	for _, t := range []*text{v.answers, v.right, v.spared} {
		t.widest = ""
	}
	foot := container.New(stack{gap: 1},
		container.NewBorder(nil, nil, newText(lang.L("“I don't know” below"), theme.SizeNameText, colorQuiet), v.at, container.NewThemeOverride(v.slider, sliderTheme{t})),
		v.answers, v.right, v.spared)
	v.content = container.NewBorder(nil, foot, nil, nil, v.chart)
	return v
}

// Show shows what becomes of an evaluation, nil for none.
func (v *thresholdView) Show(e *evaluated) {
	v.shown = e
	v.refresh()
}

// refresh shows what the slider's threshold makes of the evaluation, if the view
// is in sight.
func (v *thresholdView) refresh() {
	if !v.content.Visible() {
		return
	}
	if v.shown == nil {
		v.chart.Plot(nil, nil)
		for _, t := range []*text{v.at, v.answers, v.right, v.spared} {
			t.Set("")
		}
		return
	}
	in := &v.shown.inspection
	now := in.At(float32(v.slider.Value))
	v.at.Set(number(v.slider.Value))
	v.answers.Set(fmt.Sprintf(lang.L("It answers %s of %s digits: %s"), count(now.Answered), count(now.Examples), short(now.Coverage())))
	lo, hi := evaluate.Wilson(now.Correct, now.Answered)
	v.right.Set(fmt.Sprintf(lang.L("Of these answers %s are right, 95 %% interval %s to %s"), percent(now.Accuracy()), short(lo), short(hi)))
	mistakes := now.Examples - in.Confusion.Correct()
	v.spared.Set(fmt.Sprintf(lang.L("Mistakes that it does not make: %s of %s. Right answers that it does not give: %s"),
		count(mistakes-(now.Answered-now.Correct)), count(mistakes), count(in.Confusion.Correct()-now.Correct)))
	v.chart.Plot(func(s plots.Style) *plots.Figure { return plots.RejectionCurve(in.RejectionCurve(), now, s) }, func() {})
}
