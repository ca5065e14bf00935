package plots_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"strings"
	"testing"

	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/plots"
)

// What a pointer reads off a picture is where the picture has it: at the pixel of
// an epoch's point stands the series' colour.
func TestThePointerReadsWhatIsDrawn(t *testing.T) {
	style := plots.Light()
	for _, dpi := range []float64{96, 192} {
		r := run(curve(10), 10)
		picture, err := r.Figure(style).Picture(int(8*dpi), int(4*dpi), dpi)
		if err != nil {
			t.Fatal(err)
		}
		if len(picture.Panels) != 2 {
			t.Fatalf("%d panels for two plots", len(picture.Panels))
		}
		for i := range picture.Panels {
			panel := &picture.Panels[i]
			if x, ok := panel.Nearest(panel.Column(6.3)); !ok || x != 6 {
				t.Errorf("plot %d: nearest to 6.3 is %g, %v", i, x, ok)
			}
			if x := panel.XAt(panel.Column(7)); math.Abs(x-7) > 1e-9 {
				t.Errorf("plot %d: the column of 7 is that of %g", i, x)
			}
			trace := panel.Traces[1] // the one on top
			y, ok := trace.At(6)
			if !ok {
				t.Fatalf("plot %d: no value at 6", i)
			}
			row := float64(panel.Area.Max.Y) - panel.Y.Share(y)*float64(panel.Area.Dy())
			got := picture.Image.RGBAAt(int(panel.Column(6)), int(row))
			want := trace.Color
			wr, wg, wb, _ := want.RGBA()
			if d := absDiff(got.R, wr) + absDiff(got.G, wg) + absDiff(got.B, wb); d > 60 {
				t.Errorf("plot %d at %g dpi: the point's pixel is %v, the series %v", i, dpi, got, want)
			}
		}
	}
}

func absDiff(a uint8, b uint32) int { return int(math.Abs(float64(a) - float64(b>>8))) }

// A zoom narrows the x axis of all plots that share it, fits y to what is to be
// seen, and ignores what makes no sense.
func TestZoom(t *testing.T) {
	figure := run(curve(20), 20).Figure(plots.Light())
	figure.Zoom(0, plots.Span{Min: 10, Max: 15})
	for i, p := range figure.Plots {
		if p.X.Min != 10 || p.X.Max != 15 {
			t.Errorf("plot %d shows %g to %g", i, p.X.Min, p.X.Max)
		}
	}
	if cost := figure.Plots[0].Y; cost.Max > 0.2 || cost.Min >= 1.0/17 {
		t.Errorf("the cost axis goes from %g to %g", cost.Min, cost.Max)
	}
	if _, err := figure.Image(800, 400, 96); err != nil {
		t.Error(err)
	}
	for _, nonsense := range []plots.Span{{Min: 5, Max: 5}, {Min: 9, Max: 2}, {Min: 50, Max: 60}, {Min: math.NaN(), Max: 3}} {
		figure := run(curve(20), 20).Figure(plots.Light())
		figure.Zoom(0, nonsense)
		figure.Zoom(7, nonsense)
		if x := figure.Plots[0].X; x.Min != 0 || x.Max != 20 {
			t.Errorf("%v zooms to %g, %g", nonsense, x.Min, x.Max)
		}
	}
}

// rich is a run with all that a chart of one can show.
func rich(epochs int) plots.Run {
	r := run(curve(epochs), epochs)
	for i := range r.Epochs {
		e := &r.Epochs[i]
		e.Iterations, e.Seconds = 100*i, float64(min(i, 1))*0.5
		e.Rate = 3
		e.GradientNorms = []float64{1 / float64(i+1), 0.5 / float64(i+1)}
	}
	r.Best, r.ViewedEpoch, r.Changes, r.Published = true, 3, []float64{1.5}, 0.95
	return r
}

