package lab

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/palette"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"digitpad/network/message"
	"digitpad/training/plots"
)

// Figure draws charts in a style, side by side. It returns an error if none has
// anything to show.
func Figure(charts []Chart, s plots.Style) (*plots.Figure, error) {
	f := &plots.Figure{Background: s.Background}
	for _, chart := range charts {
		p, err := chart.plot(s)
		if err != nil {
			return nil, err
		}
		if p == nil {
			continue
		}
		if chart.Heat == nil && chart.X.Names == nil {
			f.Traces = append(f.Traces, chart.traces(len(f.Plots), s)...)
		}
		f.Plots = append(f.Plots, p)
	}
	if len(f.Plots) == 0 {
		return nil, message.Errorf("there is nothing to draw yet")
	}
	return f, nil
}

// plot draws a chart; nil if it has no points.
func (c Chart) plot(s plots.Style) (*plot.Plot, error) {
	p := s.New(s.Message(c.Title), s.Word(c.X.Label), s.Word(c.Y.Label))
	empty := true
	if c.Heat != nil && len(c.Heat.Z) > 0 {
		heat := c.Heat.plotter()
		p.Add(heat)
		shades := heat.Palette.Colors()
		p.Legend.Add(s.Say("%s: %.2g", c.Heat.Label, heat.Min), swatch{shades[0]})
		p.Legend.Add(s.Say("%.2g", heat.Max), swatch{shades[len(shades)-1]})
		empty = false
	}
	var places placing
	for _, series := range c.Series {
		points := c.visible(series)
		if len(points.XYs) == 0 {
			continue
		}
		empty = false
		place := 0
		look := draw.LineStyle{Color: faint(s.Text), Width: vg.Points(1.2), Dashes: []vg.Length{vg.Points(3), vg.Points(3)}}
		if series.Look != Reference && series.Look != Published {
			place = places.next(series)
			look = lineLook(s, place)
		}
		if err := c.add(p, s, series, points, look, glyphs[place/len(s.Series)%len(glyphs)]); err != nil {
			return nil, err
		}
	}
	if empty {
		return nil, nil
	}
	c.X.set(&p.X)
	c.Y.set(&p.Y)
	c.placeLegend(p)
	return p, nil
}

// traces are the series of a chart that can be read off, as plot i of a figure.
func (c Chart) traces(i int, s plots.Style) []plots.Trace {
	var traces []plots.Trace
	var places placing
	for _, series := range c.Series {
		points := c.visible(series)
		if len(points.XYs) == 0 || series.Look == Reference || series.Look == Published {
			continue
		}
		traces = append(traces, plots.Trace{Plot: i, Name: s.Message(series.Name), Color: lineLook(s, places.next(series)).Color, Points: points.XYs})
	}
	return traces
}

// placing assigns colours to series.
type placing int

// next is the place of a series, from 0: its own, or that after the last one.
func (p *placing) next(s Series) int {
	if s.Place > 0 {
		*p = placing(s.Place)
	} else {
		*p++
	}
	return int(*p) - 1
}

// glyphs are the points of series in the first round of colours, the second, and so on.
var glyphs = []draw.GlyphDrawer{draw.CircleGlyph{}, draw.SquareGlyph{}, draw.PyramidGlyph{}, draw.CrossGlyph{}}

// swatch is a legend entry's colour.
type swatch struct{ color color.Color }

// Thumbnail implements plot.Thumbnailer.
func (s swatch) Thumbnail(c *draw.Canvas) {
	c.FillPolygon(s.color, []vg.Point{{X: c.Min.X, Y: c.Min.Y}, {X: c.Min.X, Y: c.Max.Y}, {X: c.Max.X, Y: c.Max.Y}, {X: c.Max.X, Y: c.Min.Y}})
}

// lineLook is the look of line i. Where the colours begin again, they meet other
// dashes.
func lineLook(s plots.Style, i int) draw.LineStyle {
	look := s.Line(i)
	look.Dashes = s.Line(i + i/len(s.Series)).Dashes
	return look
}

