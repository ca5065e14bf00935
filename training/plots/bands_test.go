package plots

import (
	"image/color"
	"math"
	"testing"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"digitpad/training/evaluate"
	"digitpad/training/stats"
)

// bands are the filled shapes of a colour that are no dots.
func bands(c color.Color, shapes []shape) (found []shape) {
	want := color.NRGBAModel.Convert(c).(color.NRGBA)
	for _, s := range shapes {
		got := color.NRGBAModel.Convert(s.color).(color.NRGBA)
		if got.R == want.R && got.G == want.G && got.B == want.B && s.radius == 0 {
			found = append(found, s)
		}
	}
	return found
}

// same reports whether a shape goes through these points.
func same(s shape, want []vg.Point) bool {
	if len(s.points) < len(want) {
		return false
	}
	for i, p := range want {
		if !near(s.points[i].X, p.X) || !near(s.points[i].Y, p.Y) {
			return false
		}
	}
	return true
}

// The trade-off has its 95 % interval as a band, a ring and an upright line at the
// present threshold, and an accuracy axis that fits the interval where many
// examples are answered.
func TestTradeOff(t *testing.T) {
	s := Light()
	curve := []evaluate.OperatingPoint{
		{Answered: 5, Correct: 0, Examples: 100}, // few have a wide interval
		{Answered: 6, Correct: 6, Examples: 100},
		{Answered: 80, Correct: 79, Examples: 100},
		{Answered: 100, Correct: 97, Examples: 100},
	}
	now := curve[2]
	f := RejectionCurve(curve, now, s)
	drawn := onPaper(f, 576, 288)
	p := f.Plots[0]
	if p.X.Min != 0 || p.X.Max != 1 || p.Y.Max != 1 || p.Y.Min != 0.5 {
		t.Errorf("the axes go from %g to %g and from %g to %g", p.X.Min, p.X.Max, p.Y.Min, p.Y.Max)
	}
	if n := len(p.X.Tick.Marker.Ticks(0, 1)); n != 11 {
		t.Errorf("the shares have %d marks", n)
	}
	if n := len(p.Y.Tick.Marker.Ticks(0.5, 1)); n != 6 {
		t.Errorf("the accuracies have %d marks", n)
	}
	at := drawn.at(f, 0, now.Coverage(), now.Accuracy())
	if n := rings(in(s.Line(1).Color, drawn.fills), at); n != 1 {
		t.Errorf("there are %d rings at %.0f", n, at)
	}
	if n := len(in(s.Line(1).Color, drawn.uprightAt(f, 0, now.Coverage()))); n != 1 {
		t.Errorf("there are %d upright lines at the threshold", n)
	}
	found := bands(s.Line(0).Color, drawn.fills)
	if len(found) != 1 {
		t.Fatalf("there are %d bands", len(found))
	}
	if a := found[0].color.(color.NRGBA).A; a > 0x80 {
		t.Errorf("the band hides the grid: its alpha is %d", a)
	}
	for _, y := range drawn.lines {
		if len(y.points) == len(curve) && y.color != s.Line(0).Color {
			t.Errorf("the curve has the colour %v", y.color)
		}
	}
	f = RejectionCurve(curve[1:], now, s) // whose interval from 61 % on is to be seen
	if min := f.Plots[0].Y.Min; min != 0.5 {
		t.Errorf("accuracies from 0.61 on are drawn from %g", min)
	}
	f = RejectionCurve(curve[2:], now, s)
	if min := f.Plots[0].Y.Min; min != 0.9 {
		t.Errorf("accuracies from 0.92 on are drawn from %g", min)
	}
	bad := evaluate.OperatingPoint{Answered: 50, Correct: 20, Examples: 100}
	if min := RejectionCurve(curve[2:], bad, s).Plots[0].Y.Min; min != 0 {
		t.Errorf("the present accuracy of 0.4 is drawn from %g", min)
	}
	if n := len(bands(s.Line(0).Color, onPaper(RejectionCurve(curve[:1], now, s), 576, 288).fills)); n != 0 {
		t.Error("one point has a band")
	}
}

