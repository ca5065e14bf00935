package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"digitpad/training"
)

// addMarks draws vertical lines through every plot: one at the viewed epoch, dotted ones
// where settings were changed, and a dashed one where the run began.
func (r Run) addMarks(f *Figure, s Style) {
	changed := draw.LineStyle{Color: s.Text, Width: vg.Points(0.8), Dashes: []vg.Length{vg.Points(1.5), vg.Points(2.5)}}
	for _, p := range f.Plots {
		for i, at := range r.Changes {
			m := mark{r.place(at), changed}
			p.Add(m)
			if i == 0 {
				p.Legend.Add(s.Say("settings changed"), m)
			}
		}
	}
	r.addSince(f, s)
	if r.ViewedEpoch != None {
		f.Mark(r.place(float64(r.ViewedEpoch)), s)
	}
}

// Mark draws a vertical line at x through every plot.
func (f *Figure) Mark(x float64, s Style) {
	for _, p := range f.Plots {
		p.Add(mark{x, draw.LineStyle{Color: s.Text, Width: vg.Points(1)}})
	}
}

// mark is a vertical line. It has no range of its own, so the axes stay as they are.
type mark struct {
	x     float64
	style draw.LineStyle
}

// Plot implements plot.Plotter.
func (m mark) Plot(c draw.Canvas, p *plot.Plot) {
	if m.x < p.X.Min || m.x > p.X.Max {
		return
	}
	transform, _ := p.Transforms(&c)
	x := transform(m.x)
	c.StrokeLine2(m.style, x, c.Min.Y, x, c.Max.Y)
}

// Thumbnail implements plot.Thumbnailer.
func (m mark) Thumbnail(c *draw.Canvas) {
	x := (c.Min.X + c.Max.X) / 2
	c.StrokeLine2(m.style, x, c.Min.Y, x, c.Max.Y)
}

// markBest puts a ring around the best epoch.
func (r Run) markBest(p *plot.Plot, s Style) {
	i := training.Best(r.Epochs)
	if i < 0 {
		return
	}
	best, ring := r.Epochs[i], r.ringBest(s.Text)
	p.Add(ring)
	p.Legend.Add(s.Say("best: epoch %d, %.2f %%", best.Number, 100*best.Monitored().Accuracy), ring)
}

// ringBest is a ring around the monitored accuracy of the best epoch, of a run that has
// epochs.
func (r Run) ringBest(colour color.Color) *plotter.Scatter {
	best := r.Epochs[training.Best(r.Epochs)]
	return &plotter.Scatter{
		XYs:        plotter.XYs{{X: r.place(float64(best.Number)), Y: best.Monitored().Accuracy}},
		GlyphStyle: draw.GlyphStyle{Color: colour, Radius: vg.Points(4.5), Shape: draw.RingGlyph{}},
	}
}

// addPublished draws a faint line across accuracies: a share of 1 that somebody
// has published for such a run.
func addPublished(p *plot.Plot, share float64, s Style) {
	line := &plotter.Line{
		XYs:       plotter.XYs{{X: p.X.Min, Y: share}, {X: p.X.Max, Y: share}},
		LineStyle: draw.LineStyle{Color: faint(s.Text), Width: vg.Points(1.2), Dashes: []vg.Length{vg.Points(3), vg.Points(3)}},
	}
	lowest := min(p.Y.Min, share)
	p.Add(line)
	p.Legend.Add(s.Say("published"), line)
	p.Y.Min = lowest
}
