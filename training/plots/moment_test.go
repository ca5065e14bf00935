package plots

import (
	"math"
	"testing"

	"gonum.org/v1/plot"

	"digitpad/training"
)

// A moment between two epochs lies between them, one after the last goes on at the
// last pace, whatever the x axis counts.
func TestPlace(t *testing.T) {
	epochs := []training.Epoch{
		{Number: 0, Seconds: 0.5}, // to measure the untrained network
		{Number: 1, Iterations: 100, Seconds: 2},
		{Number: 2, Iterations: 300, Seconds: 4}, // smaller mini-batches
	}
	late := []training.Epoch{{Number: 4, Iterations: 400}, {Number: 5, Iterations: 500, Seconds: 3}, {Number: 6, Iterations: 600, Seconds: 6}}
	for _, c := range []struct {
		run   Run
		epoch float64
		want  float64
	}{
		{Run{Epochs: epochs, Examples: 50}, 1.5, 1.5},
		{Run{Epochs: epochs, Examples: 50, XAxis: EpochAxis}, 1.5, 1.5},
		{Run{Epochs: epochs, Examples: 50, XAxis: ExampleAxis}, 1.5, 75},
		{Run{Epochs: epochs, XAxis: ExampleAxis}, 1.5, 1.5},
		{Run{Epochs: epochs, XAxis: IterationAxis}, 0, 0},
		{Run{Epochs: epochs, XAxis: IterationAxis}, 0.5, 50},
		{Run{Epochs: epochs, XAxis: IterationAxis}, 1, 100},
		{Run{Epochs: epochs, XAxis: IterationAxis}, 1.25, 150},
		{Run{Epochs: epochs, XAxis: IterationAxis}, 2, 300},
		{Run{Epochs: epochs, XAxis: IterationAxis}, 4, 700},
		{Run{Epochs: epochs, XAxis: SecondAxis}, 1, 2.5},
		{Run{Epochs: epochs, XAxis: SecondAxis}, 1.5, 4.5},
		{Run{Epochs: epochs, XAxis: SecondAxis}, 3, 10.5},
		{Run{Epochs: late, XAxis: SecondAxis}, 4, 0},
		{Run{Epochs: late, XAxis: SecondAxis}, 5.5, 6},
		{Run{Epochs: late, XAxis: IterationAxis}, 2, 200},
		{Run{Epochs: append(epochs[:2:2], training.Epoch{Number: 2}), XAxis: SecondAxis}, 3, 5}, // no time tells no pace
		{Run{XAxis: IterationAxis}, 3, 3},                                                       // nothing is known
	} {
		if got := c.run.place(c.epoch); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("along %q, %g of %d epochs lies at %g, want %g", c.run.XAxis, c.epoch, len(c.run.Epochs), got, c.want)
		}
	}
}

// The x axis is named after what it counts, and marked by whole numbers unless it
// counts seconds; long numbers have fewer marks.
func TestXAxis(t *testing.T) {
	marks := func(along XAxis) int {
		r := full()
		r.XAxis = along
		p := r.Figure(Light()).Plots[0]
		if _, whole := p.X.Tick.Marker.(Integers); whole == (along == SecondAxis) {
			t.Errorf("along %s the marks are of %T", along, p.X.Tick.Marker)
		}
		return len(p.X.Tick.Marker.Ticks(0, 800))
	}
	short, long := marks(EpochAxis), marks(IterationAxis)
	if short <= long || marks(ExampleAxis) != long || long < 3 || marks(SecondAxis) < 3 {
		t.Errorf("of 800 epochs there are %d marks, of iterations %d", short, long)
	}
	names := map[string]bool{}
	for _, along := range XAxes {
		names[Run{XAxis: along}.Figure(Light()).Plots[0].X.Label.Text] = true
	}
	if len(names) != len(XAxes) {
		t.Errorf("%d x axes have the names %v", len(XAxes), names)
	}
}

// The axis goes from 0 to the last epoch, planned or trained, and to 2 at least.
func TestXAxisEnds(t *testing.T) {
	for _, c := range []struct {
		planned, trained int
		want             float64
	}{{0, 0, 2}, {1, 1, 2}, {3, 0, 3}, {3, 5, 5}, {7, 5, 7}} {
		p := Run{Planned: c.planned, Epochs: full().Epochs[:c.trained+1]}.Figure(Light()).Plots[0]
		if empty := (Run{Planned: 4}).Figure(Light()).Plots[0]; empty.X.Min != 0 || empty.X.Max != 4 {
			t.Errorf("before the first of 4 epochs x goes from %g to %g", empty.X.Min, empty.X.Max)
		}
		if p.X.Min != 0 || p.X.Max != c.want {
			t.Errorf("%d epochs of %d: x goes from %g to %g", c.trained, c.planned, p.X.Min, p.X.Max)
		}
	}
}

