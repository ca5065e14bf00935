package plots

import (
	"math"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"digitpad/training"
	"digitpad/training/evaluate"
)

// Few points have a dot each, many are a line alone.
func TestDots(t *testing.T) {
	s := Light()
	for n, want := range map[int]int{1: 1, maxDots: maxDots, maxDots + 1: 0} {
		f := &Figure{Plots: []*plot.Plot{s.New("", "", "")}}
		points := make(plotter.XYs, n)
		for i := range points {
			points[i] = plotter.XY{X: float64(i), Y: float64(i % 3)}
		}
		f.addLine(0, s, 0, "", points)
		dots := 0
		for _, d := range in(s.Series[0], onPaper(f, 400, 300).fills) {
			if d.radius > 0 && d.radius < 4 {
				dots++
			}
		}
		if dots != want {
			t.Errorf("%d points have %d dots", n, dots)
		}
	}
}

// A line that a plot beside has named is not named again; one that is new there, or
// has another colour, is. A line without a name or without points has no place in
// the legend.
func TestLegendOfPlotsSideBySide(t *testing.T) {
	s := Light()
	points := plotter.XYs{{X: 0, Y: 0}, {X: 1, Y: 1}}
	figure := func(second string) *Figure {
		f := &Figure{Plots: []*plot.Plot{s.New("", "epoch", ""), s.New("", second, "")}}
		f.addLine(0, s, 0, "both", points)
		f.addLine(1, s, 0, "both", points)
		f.addLine(1, s, 1, "new", points)
		f.addLine(1, s, 0, "", points)
		f.addLine(1, s, 2, "empty", nil)
		return f
	}
	count := func(f *Figure, text string) (n int) {
		for _, w := range onPaper(f, 600, 300).words {
			if w.text == text {
				n++
			}
		}
		return n
	}
	f := figure("epoch")
	if a, b, c := count(f, "both"), count(f, "new"), count(f, "empty"); a != 1 || b != 1 || c != 0 {
		t.Errorf("side by side, the lines are named %d, %d and %d times", a, b, c)
	}
	if n := count(figure("iteration"), "both"); n != 2 {
		t.Errorf("beside a plot of another axis the line is named %d times", n)
	}
	f.addLine(1, s, 2, "both", points)
	if n := count(f, "both"); n != 2 {
		t.Errorf("in two colours the line is named %d times", n)
	}
	if len(f.Traces) != 5 {
		t.Errorf("%d lines can be read off", len(f.Traces))
	}
}

// In a comparison a ring stands around the best epoch of each run that has been
// trained for two; the cost axis fits the highest, or is logarithmic.
func TestComparisonIsFitted(t *testing.T) {
	s := Light()
	contestants := []ComparedRun{
		{"three", 0, course([]float64{9, 3, 0}, []float64{0.1, 0.97, 0.96}), 1000},
		{"two", 1, course([]float64{9, 1}, []float64{0.1, 0.95}), 1000},
	}
	f := Comparison{Runs: contestants}.Figure(s)
	drawn := onPaper(f, 576, 288)
	if n := rings(in(s.Series[0], drawn.lines), drawn.at(f, 1, 1, 0.97)); n != 1 {
		t.Errorf("%d rings stand around the best of three epochs", n)
	}
	if n := rings(in(s.Series[1], drawn.lines), drawn.at(f, 1, 1, 0.95)); n != 0 {
		t.Errorf("%d rings stand around the second of two epochs", n)
	}
	if y := f.Plots[0].Y; y.Min != 0 || y.Max != 10 {
		t.Errorf("costs of 9 and 3 are drawn from %g to %g", y.Min, y.Max)
	}
	f = Comparison{Runs: contestants[:1]}.Figure(s)
	if y := f.Plots[0].Y; y.Min != 0 || y.Max != 4 {
		t.Errorf("costs of 3 and 0, once trained, are drawn from %g to %g", y.Min, y.Max)
	}
	f = Comparison{Runs: contestants, LogCost: true}.Figure(s)
	if _, ok := f.Plots[0].Y.Scale.(plot.LogScale); !ok {
		t.Error("the cost axis is not logarithmic")
	}
	if y, _ := f.Traces[0].At(2); y != 3 {
		t.Errorf("a cost of 0 is drawn at %g, the least above is 3", y)
	}
	untrained := []ComparedRun{{"untrained", 0, course([]float64{9}, []float64{0.1}), 500}}
	if x := (Comparison{Runs: untrained, XAxis: ExampleAxis}).Figure(s).Plots[0].X; x.Max != 1000 {
		t.Errorf("the first two epochs of 500 examples are drawn to %g", x.Max)
	}
}

