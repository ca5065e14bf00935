package evaluate

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/chart"
	"digitpad/gui/i18n"
	"digitpad/gui/state"
	"digitpad/gui/ui"
	"digitpad/training/calibration"
	"digitpad/training/plots"
)

// calibrationView shows whether the confidence of a network can be believed: its
// reliability diagram, its temperature, and what its answer sets hold.
type calibrationView struct {
	chart       *chart.Chart
	temperature *ui.Text
	sets        *ui.Text
	fitted      *ui.Text // on what
	content     fyne.CanvasObject

	shown *state.Evaluated // nil for nothing
}

func newCalibrationView(env ui.Env) *calibrationView {
	v := &calibrationView{
		chart:       chart.New(env, container.NewStack()),
		temperature: ui.NewText("", theme.SizeNameText, theme.ColorNameForeground),
		sets:        ui.NewText("", theme.SizeNameText, theme.ColorNameForeground),
		fitted:      ui.NewText("", theme.SizeNameText, ui.ColorSubtle),
	}
	v.content = container.NewBorder(nil, container.New(ui.VBoxLayout{Gap: 1}, v.temperature, v.sets, v.fitted), nil, nil, v.chart)
	return v
}

// Show shows what becomes of an evaluation, nil for none.
func (v *calibrationView) Show(e *state.Evaluated) {
	v.shown = e
	v.refresh()
}

// refresh draws the evaluation, if the view is in sight.
func (v *calibrationView) refresh() {
	if !v.content.Visible() {
		return
	}
	if v.shown == nil {
		v.chart.Plot(nil, nil)
		for _, t := range []*ui.Text{v.temperature, v.sets, v.fitted} {
			t.Set("")
		}
		return
	}
	c, in := v.shown.Calibration, &v.shown.Inspection
	v.temperature.Set(temperatureText(c))
	v.sets.Set(lang.L("Calibrated on too few digits, or on none, its answer sets promise nothing"))
	if covered := in.Covered(); covered.Of > 0 {
		v.sets.Set(fmt.Sprintf(lang.L("Answer sets hold the right digit in %s (%s to %s); promised: %s"),
			i18n.FormatPercent(covered.Value), short(covered.Lo), short(covered.Hi), short(calibration.Promise)))
	}
	v.fitted.Set("")
	switch {
	case c.Examples > 0 && c.Data == v.shown.Data.Name():
		v.fitted.Set(lang.L("These are the digits that it was calibrated on: others tell more"))
	case c.Examples > 0:
		v.fitted.Set(fmt.Sprintf(lang.L("Calibrated on %s %s"), i18n.FormatInt(c.Examples), i18n.Translate(c.Data)))
	}
	v.chart.Plot(func(s plots.Style) *plots.Figure {
		calibrated, own := in.Claims()
		return plots.Reliability(calibrated, own, s)
	}, func() {})
}

// temperatureText says what a temperature means.
func temperatureText(c calibration.Calibration) string {
	t := i18n.FormatFixed(c.Temperature, 2)
	switch {
	case c.Examples == 0:
		return lang.L("Not calibrated: it is taken at its word")
	case c.Temperature > 1:
		return fmt.Sprintf(lang.L("Temperature %s: left to itself it claims more than it knows"), t)
	}
	return fmt.Sprintf(lang.L("Temperature %s: left to itself it claims less than it knows"), t)
}
