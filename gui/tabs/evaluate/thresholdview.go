package evaluate

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/state"
	"digitpad/gui/ui"
	"digitpad/training/plots"
	"digitpad/training/stats"
)

// thresholdView shows what a network gains by saying "I don't know" where it is
// not confident, and what that costs.
type thresholdView struct {
	*chartView
	slider  *ui.Slider
	at      *ui.Text // the threshold
	answers *ui.Text
	right   *ui.Text
	spared  *ui.Text
}

func newThresholdView(env ui.Env) *thresholdView {
	v := &thresholdView{
		slider:  ui.NewSlider(lang.L("Threshold"), lang.L("The least confidence with which the network answers"), 0, 1),
		at:      ui.NewCaption(""),
		answers: ui.NewText("", theme.SizeNameText, theme.ColorNameForeground),
		right:   ui.NewText("", theme.SizeNameText, theme.ColorNameForeground),
		spared:  ui.NewText("", theme.SizeNameText, ui.ColorSubtle),
	}
	v.slider.Step = 0.005
	v.slider.Value = 0.5
	v.slider.OnChanged = func(float64) { v.refresh() }
	v.at.MinFor, v.at.Align = "0.995", fyne.TextAlignTrailing
	foot := container.New(ui.VBoxLayout{Gap: 1},
		container.NewBorder(nil, nil, ui.NewText(lang.L("“I don't know” below"), theme.SizeNameText, ui.ColorSubtle), v.at, container.NewThemeOverride(v.slider, ui.SliderTheme{Theme: env.Theme})),
		v.answers, v.right, v.spared)
	v.chartView = newChartView(env, foot, []*ui.Text{v.at, v.answers, v.right, v.spared}, v.write)
	return v
}

// write says what the slider's threshold makes of an evaluation, and plots it.
func (v *thresholdView) write(e *state.Evaluated) {
	in := &e.Inspection
	now := in.At(float32(v.slider.Value))
	v.at.Set(i18n.FormatNumber(v.slider.Value))
	v.answers.Set(fmt.Sprintf(lang.L("It answers %s of %s digits: %s"), i18n.FormatInt(now.Answered), i18n.FormatInt(now.Examples), short(now.Coverage())))
	lo, hi := stats.Wilson(now.Correct, now.Answered)
	v.right.Set(fmt.Sprintf(lang.L("Of these answers %s are right, 95 %% interval %s to %s"), i18n.FormatPercent(now.Accuracy()), short(lo), short(hi)))
	mistakes := now.Examples - in.Confusion.Correct()
	v.spared.Set(fmt.Sprintf(lang.L("Mistakes that it does not make: %s of %s. Right answers that it does not give: %s"),
		i18n.FormatInt(mistakes-(now.Answered-now.Correct)), i18n.FormatInt(mistakes), i18n.FormatInt(in.Confusion.Correct()-now.Correct)))
	v.chart.Plot(func(s plots.Style) *plots.Figure { return plots.RejectionCurve(in.RejectionCurve(), now, s) }, func() {})
}
