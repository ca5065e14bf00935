package evaluate

import (
	"fmt"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/state"
	"digitpad/gui/ui"
	"digitpad/training/calibration"
	"digitpad/training/plots"
)

// calibrationView shows whether the confidence of a network can be believed: its
// reliability diagram, its temperature, and what its answer sets hold.
type calibrationView struct {
	*chartView
	temperature *ui.Text
	sets        *ui.Text
	fitted      *ui.Text // on what
}

func newCalibrationView(env ui.Env) *calibrationView {
	v := &calibrationView{
		temperature: ui.NewText("", theme.SizeNameText, theme.ColorNameForeground),
		sets:        ui.NewText("", theme.SizeNameText, theme.ColorNameForeground),
		fitted:      ui.NewText("", theme.SizeNameText, ui.ColorSubtle),
	}
	v.chartView = newChartView(env, container.New(ui.VBoxLayout{Gap: 1}, v.temperature, v.sets, v.fitted), []*ui.Text{v.temperature, v.sets, v.fitted}, v.write)
	return v
}

// write says whether the network can be believed, and plots it.
func (v *calibrationView) write(e *state.Evaluated) {
	c, in := e.Calibration, &e.Inspection
	v.temperature.Set(temperatureText(c))
	v.sets.Set(lang.L("Calibrated on too few digits, or on none, its answer sets promise nothing"))
	if covered := in.Covered(); covered.Of > 0 {
		v.sets.Set(fmt.Sprintf(lang.L("Answer sets hold the right digit in %s (%s to %s); promised: %s"),
			i18n.FormatPercent(covered.Value), short(covered.Lo), short(covered.Hi), short(calibration.Promise)))
	}
	v.fitted.Set("")
	switch {
	case c.Examples > 0 && c.Data == e.Data.Name():
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
