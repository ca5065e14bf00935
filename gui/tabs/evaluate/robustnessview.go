package evaluate

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/chart"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/prediction"
	"digitpad/gui/state"
	"digitpad/gui/ui"
	"digitpad/training/plots"
)

// robustnessView shows how far digits can be shifted, turned, scaled, thickened
// or spoilt by noise before a network no longer reads them.
type robustnessView struct {
	evaluation *state.Evaluation
	chart      *chart.Chart
	status     *ui.Text
	progress   *picture.ProgressBar
	measure    *ui.Button
	stop       *ui.Button
	content    fyne.CanvasObject
}

func newRobustnessView(e *state.Evaluation, env ui.Env, measure, stop *ui.Command) *robustnessView {
	v := &robustnessView{evaluation: e, status: ui.NewCaption(""), progress: picture.NewProgressBar()}
	v.status.MinFor = ""
	v.chart = chart.New(env, ui.NewInvitation(lang.L("Not measured yet"), lang.L("Press Measure: test images are shifted, turned, scaled, spoilt by noise and thickened.")))
	v.measure, v.stop = measure.Button(), stop.Button()
	v.measure.Importance = widget.HighImportance
	v.content = container.NewBorder(
		container.New(ui.VBoxLayout{Gap: 1}, container.NewBorder(nil, nil, nil, container.NewHBox(v.measure, v.stop), v.status), v.progress),
		nil, nil, nil, v.chart)
	e.Measured.Listen(v.show)
	return v
}

// show shows how far a measurement is, and what came of it.
func (v *robustnessView) show(r state.Robustness) {
	source := prediction.Source(r.Origin, 0)
	switch {
	case r.Running:
		v.progress.Set(r.Share)
		v.status.Set(fmt.Sprintf(lang.L("Measuring: %s"), source))
	case r.Curves == nil:
		v.progress.Set(0)
		v.status.Set(lang.L("Stopped"))
	default:
		v.progress.Set(1)
		v.status.Set(fmt.Sprintf(lang.L("%s, on %s images: %s; the bands are 95 %% intervals"),
			i18n.Capitalize(source), i18n.FormatInt(r.Curves[0].Examples), i18n.Translate(r.Data.Name())))
		v.chart.Plot(func(s plots.Style) *plots.Figure { return plots.Robustness(r.Curves, s) }, func() {})
	}
}
