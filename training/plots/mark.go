package plots

import (
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// MarkEpoch draws an upright line at an epoch through every plot of a figure
// that Run made.
func (f *Figure) MarkEpoch(number int, s Style) {
	x := float64(number)
	for _, p := range f.Plots {
		p.Add(&plotter.Line{
			XYs:       plotter.XYs{{X: x, Y: p.Y.Min}, {X: x, Y: p.Y.Max}},
			LineStyle: draw.LineStyle{Color: s.Text, Width: vg.Points(1)},
		})
	}
}
