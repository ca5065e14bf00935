package plots

import (
	"sort"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// curve is a line through points of rising x. Many points within the axes are thinned to
// what is visible, so a zoom shows more detail; few points get a dot each.
type curve struct {
	points plotter.XYs
	style  draw.LineStyle
}

var (
	_ plot.Plotter     = (*curve)(nil)
	_ plot.DataRanger  = (*curve)(nil)
	_ plot.Thumbnailer = (*curve)(nil)
)

// maxDots is how many points of a curve get a dot each.
const maxDots = 16

// Plot implements plot.Plotter.
func (l *curve) Plot(c draw.Canvas, p *plot.Plot) {
	points := within(l.points, p.X.Min, p.X.Max)
	line := plotter.Line{XYs: Thin(points), LineStyle: l.style}
	line.Plot(c, p)
	if len(points) <= maxDots {
		dots := plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{
			Color: l.style.Color, Radius: vg.Points(2), Shape: draw.CircleGlyph{},
		}}
		dots.Plot(c, p)
	}
}

// DataRange implements plot.DataRanger.
func (l *curve) DataRange() (xmin, xmax, ymin, ymax float64) { return plotter.XYRange(l.points) }

// Thumbnail implements plot.Thumbnailer.
func (l *curve) Thumbnail(c *draw.Canvas) {
	line := plotter.Line{LineStyle: l.style}
	line.Thumbnail(c)
}

// within is the points, which rise in x, from lo to hi, and one more on either
// side.
func within(points plotter.XYs, lo, hi float64) plotter.XYs {
	from := sort.Search(len(points), func(i int) bool { return points[i].X >= lo })
	to := sort.Search(len(points), func(i int) bool { return points[i].X > hi })
	return points[max(0, from-1):min(len(points), to+1)]
}
