package plots

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"digitpad/training"
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

// MarkChanges draws dotted upright lines where settings were changed, so many
// epochs after the start, through every plot of a figure that Run made.
func (f *Figure) MarkChanges(at []float64, s Style) {
	style := draw.LineStyle{Color: s.Text, Width: vg.Points(0.8), Dashes: []vg.Length{vg.Points(1.5), vg.Points(2.5)}}
	for _, p := range f.Plots {
		for i, x := range at {
			m := mark{x, style}
			p.Add(m)
			if i == 0 {
				p.Legend.Add("settings changed", m)
			}
		}
	}
}

// MarkBest puts a ring around the best accuracy on the test images of a figure
// that Run made of these epochs; see training.Best.
func (f *Figure) MarkBest(epochs []training.Epoch, s Style) {
	i := training.Best(epochs)
	if i < 0 {
		return
	}
	best := epochs[i]
	ring := &plotter.Scatter{
		XYs:        plotter.XYs{{X: float64(best.Number), Y: best.Test.Accuracy}},
		GlyphStyle: draw.GlyphStyle{Color: s.Text, Radius: vg.Points(4.5), Shape: draw.RingGlyph{}},
	}
	p := f.Plots[len(f.Plots)-1]
	p.Add(ring)
	p.Legend.Add(fmt.Sprintf("best: epoch %d, %.2f %%", best.Number, 100*best.Test.Accuracy), ring)
}

// Thumbnail implements plot.Thumbnailer.
func (m mark) Thumbnail(c *draw.Canvas) {
	x := (c.Min.X + c.Max.X) / 2
	c.StrokeLine2(m.style, x, c.Min.Y, x, c.Max.Y)
}
