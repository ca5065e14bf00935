package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
)

// Span is a stretch of an x axis.
type Span struct{ Min, Max float64 }

// leastZoom is the narrowest span to zoom to, as a share of the whole axis.
const leastZoom = 1e-3

// Zoom narrows plot i, and those that share its x axis, to a span of x. The y axes fit
// the visible part of the traces; a plot without traces stays as it is. The span is
// clipped to the axis; a span outside it changes nothing.
func (f *Figure) Zoom(i int, to Span) {
	if i < 0 || i >= len(f.Plots) {
		return
	}
	whole := f.Plots[i].X
	to.Min, to.Max = max(to.Min, whole.Min), min(to.Max, whole.Max)
	if !(to.Max-to.Min >= leastZoom*(whole.Max-whole.Min)) {
		return
	}
	var shared []int
	for k := range f.Plots {
		if f.linked(i, k) && f.hasTraces(k) {
			shared = append(shared, k)
		}
	}
	for _, k := range shared {
		f.Plots[k].X.Min, f.Plots[k].X.Max = to.Min, to.Max
		f.fitY(k)
	}
}

// linked reports whether two plots share their x axis.
func (f *Figure) linked(i, k int) bool {
	a, b := f.Plots[i].X, f.Plots[k].X
	return i == k || a.Label.Text == b.Label.Text && a.Min == b.Min && a.Max == b.Max
}

func (f *Figure) hasTraces(i int) bool {
	return slices.ContainsFunc(f.Traces, func(t Trace) bool { return t.Plot == i })
}

// zoomMargin is the room above and below the lines of a zoomed plot, as a share
// of what they take.
const zoomMargin = 0.08

// fitY fits the y axis of plot i to the traces within its x axis, and to their
// next points on both sides, to which their lines lead.
func (f *Figure) fitY(i int) {
	p := f.Plots[i]
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, t := range f.Traces {
		if t.Plot != i {
			continue
		}
		seen := func(k int) bool {
			return k >= 0 && k < len(t.Points) && t.Points[k].X >= p.X.Min && t.Points[k].X <= p.X.Max
		}
		for k, point := range t.Points {
			if seen(k) || seen(k-1) || seen(k+1) {
				lo, hi = min(lo, point.Y), max(hi, point.Y)
			}
		}
	}
	if lo > hi {
		return
	}
	if _, log := p.Y.Scale.(plot.LogScale); log {
		if lo > 0 {
			p.Y.Min, p.Y.Max = lo/(1+zoomMargin), hi*(1+zoomMargin)
		}
		return
	}
	margin := zoomMargin * (hi - lo)
	if margin == 0 {
		margin = max(zoomMargin*math.Abs(hi), 1e-6)
	}
	p.Y.Min, p.Y.Max = max(p.Y.Min, lo-margin), min(p.Y.Max, hi+margin)
}
