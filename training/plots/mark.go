package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// MarkEpoch draws an upright line at an epoch through every plot of a figure
// that Run made.
func (f *Figure) MarkEpoch(number int, s Style) {
	for _, p := range f.Plots {
		p.Add(mark{float64(number), draw.LineStyle{Color: s.Text, Width: vg.Points(1)}})
	}
}

// mark is an upright line. It has no range of its own, so the axes stay as they
// are.
type mark struct {
	x     float64
	style draw.LineStyle
}

// Plot implements plot.Plotter.
func (m mark) Plot(c draw.Canvas, p *plot.Plot) {
	transform, _ := p.Transforms(&c)
	x := transform(m.x)
	c.StrokeLine2(m.style, x, c.Min.Y, x, c.Max.Y)
}