// points are those of a series that can be drawn on the chart's axes, with their
// spreads as error bars.
type points struct {
	plotter.XYs
	plotter.YErrors
}

// visible leaves out the points that a logarithmic axis cannot show.
func (c Chart) visible(s Series) points {
	var p points
	for i, x := range s.X {
		y := s.Y[i]
		if !finite(x) || !finite(y) || c.X.Log && x <= 0 || c.Y.Log && y <= 0 {
			continue
		}
		spread := struct{ Low, High float64 }{}
		if s.Spread != nil {
			spread.Low, spread.High = s.Spread[i], s.Spread[i]
			if c.Y.Log {
				spread.Low = min(spread.Low, y*0.9) // a band that reached 0 would have no end
			}
		}
		p.XYs = append(p.XYs, plotter.XY{X: x, Y: y})
		p.YErrors = append(p.YErrors, spread)
	}
	return p
}

// add draws a series.
func (c Chart) add(p *plot.Plot, s plots.Style, series Series, points points, look draw.LineStyle, glyph draw.GlyphDrawer) error {
	dots := draw.GlyphStyle{Color: look.Color, Radius: vg.Points(2.2), Shape: glyph}
	var thumbnails []plot.Thumbnailer
	switch series.Look {
	case Line, Curve, Steps, Reference:
		if series.Spread != nil {
			band, err := plotter.NewPolygon(bandOf(points))
			if err != nil {
				return err
			}
			band.Color, band.LineStyle.Width = translucent(look.Color), 0
			p.Add(band)
		}
		line := &plotter.Line{XYs: points.XYs, LineStyle: look}
		if series.Look == Steps {
			line.StepStyle = plotter.PostStep
		} else {
			line.XYs = plots.Thin(line.XYs)
		}
		p.Add(line)
		thumbnails = append(thumbnails, line)
		if series.Look == Line && len(points.XYs) <= 40 {
			p.Add(&plotter.Scatter{XYs: points.XYs, GlyphStyle: dots})
		}
	case Dots, Published:
		if series.Look == Published {
			dots.Shape, dots.Radius = draw.RingGlyph{}, vg.Points(4)
		}
		if series.Spread != nil {
			bars, err := plotter.NewYErrorBars(points)
			if err != nil {
				return err
			}
			bars.LineStyle = draw.LineStyle{Color: look.Color, Width: vg.Points(1.2)}
			p.Add(bars)
		}
		thumbnails = append(thumbnails, &plotter.Scatter{GlyphStyle: dots})
		if len(points.XYs) > 200 { // a cloud
			dots.Radius, dots.Color = vg.Points(1), translucent(look.Color)
		}
		p.Add(&plotter.Scatter{XYs: points.XYs, GlyphStyle: dots})
	}
	if !series.Name.Empty() {
		p.Legend.Add(s.Message(series.Name), thumbnails...)
	}
	return nil
}

// bandOf is the outline of the band one spread above and below the points.
func bandOf(p points) plotter.XYs {
	var outline plotter.XYs
	for i, xy := range p.XYs {
		outline = append(outline, plotter.XY{X: xy.X, Y: xy.Y + p.YErrors[i].High})
	}
	for i := len(p.XYs) - 1; i >= 0; i-- {
		outline = append(outline, plotter.XY{X: p.XYs[i].X, Y: p.XYs[i].Y - p.YErrors[i].Low})
	}
	return outline
}

// set gives a plot's axis its scale and marks.
func (a Axis) set(axis *plot.Axis) {
	switch {
	case a.Names != nil:
		axis.Tick.Marker = names(a.Names)
		axis.Min, axis.Max = -0.5, float64(len(a.Names))-0.5
	case a.Log:
		axis.Scale = plot.LogScale{}
		axis.Tick.Marker = plots.Decades{}
		if axis.Max <= axis.Min {
			axis.Min, axis.Max = axis.Min/2, axis.Max*2
		}
	case a.Whole:
		axis.Tick.Marker = plots.Integers(8)
	default:
		axis.Tick.Marker = plots.Decimals(6)
	}
}

