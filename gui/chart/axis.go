package chart

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/training/plots"
)

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

// AxisItems offer what a chart runs along, and how its lines are drawn.
func AxisItems(view *store.ChartView, set func(store.ChartView)) []*fyne.MenuItem {
	choose := func(title string, checked bool, change func(*store.ChartView)) *fyne.MenuItem {
		return ui.NewCheckedItem(title, checked, func() {
			v := *view
			change(&v)
			set(v)
		})
	}
	var items []*fyne.MenuItem
	for _, a := range plots.XAxes {
		items = append(items, choose(alongName(a), a == view.Along, func(v *store.ChartView) { v.Along = a }))
	}
	return append(items,
		fyne.NewMenuItemSeparator(),
		choose(lang.L("Logarithmic cost"), view.LogCost, func(v *store.ChartView) { v.LogCost = !v.LogCost }),
		choose(lang.L("Smoothed lines"), view.Smooth, func(v *store.ChartView) { v.Smooth = !v.Smooth }),
	)
}
