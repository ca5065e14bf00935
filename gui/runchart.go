package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"digitpad/training/ink"
	"digitpad/training/plots"
)

// What the chart of a run shows, and along what.

// chartView is a person's choice of what the chart of a run shows.
type chartView struct {
	Quantity plots.Quantity
	Along    plots.XAxis
	LogCost  bool
	Smooth   bool
}

// firstChartView is that of the first start.
func firstChartView() chartView {
	return chartView{Quantity: plots.CostAndAccuracy, Along: plots.EpochAxis}
}

// valid is the view, with what there is not replaced by what there is at first.
func (v chartView) valid() chartView {
	first := firstChartView()
	if !slices.Contains(plots.Quantities, v.Quantity) {
		v.Quantity = first.Quantity
	}
	if !slices.Contains(plots.XAxes, v.Along) {
		v.Along = first.Along
	}
	return v
}

// quantityName is what a person reads for a quantity.
func quantityName(q plots.Quantity) string {
	switch q {
	case plots.Cost:
		return lang.L("Cost")
	case plots.Accuracy:
		return lang.L("Accuracy")
	case plots.LearningRate:
		return lang.L("Learning rate")
	case plots.GradientNorm:
		return lang.L("Length of the gradient by layer")
	case plots.Outputs:
		return lang.L("Outputs for the digit on the pad")
	}
	return lang.L("Cost and accuracy")
}

// alongName is what a person reads for an x axis.
func alongName(a plots.XAxis) string {
	switch a {
	case plots.IterationAxis:
		return lang.L("Along iterations")
	case plots.ExampleAxis:
		return lang.L("Along examples")
	case plots.SecondAxis:
		return lang.L("Along seconds of training")
	}
	return lang.L("Along epochs")
}

// chartMenu offers the views of the chart of a run.
func (w *Window) chartMenu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, q := range plots.Quantities {
		items = append(items, checkable(quantityName(q), q == w.prefs.Chart.Quantity, func() {
			v := w.prefs.Chart
			v.Quantity = q
			w.SetChart(v)
		}))
	}
	items = append(items, fyne.NewMenuItemSeparator())
	items = append(items, axisItems(&w.prefs.Chart, w.SetChart)...)
	return append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(w.actions.exportChart.title, w.ExportChart))
}

// racesMenu offers the views of the chart of the races.
func (w *Window) racesMenu() []*fyne.MenuItem {
	items := axisItems(&w.prefs.RacesChart, w.SetRacesChart)
	return append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(w.actions.exportChart.title, w.ExportChart))
}

// axisItems offer what a chart runs along, and how its lines are drawn.
func axisItems(view *chartView, set func(chartView)) []*fyne.MenuItem {
	choose := func(title string, checked bool, change func(*chartView)) *fyne.MenuItem {
		return checkable(title, checked, func() {
			v := *view
			change(&v)
			set(v)
		})
	}
	var items []*fyne.MenuItem
	for _, a := range plots.XAxes {
		items = append(items, choose(alongName(a), a == view.Along, func(v *chartView) { v.Along = a }))
	}
	return append(items,
		fyne.NewMenuItemSeparator(),
		choose(lang.L("Logarithmic cost"), view.LogCost, func(v *chartView) { v.LogCost = !v.LogCost }),
		choose(lang.L("Smoothed lines"), view.Smooth, func(v *chartView) { v.Smooth = !v.Smooth }),
	)
}

func checkable(title string, checked bool, do func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(title, do)
	item.Checked = checked
	return item
}

// SetRacesChart chooses what the chart of the races shows.
func (w *Window) SetRacesChart(v chartView) {
	if v.Along != w.prefs.RacesChart.Along {
		w.races.chart.ShowWhole()
	}
	w.prefs.RacesChart, w.races.view = v, v
	w.races.Plot()
}

// chartInView is the chart that the keys are about: that of the races in their
// tab, else that of the run.
func (w *Window) chartInView() *Chart {
	if w.races.content.Visible() {
		return w.races.chart
	}
	return w.learn.chart
}

// SetChart chooses what the chart of the run shows.
func (w *Window) SetChart(v chartView) {
	if v.Along != w.prefs.Chart.Along {
		w.learn.chart.ShowWhole()
	}
	w.prefs.Chart = v
	w.learn.view = v
	if w.run != nil {
		w.plotRun()
	}
}

// NextChart shows the next quantity in the chart, round and round.
func (w *Window) NextChart() {
	v := w.prefs.Chart
	v.Quantity = plots.Quantities[(slices.Index(plots.Quantities, v.Quantity)+1)%len(plots.Quantities)]
	w.SetChart(v)
}

// plotRun draws the chart of the run.
func (w *Window) plotRun() {
	if w.learn.view.Quantity == plots.Outputs {
		w.learn.digit = w.image(w.pad.Page())
	}
	w.learn.PlotRun(w.run, w.visiting, w.traceChart)
}

// plotOutputs brings the outputs for the digit on the pad up to date, if they are
// in view and it is another digit.
func (w *Window) plotOutputs(digit ink.Image) {
	t := w.learn
	if w.run == nil || !t.content.Visible() || t.view.Quantity != plots.Outputs || digit == t.digit {
		return
	}
	w.plotRun()
}
