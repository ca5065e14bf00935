package evaluate

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"digitpad/gui/chart"
	"digitpad/gui/state"
	"digitpad/gui/ui"
)

// chartView is a chart of an evaluation and lines of text below it.
type chartView struct {
	chart   *chart.Chart
	lines   []*ui.Text
	draw    func(*state.Evaluated)
	content fyne.CanvasObject

	shown *state.Evaluated // nil for nothing
}

// newChartView makes a view with a foot below its chart, in which the lines stand; draw
// writes them and plots.
func newChartView(env ui.Env, foot fyne.CanvasObject, lines []*ui.Text, draw func(*state.Evaluated)) *chartView {
	v := &chartView{chart: chart.New(env, container.NewStack()), lines: lines, draw: draw}
	v.content = container.NewBorder(nil, foot, nil, nil, v.chart)
	return v
}

// Show shows what becomes of an evaluation, nil for none.
func (v *chartView) Show(e *state.Evaluated) {
	v.shown = e
	v.refresh()
}

// refresh draws the evaluation, if the view is in sight.
func (v *chartView) refresh() {
	switch {
	case !v.content.Visible():
	case v.shown == nil:
		v.chart.Plot(nil, nil)
		for _, line := range v.lines {
			line.Set("")
		}
	default:
		v.draw(v.shown)
	}
}
