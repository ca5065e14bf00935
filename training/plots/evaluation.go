package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"digitpad/training/evaluate"
	"digitpad/training/stats"
)

// RejectionCurve is the chart of accuracy against coverage, with the 95 % interval; a
// ring marks the present threshold.
func RejectionCurve(curve []evaluate.OperatingPoint, now evaluate.OperatingPoint, s Style) *Figure {
	f := &Figure{Background: s.Background}
	p := s.New(s.Say("Accuracy of what is answered"), s.Say("share answered"), s.Say("accuracy"))
	f.Plots = []*plot.Plot{p}
	var line, low, high plotter.XYs
	lowest := now.Accuracy()
	for _, a := range curve {
		lo, hi := stats.Wilson(a.Correct, a.Answered)
		line = append(line, plotter.XY{X: a.Coverage(), Y: a.Accuracy()})
		low = append(low, plotter.XY{X: a.Coverage(), Y: lo})
		high = append(high, plotter.XY{X: a.Coverage(), Y: hi})
		if a.Coverage() > 0.05 { // few examples have a wide interval
			lowest = min(lowest, lo)
		}
	}
	addBand(p, low, high, s.Line(0).Color)
	f.addCurve(0, "", line, line, s.Line(0))
	ring := &plotter.Scatter{
		XYs:        plotter.XYs{{X: now.Coverage(), Y: now.Accuracy()}},
		GlyphStyle: draw.GlyphStyle{Color: s.Line(1).Color, Radius: vg.Points(5), Shape: draw.CircleGlyph{}},
	}
	p.Add(ring, mark{now.Coverage(), draw.LineStyle{Color: s.Line(1).Color, Width: vg.Points(1)}})
	p.X.Min, p.X.Max = 0, 1
	p.X.Tick.Marker = Percent(10)
	p.Y.Min, p.Y.Max = floor(lowest), 1
	p.Y.Tick.Marker = Percent(5)
	return f
}

// Reliability is the reliability diagram (Guo et al. 2017) of a network's answers: how many
// are right of those given with some confidence, with the 95 % interval, as the network
// itself claims it and as calibrated. Where confidence can be believed, all points lie on
// the diagonal. The legend has the expected calibration errors.
func Reliability(calibrated, own []stats.Answer, s Style) *Figure {
	f := &Figure{Background: s.Background}
	p := s.New(s.Say("Can confidence be believed?"), s.Say("confidence"), s.Say("share that is right"))
	f.Plots = []*plot.Plot{p}
	p.Add(&plotter.Line{
		XYs:       plotter.XYs{{X: 0, Y: 0}, {X: 1, Y: 1}},
		LineStyle: draw.LineStyle{Color: faint(s.Text), Width: vg.Points(1.2), Dashes: []vg.Length{vg.Points(3), vg.Points(3)}},
	})
	for i, claims := range []struct {
		name    string
		answers []stats.Answer
	}{{s.Say("as the network says"), own}, {s.Say("calibrated"), calibrated}} {
		look := s.Line(1 - i) // the calibrated ones as other curves of a network
		var line plotter.XYs
		for _, b := range stats.Reliability(claims.answers, reliabilityBins) {
			if b.Answers < fewestAnswers {
				continue // its interval is all that there is
			}
			line = append(line, plotter.XY{X: b.Confidence, Y: b.Accuracy()})
			p.Add(&plotter.Line{
				XYs:       plotter.XYs{{X: b.Confidence, Y: b.Lo}, {X: b.Confidence, Y: b.Hi}},
				LineStyle: draw.LineStyle{Color: faint(look.Color), Width: vg.Points(2)},
			})
		}
		f.addCurve(0, "", line, line, look)
		points := &plotter.Scatter{XYs: line, GlyphStyle: draw.GlyphStyle{Color: look.Color, Radius: vg.Points(2.5), Shape: draw.CircleGlyph{}}}
		p.Add(points)
		p.Legend.Add(s.Say("%s: off by %.2f points on average", claims.name, 100*stats.CalibrationError(claims.answers)), points)
	}
	p.Legend.Top, p.Legend.Left = true, true
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, 0, 1
	p.X.Tick.Marker, p.Y.Tick.Marker = Percent(10), Percent(5)
	return f
}

// Bins of a reliability diagram, and how many answers one needs to be shown.
const (
	reliabilityBins = 10
	fewestAnswers   = 5
)

// Robustness is a chart for each corruption: the accuracy at its levels with its 95 %
// interval.
func Robustness(curves []evaluate.Robustness, s Style) *Figure {
	f := &Figure{Background: s.Background}
	for i, c := range curves {
		d := c.Corruption
		p := s.New(s.Word(d.Title), s.Word(d.Unit), "")
		f.Plots = append(f.Plots, p)
		var line, low, high plotter.XYs
		for k, correct := range c.Correct {
			lo, hi := stats.Wilson(correct, c.Examples)
			x := d.Levels[k]
			line = append(line, plotter.XY{X: x, Y: float64(correct) / float64(max(1, c.Examples))})
			low, high = append(low, plotter.XY{X: x, Y: lo}), append(high, plotter.XY{X: x, Y: hi})
		}
		look := s.Line(0)
		addBand(p, low, high, look.Color)
		p.Add(mark{d.Neutral, draw.LineStyle{Color: s.Grid, Width: vg.Points(1)}})
		f.addCurve(i, "", line, line, look)
		p.X.Min, p.X.Max = d.Levels[0], d.Levels[len(d.Levels)-1]
		p.X.Tick.Marker = Decimals(4)
		p.Y.Min, p.Y.Max = 0, 1
		p.Y.Tick.Marker = Percent(4)
	}
	return f
}

// addBand fills what lies between two lines of the same x.
func addBand(p *plot.Plot, low, high plotter.XYs, c color.Color) {
	if len(low) < 2 {
		return
	}
	low, high = Thin(low), Thin(high)
	outline := append(plotter.XYs(nil), high...)
	for i := len(low) - 1; i >= 0; i-- {
		outline = append(outline, low[i])
	}
	shade := color.NRGBAModel.Convert(c).(color.NRGBA)
	shade.A = 0x38
	band := &plotter.Polygon{XYs: []plotter.XYs{outline}, Color: shade}
	p.Add(band)
}
