package plots

import (
	"image/color"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// AddPublished draws a faint line across the accuracies of a figure that Run
// made: a share of 1 that somebody has published for such a run.
func (f *Figure) AddPublished(share float64, s Style) {
	p := f.Plots[len(f.Plots)-1]
	faint := color.NRGBAModel.Convert(s.Text).(color.NRGBA)
	faint.A = 0xa0
	line := &plotter.Line{
		XYs:       plotter.XYs{{X: p.X.Min, Y: share}, {X: p.X.Max, Y: share}},
		LineStyle: draw.LineStyle{Color: faint, Width: vg.Points(1.2), Dashes: []vg.Length{vg.Points(3), vg.Points(3)}},
	}
	p.Add(line)
	p.Legend.Add("published", line)
	p.Y.Min = min(p.Y.Min, share)
}