// The y axes fit what was trained: the costs and accuracies before training lie
// beyond them, unless there is hardly another.
func TestYAxesFitWhatWasTrained(t *testing.T) {
	s := Light()
	epochs := course([]float64{20, 1, 1, 2}, []float64{0.1, 0.96, 0.95, 0.97})
	for i := range epochs {
		epochs[i].Train = epochs[i].Validation
	}
	for _, c := range []struct {
		run        Run
		cost, from float64
	}{
		{Run{Epochs: epochs}, 2.5, 0.9},
		{Run{Epochs: epochs[:2]}, 25, 0},
		{Run{Epochs: epochs[:3]}, 1.5, 0.9},
		{Run{Epochs: epochs[2:]}, 2.5, 0.9},
		{Run{Epochs: epochs[2:], Since: 2, Origin: epochs[:1]}, 2.5, 0.9},
		{Run{Epochs: epochs[:3], Origin: course([]float64{90, 7}, []float64{0, 0.6})}, 8, 0},
	} {
		f := c.run.Figure(s)
		if y := f.Plots[0].Y; y.Min != 0 || math.Abs(y.Max-c.cost) > 1e-9 {
			t.Errorf("of %d epochs costs are drawn from %g to %g, want %g", len(c.run.Epochs), y.Min, y.Max, c.cost)
		}
		if y := f.Plots[1].Y; y.Min != c.from || y.Max != 1 {
			t.Errorf("of %d epochs accuracies are drawn from %g to %g, want %g", len(c.run.Epochs), y.Min, y.Max, c.from)
		}
	}
}

// Training and validation images have a line each in both plots, with their own values,
// the training images first.
func TestRunHasFourLines(t *testing.T) {
	r := full()
	f := r.Figure(Light())
	if !f.Plots[0].Legend.Top || f.Plots[1].Legend.Top {
		t.Error("a legend stands where the costs fall from, or where accuracies rise to")
	}
	e := r.Epochs[3]
	for i, c := range []struct {
		name  string
		plot  int
		value float64
	}{
		{"training images", 0, e.Train.Cost},
		{"validation images", 0, e.Validation.Cost},
		{"training images", 1, e.Train.Accuracy},
		{"validation images", 1, e.Validation.Accuracy},
	} {
		trace := f.Traces[i]
		if y, ok := trace.At(3); !ok || y != c.value || trace.Name != c.name || trace.Plot != c.plot {
			t.Errorf("line %d is %q in plot %d, at 3 is %g; want %+v", i, trace.Name, trace.Plot, y, c)
		}
	}
}

// The learning rate of an epoch is that of which it was trained: the network before
// training has none.
func TestLearningRates(t *testing.T) {
	r := Run{Quantity: LearningRate, ViewedEpoch: None, Epochs: []training.Epoch{{Rate: 9}, {Number: 1, Rate: 3}, {Number: 2, Rate: 1.5}}}
	f := r.Figure(Light())
	points := f.Traces[0].Points
	if len(points) != 2 || points[0].X != 1 || points[0].Y != 3 || points[1].X != 2 || points[1].Y != 1.5 {
		t.Errorf("the points are %v", points)
	}
	if p := f.Plots[0]; p.Y.Min != 0 || p.Y.Max != 4 || !p.Legend.Top {
		t.Errorf("a rate of 3 is drawn from %g to %g", p.Y.Min, p.Y.Max)
	}
}

// Each layer has a line of the length of its gradient, on a logarithmic axis; the
// last is the output layer. An epoch that lacks some has a gap there.
func TestGradientNorms(t *testing.T) {
	s := Light()
	r := Run{Quantity: GradientNorm, ViewedEpoch: None, Epochs: []training.Epoch{
		{Number: 0, GradientNorms: []float64{0.1, 0.2, 0.4}},
		{Number: 1, GradientNorms: []float64{0.3}},
		{Number: 2, GradientNorms: []float64{0.5, 0.6, 0.7}},
	}}
	f := r.Figure(s)
	for i, c := range []struct {
		name   string
		points int
	}{{"layer 1", 3}, {"layer 2", 2}, {"output layer", 2}} {
		trace := f.Traces[i]
		if trace.Name != c.name || len(trace.Points) != c.points || trace.Color != s.Series[i] {
			t.Errorf("line %d is %q with %d points in %v", i, trace.Name, len(trace.Points), trace.Color)
		}
	}
	p := f.Plots[0]
	if _, ok := p.Y.Scale.(plot.LogScale); !ok || p.Y.Min > 0.1 || p.Y.Min < 0.09 || p.Y.Max < 0.7 || p.Y.Max > 0.8 || !p.Legend.Top {
		t.Errorf("lengths of 0.1 to 0.7 are drawn from %g to %g", p.Y.Min, p.Y.Max)
	}
}
