package plots

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// addLine draws line i of a plot through points, which rise in x.
func (f *Figure) addLine(at int, s Style, i int, name string, points plotter.XYs) {
	f.addCurve(at, name, points, points, s.Line(i))
}

// addCurve draws one line and lets another be read off. A line has a place in
// the legend, unless it has no name or one before it has the same name and
// look: then a plot beside this one tells what it is.
func (f *Figure) addCurve(at int, name string, drawn, read plotter.XYs, look draw.LineStyle) {
	if len(drawn) == 0 {
		return
	}
	line := &curve{drawn, look}
	f.Plots[at].Add(line)
	known := slices.ContainsFunc(f.Traces, func(t Trace) bool {
		return t.Plot != at && t.Name == name && t.Color == look.Color && f.linked(t.Plot, at)
	})
	if name != "" && !known {
		f.Plots[at].Legend.Add(name, line)
	}
	f.Traces = append(f.Traces, Trace{Plot: at, Name: name, Color: look.Color, Points: read})
}

// addSmoothed draws line i smoothed over a faint one as measured, which is what
// can be read off.
func (f *Figure) addSmoothed(at int, s Style, i int, name string, points plotter.XYs) {
	look := s.Line(i)
	f.Plots[at].Add(&plotter.Line{
		XYs:       Thin(points),
		LineStyle: draw.LineStyle{Color: faint(look.Color), Width: vg.Points(0.8)},
	})
	f.addCurve(at, name, smoothed(points), points, look)
}

// smoothing is the weight of the past in a smoothed line.
const smoothing = 0.6

// smoothed is the exponential moving average of the points, corrected for its bias
// towards 0 at the start (Kingma & Ba 2015, section 3).
func smoothed(points plotter.XYs) plotter.XYs {
	smooth := make(plotter.XYs, len(points))
	mean, weight := 0.0, 0.0
	for i, p := range points {
		mean = smoothing*mean + (1-smoothing)*p.Y
		weight = smoothing*weight + (1 - smoothing)
		smooth[i] = plotter.XY{X: p.X, Y: mean / weight}
	}
	return smooth
}

// faint is a colour for the background.
func faint(c color.Color) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = 0xa0
	return n
}
