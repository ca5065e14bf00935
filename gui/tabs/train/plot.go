package train

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"digitpad/gui/chart"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/gui/trace"
	"digitpad/gui/ui"
	"digitpad/training"
	"digitpad/training/optim"
	"digitpad/training/plots"
)

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
	case plots.IterationCost:
		return lang.L("Cost by iteration")
	}
	return lang.L("Cost and accuracy")
}

// chartMenu offers the views of the chart.
func (t *Tab) chartMenu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, q := range plots.Quantities {
		items = append(items, ui.NewCheckedItem(quantityName(q), q == t.prefs.Chart.Quantity, func() { t.ShowQuantity(q) }))
	}
	items = append(items, fyne.NewMenuItemSeparator())
	return append(items, chart.AxisItems(&t.prefs.Chart, t.SetView)...)
}

// SetView chooses what the chart shows.
func (t *Tab) SetView(v store.ChartView) {
	if v.Along != t.shownView.Along {
		t.chart.ShowWhole()
	}
	t.prefs.Chart, t.shownView = v, v
	t.training.RecordCosts(v.Quantity == plots.IterationCost)
	t.plot()
}

// nextView shows the next quantity in the chart, round and round.
func (t *Tab) nextView() {
	t.ShowQuantity(plots.Quantities[(slices.Index(plots.Quantities, t.prefs.Chart.Quantity)+1)%len(plots.Quantities)])
}

// ShowQuantity shows a quantity in the chart.
func (t *Tab) ShowQuantity(q plots.Quantity) {
	v := t.prefs.Chart
	v.Quantity = q
	t.SetView(v)
}

// plot draws the run, or, before there is one, the learning rates that it would have.
func (t *Tab) plot() {
	if r := t.training.Run(); r != nil {
		t.plotRun(r)
		return
	}
	s, unreadable := t.settings.Value()
	if len(unreadable) > 0 || len(t.settings.Problems()) > 0 {
		return
	}
	t.plotRates(s)
}

// plotRates draws the learning rates that a run with these settings would have; a
// constant rate needs no chart.
func (t *Tab) plotRates(s training.Settings) {
	if s.Schedule == optim.Constant.Name() {
		t.chart.Plot(nil, nil)
		return
	}
	t.chart.Plot(func(style plots.Style) *plots.Figure { return plots.Rates(s, style) }, func() {})
}

// plotRun draws the epochs of a run, and marks the best, the one in view, and where
// settings were changed.
func (t *Tab) plotRun(r *run.Run) {
	if r != t.plotted {
		t.plotted = r
		t.chart.ShowWhole()
	}
	epochs, view := r.Epochs(), t.prefs.Chart
	run := plots.Run{
		Epochs: epochs, Planned: r.Progress().Epochs, Examples: r.Train().Len(), ByTest: r.ByTest(),
		Quantity: view.Quantity, XAxis: view.Along, LogCost: view.LogCost, Smooth: view.Smooth,
		Best: len(epochs) > 2, ViewedEpoch: plots.None, Changes: r.Changes(),
		Since: r.Since(), Origin: r.Origin(),
	}
	if view.Quantity == plots.IterationCost {
		run.BatchCosts, run.BatchCostsFrom = r.BatchCosts()
	}
	if preset, known := train.PresetOf(r.Settings()); known {
		run.Published = preset.Published
	}
	if at := t.training.ViewedEpoch(); at != store.LatestEpoch {
		run.ViewedEpoch = epochs[at].Number
	}
	if view.Quantity == plots.Outputs {
		t.digit = t.prediction.Image()
	}
	digit, network := t.digit, r.Latest()
	t.chart.Plot(func(s plots.Style) *plots.Figure {
		run := run
		if run.Quantity == plots.Outputs && !digit.Empty() && len(epochs) > 0 {
			run.Digit, _ = training.TraceOutputs(network, epochs, digit[:]) // nothing, where they cannot be read
		}
		return run.Figure(s)
	}, func() { t.env.Trace.Emit("chart", trace.Attrs{"epochs": len(epochs)}) })
}

// plotOutputs brings the outputs for the digit on the pad up to date, if they are in
// view and it is another digit.
func (t *Tab) plotOutputs() {
	r := t.training.Run()
	if r == nil || !t.content.Visible() || t.prefs.Chart.Quantity != plots.Outputs || t.prediction.Image() == t.digit {
		return
	}
	t.plotRun(r)
}
