package store

import (
	"slices"

	"digitpad/training/plots"
)

// What the chart of a run shows, and along what.

// ChartView is a person's choice of what the chart of a run shows.
type ChartView struct {
	Quantity plots.Quantity
	Along    plots.XAxis
	LogCost  bool
	Smooth   bool
}

// DefaultChartView is that of the first start.
func DefaultChartView() ChartView {
	return ChartView{Quantity: plots.CostAndAccuracy, Along: plots.EpochAxis}
}

// Valid is the view, with what there is not replaced by what there is at first.
func (v ChartView) Valid() ChartView {
	first := DefaultChartView()
	if !slices.Contains(plots.Quantities, v.Quantity) {
		v.Quantity = first.Quantity
	}
	if !slices.Contains(plots.XAxes, v.Along) {
		v.Along = first.Along
	}
	return v
}