// names marks 0, 1, 2, … with words.
type names []string

// Ticks implements plot.Ticker.
func (n names) Ticks(lo, hi float64) []plot.Tick {
	var marks []plot.Tick
	for i, name := range n {
		if v := float64(i); v >= lo && v <= hi {
			marks = append(marks, plot.Tick{Value: v, Label: name})
		}
	}
	return marks
}

// placeLegend puts the legend into a corner in which no points lie, nor their spreads;
// where there is none, it makes room above them.
func (c Chart) placeLegend(p *plot.Plot) {
	const wide, line = 0.45, 0.1 // of a small plot: about what a legend covers, and a line of it
	lines := 0
	if c.Heat != nil {
		lines += 2
	}
	for _, series := range c.Series {
		if !series.Name.Empty() {
			lines++
		}
	}
	if lines == 0 {
		return
	}
	tall := min(line*float64(lines)+0.03, 0.6)
	inCorner := map[[2]bool]int{}
	for _, series := range c.Series {
		shown := c.visible(series)
		for i, xy := range shown.XYs {
			x, low, high := p.X.Norm(xy.X), p.Y.Norm(xy.Y-shown.YErrors[i].Low), p.Y.Norm(xy.Y+shown.YErrors[i].High)
			if x >= wide && x <= 1-wide {
				continue
			}
			if high > 1-tall {
				inCorner[[2]bool{true, x < wide}]++
			}
			if low < tall {
				inCorner[[2]bool{false, x < wide}]++
			}
		}
	}
	best := [2]bool{true, false}
	for _, corner := range [][2]bool{{true, true}, {false, false}, {false, true}} {
		if inCorner[corner] < inCorner[best] {
			best = corner
		}
	}
	if inCorner[best] > 0 && c.Heat == nil && p.Y.Max > p.Y.Min {
		best = [2]bool{true, false}
		if c.Y.Log {
			p.Y.Max *= math.Pow(p.Y.Max/p.Y.Min, tall/(1-tall))
		} else {
			p.Y.Max += (p.Y.Max - p.Y.Min) * tall / (1 - tall)
		}
	}
	p.Legend.Top, p.Legend.Left = best[0], best[1]
}

// plotter colours the plane.
func (h *Heat) plotter() *plotter.HeatMap {
	m := plotter.NewHeatMap(heatGrid{h}, heatPalette())
	m.Rasterized = true
	return m
}

// heatPalette runs from a middle grey for low values to white, so that lines of all
// colours are visible on it.
func heatPalette() palette.Palette {
	const shades, darkest = 128, 0x78
	var greys greyscale
	for i := range shades {
		greys = append(greys, color.Gray{Y: uint8(darkest + i*(0xff-darkest)/(shades-1))})
	}
	return greys
}

// greyscale implements palette.Palette.
type greyscale []color.Color

func (g greyscale) Colors() []color.Color { return g }

// heatGrid is a Heat as gonum/plot wants it.
type heatGrid struct{ *Heat }

func (h heatGrid) Dims() (c, r int)   { return len(h.Heat.X), len(h.Heat.Y) }
func (h heatGrid) Z(c, r int) float64 { return h.Heat.Z[r][c] }
func (h heatGrid) X(c int) float64    { return h.Heat.X[c] }
func (h heatGrid) Y(r int) float64    { return h.Heat.Y[r] }

// translucent makes a colour partly transparent.
func translucent(c color.Color) color.Color { return withAlpha(c, 0x38) }

// faint is a colour for the background.
func faint(c color.Color) color.Color { return withAlpha(c, 0xa0) }

func withAlpha(c color.Color, alpha uint8) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = alpha
	return n
}

// FigureSize is the size in inches of a figure of so many charts on paper: up to
// three in a row.
func FigureSize(charts int) (width, height float64) {
	columns := min(charts, 3)
	if charts == 4 {
		columns = 2
	}
	rows := (charts + columns - 1) / columns
	return 5 * float64(columns), 3.75 * float64(rows)
}
