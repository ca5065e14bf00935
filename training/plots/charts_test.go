package plots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/optim"
)

// labels are the marks that have a word.
func labels(marks []plot.Tick) (words []string) {
	for _, m := range marks {
		if m.Label != "" {
			words = append(words, m.Label)
		}
	}
	return words
}

// Axes are marked at round numbers, about as many as wanted, as people write them.
func TestTicks(t *testing.T) {
	for name, c := range map[string]struct {
		ticker plot.Ticker
		lo, hi float64
		want   []string
	}{
		"few epochs":      {Integers(8), 0, 3, []string{"0", "1", "2", "3"}},
		"many epochs":     {Integers(6), 0, 30, []string{"0", "5", "10", "15", "20", "25", "30"}},
		"iterations":      {Integers(4), 0, 180000, []string{"0", "50,000", "100,000", "150,000"}},
		"millions":        {Integers(2), 0, 2e6, []string{"0", "1,000,000", "2,000,000"}},
		"below zero":      {Integers(4), -2000, 2000, []string{"−2,000", "−1,000", "0", "1,000", "2,000"}},
		"off zero":        {Integers(5), 3, 8, []string{"3", "4", "5", "6", "7", "8"}},
		"none wanted":     {Integers(0), 0, 2, []string{"0", "2"}},
		"costs":           {Decimals(5), 0, 1, []string{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}},
		"low costs":       {Decimals(5), 0, 0.025, []string{"0.000", "0.005", "0.010", "0.015", "0.020", "0.025"}},
		"high costs":      {Decimals(5), 0, 50, []string{"0", "10", "20", "30", "40", "50"}},
		"costs of 2.5":    {Decimals(5), 0, 2.4, []string{"0.0", "0.5", "1.0", "1.5", "2.0"}},
		"no range":        {Decimals(5), 1, 1, []string{"1"}},
		"shares":          {Percent(5), 0, 1, []string{"0 %", "20 %", "40 %", "60 %", "80 %", "100 %"}},
		"high shares":     {Percent(4), 0.98, 1, []string{"98.0 %", "98.5 %", "99.0 %", "99.5 %", "100.0 %"}},
		"decades":         {Decades{}, 0.001, 1000, []string{"0.001", "0.01", "0.1", "1", "10", "100", "1,000"}},
		"two decades":     {Decades{}, 0.1, 10, []string{"0.1", "0.2", "0.5", "1", "2", "5", "10"}},
		"part of decades": {Decades{}, 0.03, 3, []string{"0.1", "1"}},
		"extremes":        {Decades{}, 1e-6, 1e-5, []string{"1e-6", "2e-6", "5e-6", "1e-5"}},
		"large":           {Decades{}, 1e5, 1e6, []string{"100,000", "200,000", "500,000", "1e6"}},
		"twelve decades":  {Decades{}, 1e-6, 1e6, []string{"1e-6", "0.0001", "0.01", "1", "100", "10,000", "1e6"}},
	} {
		if got := labels(c.ticker.Ticks(c.lo, c.hi)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := len(Decades{}.Ticks(1e-6, 1e6)); got != 13 {
		t.Errorf("twelve decades have %d marks, with and without a word", got)
	}
}

// Of many points as many are drawn as can be seen: the ends, and the swings
// between.
func TestThin(t *testing.T) {
	for _, n := range []int{0, 1, 302, 303, 5000} {
		points := make(plotter.XYs, n)
		for i := range points {
			points[i] = plotter.XY{X: float64(i), Y: float64(i % 2)}
		}
		thin := Thin(points)
		if n <= 302 && len(thin) != n || n > 302 && len(thin) != 302 {
			t.Fatalf("of %d points %d are drawn", n, len(thin))
		}
		if n < 303 {
			continue
		}
		if thin[0] != points[0] || thin[301] != points[n-1] {
			t.Errorf("of %d points the ends are %v and %v", n, thin[0], thin[301])
		}
		for i := range thin[1:] {
			if thin[i+1].X <= thin[i].X {
				t.Fatalf("of %d points, that at place %d goes back", n, i+1)
			}
		}
	}
	spikes := make(plotter.XYs, 5000) // the second of all and the last but one
	spikes[1].Y, spikes[4998].Y = -1, 1
	if thin := Thin(spikes); thin[1].Y != -1 || thin[300].Y != 1 {
		t.Errorf("the spikes at both ends are drawn to %g and %g", thin[1].Y, thin[300].Y)
	}
	swing := make(plotter.XYs, 5000)
	for i := range swing {
		swing[i] = plotter.XY{X: float64(i), Y: float64(i % 7)}
	}
	for i, p := range Thin(swing)[1:301] {
		if want := []float64{0, 6}[i%2]; p.Y != want {
			t.Fatalf("of stretch %d the point at %g is kept, want that at %g", i, p.Y, want)
		}
	}
}

// A zoom shows the points within it and one more on either side, to which lines
// lead.
func TestWithin(t *testing.T) {
	var points plotter.XYs
	for x := range 6 {
		points = append(points, plotter.XY{X: float64(x)})
	}
	for _, c := range []struct{ lo, hi, from, to float64 }{
		{2, 3, 1, 4}, {1.5, 3.5, 1, 4}, {0, 5, 0, 5}, {-9, 0, 0, 1}, {5, 9, 4, 5}, {2.4, 2.6, 2, 3},
	} {
		got := within(points, c.lo, c.hi)
		if got[0].X != c.from || got[len(got)-1].X != c.to {
			t.Errorf("from %g to %g: the points from %g to %g", c.lo, c.hi, got[0].X, got[len(got)-1].X)
		}
	}
}

// The y axis begins at 0 and ends at a mark at least a tenth above the highest
// value.
func TestFromZero(t *testing.T) {
	for highest, want := range map[float64]float64{0: 1.5, 1: 1.5, 0.9: 1, 0.46: 0.6, 10: 15, 3.7: 5} {
		p := plot.New()
		if fromZero(p, highest); p.Y.Min != 0 || math.Abs(p.Y.Max-want) > 1e-9 {
			t.Errorf("up to %g, the axis goes from %g to %g, want %g", highest, p.Y.Min, p.Y.Max, want)
		}
	}
}

// A logarithmic axis has no place for 0: it is drawn at the least value above.
func TestAboveZero(t *testing.T) {
	points := plotter.XYs{{X: 0, Y: 0}, {X: 1, Y: 4}, {X: 2, Y: 2}, {X: 3, Y: -1}}
	var got []float64
	for _, p := range aboveZero(points) {
		got = append(got, p.Y)
	}
	if !slices.Equal(got, []float64{2, 4, 2, 2}) {
		t.Errorf("the points are at %v", got)
	}
	if aboveZero(plotter.XYs{{Y: 0}, {Y: -3}}) != nil {
		t.Error("there are points above 0 of none")
	}
}

// course is a run with these costs and accuracies on test images, epoch 0 first.
func course(costs, accuracies []float64) (epochs []training.Epoch) {
	for i := range costs {
		epochs = append(epochs, training.Epoch{Number: i, Iterations: 100 * i, Validation: evaluate.Score{Cost: costs[i], Accuracy: accuracies[i]}})
	}
	return epochs
}

// A comparison draws each run's cost and accuracy under its name and in its colour, and
// the axes fit all of them.
func TestComparison(t *testing.T) {
	nan := math.NaN()
	contestants := []ComparedRun{
		{"short", 2, course([]float64{9, 1, 0.5}, []float64{0.1, 0.96, 0.97}), 1000},
		{"long", 0, course([]float64{9, 0.9, 0.8, nan, 0.4}, []float64{0.1, 0.93, 0.98, 0.97, 0.98}), 1000},
		{"none", 1, nil, 1000},
	}
	s := Light()
	f := Comparison{Runs: contestants, XAxis: EpochAxis}.Figure(s)
	if len(f.Plots) != 2 || len(f.Traces) < 4 {
		t.Fatalf("%d plots with %d traces", len(f.Plots), len(f.Traces))
	}
	cost, accuracy := f.Plots[0], f.Plots[1]
	if cost.Y.Min != 0 || cost.Y.Max < 1.1 || cost.Y.Max > 2 {
		t.Errorf("costs of trained networks of 0.4 to 1 are drawn from %g to %g", cost.Y.Min, cost.Y.Max)
	}
	if accuracy.Y.Max != 1 || accuracy.Y.Min != 0.9 {
		t.Errorf("accuracies of 0.93 to 0.98 are drawn from %g to %g", accuracy.Y.Min, accuracy.Y.Max)
	}
	if _, ok := accuracy.Y.Tick.Marker.(Percent); !ok {
		t.Error("accuracies are not in percent")
	}
	if cost.X.Max != 4 || !cost.Legend.Top {
		t.Errorf("the x axis ends at %g, the legend is at the top: %t", cost.X.Max, cost.Legend.Top)
	}
	for _, trace := range f.Traces {
		i := slices.IndexFunc(contestants, func(c ComparedRun) bool { return c.Name == trace.Name })
		if i < 0 || trace.Color != s.Series[contestants[i].Line] {
			t.Errorf("trace %q has the colour %v", trace.Name, trace.Color)
		}
	}
	if _, err := (Comparison{}).Figure(s).Image(400, 300, 96); err != nil {
		t.Error(err)
	}
	c := Comparison{Runs: contestants, XAxis: ExampleAxis, LogCost: true, Smooth: true}
	f = c.Figure(s)
	if f.Plots[0].X.Max != 4000 || f.Plots[0].Y.Min <= 0 || f.Plots[0].Y.Max < 1 {
		t.Errorf("along examples, with a logarithm, the axes end at %g and begin at %g", f.Plots[0].X.Max, f.Plots[0].Y.Min)
	}
	if _, err := f.Image(400, 300, 96); err != nil {
		t.Error(err)
	}
	late := course([]float64{9, 1, 0.5}, []float64{0.1, 0.96, 0.97})
	for i := range late {
		late[i].Number, late[i].Seconds = i+5, float64(3*i) // went on from epoch 5
	}
	f = Comparison{Runs: []ComparedRun{{"late", 0, late, 1000}}, XAxis: SecondAxis}.Figure(s)
	for i, p := range f.Traces[0].Points {
		if want := []float64{0, 3, 9}[i]; p.X != want {
			t.Errorf("its epoch %d lies at %g s, want %g", i, p.X, want)
		}
	}
}

// Rates are those of the schedule, one an epoch from the first on.
func TestRates(t *testing.T) {
	settings := training.DefaultSettings()
	settings.Epochs, settings.Rate, settings.Schedule = 10, 2, optim.StepDecay.Name()
	f := Rates(settings, Dark())
	points := f.Traces[0].Points
	for i, want := range []float64{2, 2, 2, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25} {
		if points[i].X != float64(i+1) || math.Abs(points[i].Y-want) > 1e-9 {
			t.Errorf("epoch %d: %v, want %g", i+1, points[i], want)
		}
	}
	if p := f.Plots[0]; len(points) != 10 || p.X.Min != 0 || p.X.Max != 10 || p.Y.Min != 0 || p.Y.Max < 2.2 || !p.Legend.Top {
		t.Errorf("%d points, x to %g, y to %g", len(points), p.X.Max, p.Y.Max)
	}
	settings.Epochs = 1
	if p := Rates(settings, Dark()).Plots[0]; p.X.Max != 2 {
		t.Errorf("the rate of one epoch is drawn up to %g", p.X.Max)
	}
	settings.Schedule = "never"
	defer func() {
		if message, _ := recover().(string); !strings.HasPrefix(message, "plots: ") {
			t.Error("a schedule that there is none of is drawn")
		}
	}()
	Rates(settings, Dark())
}

// The outputs for a digit have names; those that were noticeable once the network
// was trained have colours, the highest in the end the first.
func TestOutputs(t *testing.T) {
	s := Light()
	digit := &training.OutputTrace{Encoding: network.OneHot, Epochs: []int{0, 1, 2}, Outputs: [][]float32{
		{0.9, 0, 0, 0, 0, 0, 0, 0, 0, 0}, // untrained
		{0.1, 0.2, 0, 0, 0, 0, 0, 0.3, 0, 0},
		{0.1, 0.1, 0, 0, 0, 0, 0, 0.8, 0, 0.15},
	}}
	draw := func(d *training.OutputTrace) *Figure {
		f := &Figure{}
		Run{Digit: d, Planned: 2, Examples: 1000, ViewedEpoch: None}.addOutputs(f, s)
		return f
	}
	f := draw(digit)
	var names []string
	colours := map[string]int{"7": 0, "9": 1, "1": 2}
	for _, trace := range f.Traces {
		names = append(names, trace.Name)
		if colour, ok := colours[trace.Name]; ok && trace.Color != s.Series[colour] || !ok && trace.Color != faint(s.Text) {
			t.Errorf("output %s has the colour %v", trace.Name, trace.Color)
		}
		if len(trace.Points) != 3 || trace.Points[2].X != 2 {
			t.Errorf("output %s has the points %v", trace.Name, trace.Points)
		}
	}
	if want := []string{"7", "9", "0", "1", "2", "3", "4", "5", "6", "8"}; !slices.Equal(names, want) {
		t.Errorf("the outputs are %v, want %v", names, want)
	}
	if p := f.Plots[0]; p.Y.Min != 0 || p.Y.Max != 1 {
		t.Errorf("they are drawn from %g to %g", p.Y.Min, p.Y.Max)
	}
	digit.Encoding = network.Binary
	if f := draw(digit); f.Traces[0].Name != "output 8" {
		t.Errorf("of other encodings, the first is %q", f.Traces[0].Name)
	}
	digit.Outputs[2][3], digit.Outputs[2][4] = -0.5, 1.5
	if p := draw(digit).Plots[0]; p.Y.Min != -0.5 || p.Y.Max != 1.5 {
		t.Errorf("outputs beyond [0,1] are drawn from %g to %g", p.Y.Min, p.Y.Max)
	}
	short := &training.OutputTrace{Encoding: network.OneHot, Epochs: digit.Epochs[:1], Outputs: digit.Outputs[:1]}
	if f := draw(short); f.Traces[0].Name != "0" || f.Traces[0].Color != s.Series[0] {
		t.Errorf("before it is trained, the first is %q", f.Traces[0].Name)
	}
	for _, none := range []*training.OutputTrace{nil, {Encoding: network.OneHot}} {
		if f := draw(none); len(f.Traces) != 0 || len(f.Plots) != 1 {
			t.Errorf("of no digit: %d traces in %d plots", len(f.Traces), len(f.Plots))
		}
	}
}

// The accuracy axis begins at a round share, a tenth of the way to 1 below the
// lowest accuracy.
func TestFloor(t *testing.T) {
	for lowest, want := range map[float64]float64{0: 0, 0.5: 0, 0.55: 0, 0.56: 0.5, 0.8: 0.5, 0.83: 0.8, 0.92: 0.9, 0.956: 0.95, 0.98: 0.95, 0.983: 0.98, 1: 0.98} {
		if got := floor(lowest); got != want {
			t.Errorf("accuracies from %g on are drawn from %g, want %g", lowest, got, want)
		}
	}
}