// The axes have marks that suit what they count.
func TestMarkers(t *testing.T) {
	s := Light()
	axis := func(a plot.Axis) string {
		switch a.Tick.Marker.(type) {
		case Integers:
			return "integers"
		case Decimals:
			return "decimals"
		case Percent:
			return "percent"
		case Decades:
			return "decades"
		}
		return "gonum's own"
	}
	r := full()
	r.LogCost = true
	logarithmic := r.Figure(s).Plots[0]
	plain := full().Figure(s)
	r.Quantity = Outputs
	outputs := r.Figure(s).Plots[0]
	compared := Comparison{Runs: []ComparedRun{{"", 0, r.Epochs, 1}}}.Figure(s)
	answering := evaluate.OperatingPoint{Answered: 50, Correct: 49, Examples: 100}
	tradeOff := RejectionCurve([]evaluate.OperatingPoint{answering, answering}, answering, s).Plots[0]
	d := evaluate.Corruptions[0]
	robust := Robustness([]evaluate.Robustness{{Corruption: d, Correct: make([]int, len(d.Levels))}}, s).Plots[0]
	rates := Rates(training.DefaultSettings(), s).Plots[0]
	if rates.X.Min != 0 || rates.X.Max != float64(training.DefaultSettings().Epochs) {
		t.Errorf("the rates are drawn from %g to %g", rates.X.Min, rates.X.Max)
	}
	for name, c := range map[string]struct {
		plot *plot.Plot
		x, y string
	}{
		"cost":        {plain.Plots[0], "integers", "decimals"},
		"accuracy":    {plain.Plots[1], "integers", "percent"},
		"logarithmic": {logarithmic, "integers", "decades"},
		"outputs":     {outputs, "integers", "decimals"},
		"rates":       {rates, "integers", "decimals"},
		"trade-off":   {tradeOff, "percent", "percent"},
		"robustness":  {robust, "decimals", "percent"},
		"compared":    {compared.Plots[1], "integers", "percent"},
	} {
		if x, y := axis(c.plot.X), axis(c.plot.Y); x != c.x || y != c.y {
			t.Errorf("%s: the marks are %s and %s, want %s and %s", name, x, y, c.x, c.y)
		}
		for _, a := range []plot.Axis{c.plot.X, c.plot.Y} {
			if n := len(labels(a.Tick.Marker.Ticks(a.Min, a.Max))); n < 2 || n > 12 {
				t.Errorf("%s: %d marks from %g to %g", name, n, a.Min, a.Max)
			}
		}
	}
}

// Outputs that are never noticeable are faint lines without a name in the legend;
// those that are no numbers are left out, and may be all of one.
func TestOutputsInTheBackground(t *testing.T) {
	s := Light()
	nan := float32(math.NaN())
	r := Run{Quantity: Outputs, Planned: 2, ViewedEpoch: None, Digit: &training.OutputTrace{Epochs: []int{0, 1, 2}, Outputs: [][]float32{
		{0.1, 0.1, 0.9, nan}, {0.1, nan, 0.9, nan}, {0.1, 0.1, 0.9, nan},
	}}}
	f := r.Figure(s)
	if n := len(in(faint(s.Text), onPaper(f, 576, 288).lines)); n < 2 {
		t.Errorf("%d lines are faint", n)
	}
	for i, want := range []int{3, 3, 2, 0} { // the highest in the end first, what has no end last
		if n := len(f.Traces[i].Points); n != want {
			t.Errorf("line %d, of %s, has %d points", i, f.Traces[i].Name, n)
		}
	}
	if y := f.Plots[0].Y; y.Min != 0 || y.Max != 1 {
		t.Errorf("the axis goes from %g to %g", y.Min, y.Max)
	}
}

// No two outputs have the same colour: what is noticeable beyond them stays in the
// background.
func TestOutputsHaveColoursOfTheirOwn(t *testing.T) {
	s := Light()
	many := make([]float32, len(s.Series)+3)
	for k := range many {
		many[k] = 0.9
	}
	f := Run{Quantity: Outputs, ViewedEpoch: None, Digit: &training.OutputTrace{Epochs: []int{1, 2}, Outputs: [][]float32{many, many}}}.Figure(s)
	for i, trace := range f.Traces {
		want := faint(s.Text)
		if i < len(s.Series) {
			want = s.Series[i]
		}
		if trace.Color != want {
			t.Errorf("line %d has the colour %v, want %v", i, trace.Color, want)
		}
	}
	if len(f.Traces) != len(many) {
		t.Errorf("%d lines can be read off", len(f.Traces))
	}
}

// Without a digit the chart of its outputs says what to do, on empty axes.
func TestOutputsWithoutADigit(t *testing.T) {
	r := full()
	r.Quantity = Outputs
	with := r.Figure(Light()).Plots[0]
	r.Digit = nil
	without := r.Figure(Light()).Plots[0]
	if with.Title.Text == without.Title.Text || without.Title.Text[:4] != "Draw" {
		t.Errorf("the titles are %q and %q", with.Title.Text, without.Title.Text)
	}
	if without.Y.Min != 0 || without.Y.Max != 1 {
		t.Errorf("the empty axis goes from %g to %g", without.Y.Min, without.Y.Max)
	}
}