// The band goes along the upper ends of the intervals and back along the lower; of
// many points it has as many as can be seen.
func TestBand(t *testing.T) {
	s := Light()
	f := simple(s)
	low := plotter.XYs{{X: 1, Y: 1}, {X: 2, Y: 2}, {X: 3, Y: 3}}
	high := plotter.XYs{{X: 1, Y: 4}, {X: 2, Y: 6}, {X: 3, Y: 8}}
	addBand(f.Plots[0], low, high, s.Series[2])
	addBand(f.Plots[0], low[:2], high[:2], s.Series[3])
	many := make(plotter.XYs, 5000)
	for i := range many {
		many[i] = plotter.XY{X: float64(i) / 500, Y: float64(i % 10)}
	}
	addBand(f.Plots[0], many, many, s.Series[4])
	drawn := onPaper(f, 400, 300)
	var want []vg.Point
	for _, xy := range []plotter.XY{high[0], high[1], high[2], low[2], low[1], low[0]} {
		want = append(want, drawn.at(f, 0, xy.X, xy.Y))
	}
	if found := bands(s.Series[2], drawn.fills); len(found) != 1 || !same(found[0], want) {
		t.Errorf("the band goes along %.0f, want %.0f", found, want)
	}
	if n := len(bands(s.Series[3], drawn.fills)); n != 1 {
		t.Errorf("two points have %d bands", n)
	}
	if found := bands(s.Series[4], drawn.fills); len(found) != 1 || len(found[0].points) > 700 {
		t.Error("of many points all are drawn")
	}
}

// Each disturbance has a plot over all its levels, with the accuracy at each, its
// interval, and an upright line where nothing is disturbed.
func TestRobustnessCharts(t *testing.T) {
	s := Dark()
	var curves []evaluate.Robustness
	for _, d := range evaluate.Corruptions {
		correct := make([]int, len(d.Levels))
		for i := range correct {
			correct[i] = 90 - i
		}
		curves = append(curves, evaluate.Robustness{Corruption: d, Examples: 100, Correct: correct})
	}
	f := Robustness(curves, s)
	drawn := onPaper(f, 900, 500)
	for i, p := range f.Plots {
		d := evaluate.Corruptions[i]
		if p.X.Min != d.Levels[0] || p.X.Max != d.Levels[len(d.Levels)-1] || p.Y.Min != 0 || p.Y.Max != 1 {
			t.Errorf("%s: the axes go from %g to %g and from %g to %g", d.Title, p.X.Min, p.X.Max, p.Y.Min, p.Y.Max)
		}
		if _, ok := p.Y.Tick.Marker.(Percent); !ok {
			t.Errorf("%s: accuracies are marked by %T", d.Title, p.Y.Tick.Marker)
		}
		if n := len(p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max)); n < 2 || n > 8 {
			t.Errorf("%s: %d marks", d.Title, n)
		}
		if n := len(in(s.Grid, drawn.uprightAt(f, i, d.Neutral))); n == 0 {
			t.Errorf("%s: no line at %g", d.Title, d.Neutral)
		}
		trace := f.Traces[i]
		if y, ok := trace.At(d.Levels[1]); !ok || y != 0.89 || trace.Plot != i {
			t.Errorf("%s: at the second level the accuracy is %g in plot %d", d.Title, y, trace.Plot)
		}
	}
	found := bands(s.Line(0).Color, drawn.fills)
	if len(found) != len(curves) {
		t.Fatalf("%d curves have %d bands", len(curves), len(found))
	}
	lo, hi := stats.Wilson(90, 100)
	first := found[0].points
	level := evaluate.Corruptions[0].Levels[0]
	if a, b := drawn.at(f, 0, level, hi), drawn.at(f, 0, level, lo); !near(first[0].Y, a.Y) || !near(first[2*len(evaluate.Corruptions[0].Levels)-1].Y, b.Y) {
		t.Errorf("the band begins at %.1f, want %.1f", first[0], a)
	}
	begun := Robustness([]evaluate.Robustness{{Corruption: evaluate.Corruptions[0], Examples: 1, Correct: make([]int, 2)}}, s)
	if x := begun.Plots[0].X; x.Min != f.Plots[0].X.Min || x.Max != f.Plots[0].X.Max {
		t.Errorf("of two levels, x goes from %g to %g", x.Min, x.Max)
	}
	empty := Robustness([]evaluate.Robustness{{Corruption: evaluate.Corruptions[0], Correct: make([]int, 1)}}, s)
	if y := empty.Traces[0].Points[0].Y; y != 0 || math.IsNaN(y) {
		t.Errorf("of no examples %g are right", y)
	}
}