// Everything can be shown along everything, logarithmic, smoothed and zoomed.
func TestEveryChartOfARunCanBeDrawn(t *testing.T) {
	quantities := []plots.Quantity{plots.CostAndAccuracy, plots.Cost, plots.Accuracy, plots.LearningRate, plots.GradientNorm}
	ends := map[plots.XAxis]float64{plots.EpochAxis: 20, plots.IterationAxis: 2000, plots.ExampleAxis: 20000, plots.SecondAxis: 10}
	for _, quantity := range quantities {
		for along, end := range ends {
			r := rich(20)
			r.Quantity, r.XAxis, r.LogCost, r.Smooth = quantity, along, true, true
			figure := r.Figure(plots.Dark())
			if x := figure.Plots[0].X; math.Abs(x.Max-end) > 1e-9 {
				t.Errorf("%s along %s ends at %g, not at %g", quantity, along, x.Max, end)
			}
			figure.Zoom(0, plots.Span{Min: end / 4, Max: end / 2})
			if _, err := figure.Image(700, 400, 96); err != nil {
				t.Errorf("%s along %s: %v", quantity, along, err)
			}
			r.Epochs = nil
			if _, err := r.Figure(plots.Dark()).Image(700, 400, 96); err != nil {
				t.Errorf("%s along %s without epochs: %v", quantity, along, err)
			}
		}
	}
}

// A cost of 0, below 0 or that is no number does not upset a logarithmic axis.
func TestALogarithmicAxisTakesAnyCost(t *testing.T) {
	for _, cost := range []float64{0, -1, math.NaN(), math.Inf(1), 1e-300, 1e300} {
		for _, others := range []float64{cost, 0.3} {
			r := run([]training.Epoch{
				{Number: 0, Train: evaluate.Score{Cost: others}, Validation: evaluate.Score{Cost: cost}},
				{Number: 1, Train: evaluate.Score{Cost: cost}, Validation: evaluate.Score{Cost: others}},
			}, 5)
			r.LogCost, r.Quantity = true, plots.Cost
			if _, err := r.Figure(plots.Light()).Image(600, 400, 96); err != nil {
				t.Errorf("costs %g and %g: %v", cost, others, err)
			}
		}
	}
}

// The table has every point under its name, once, and can be read back.
func TestTable(t *testing.T) {
	var b bytes.Buffer
	if err := run(curve(3), 3).Figure(plots.Light()).WriteCSV(&b, ','); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 5 || strings.Join(rows[0], "|") != "epoch|cost, training images|cost, validation images|accuracy, training images|accuracy, validation images" {
		t.Fatalf("rows %q", rows)
	}
	if got := strings.Join(rows[2], "|"); got != "1|0.5|0.6|0.7|0.6833333333333333" {
		t.Errorf("epoch 1: %s", got)
	}
}

// Smoothing keeps a level and lags behind a step.
func TestSmoothingIsDrawnAndNotRead(t *testing.T) {
	r := run(curve(20), 20)
	r.Quantity = plots.Accuracy
	plain := r.Figure(plots.Light())
	r.Smooth = true
	smooth := r.Figure(plots.Light())
	if a, b := plain.Traces[0].Points, smooth.Traces[0].Points; len(a) != len(b) || a[3] != b[3] {
		t.Error("the values that are read off are not those measured")
	}
	if svg(t, plain) == svg(t, smooth) {
		t.Error("a smoothed line is drawn like the measured one")
	}
}

// Plots side by side name their lines once; a plot on its own names its own.
func TestLinesAreNamedOnce(t *testing.T) {
	r := run(curve(20), 20)
	for quantity, want := range map[plots.Quantity]int{plots.CostAndAccuracy: 1, plots.Accuracy: 1} {
		r.Quantity = quantity
		if n := strings.Count(svg(t, r.Figure(plots.Light())), "training images"); n != want {
			t.Errorf("%s names the training images %d times", quantity, n)
		}
	}
}
