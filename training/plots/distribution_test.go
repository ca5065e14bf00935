package plots

import (
	"testing"

	"digitpad/training/distribution"
)

// Bars stand where the values are, and are as high as there are many.
func TestDistribution(t *testing.T) {
	values := make([]float64, 0, 100)
	for i := range 100 {
		values = append(values, float64(i%10)*float64(i%10))
	}
	h := distribution.Count(values, 9)
	f := Distribution([]distribution.Histogram{h, h}, "weights", Light())
	if len(f.Plots) != 2 {
		t.Fatalf("%d plots of 2 layers", len(f.Plots))
	}
	if f.Plots[0].X.Min != 0 || f.Plots[0].X.Max != 81 || f.Plots[0].Y.Max < 40 {
		t.Errorf("x from %g to %g, y to %g", f.Plots[0].X.Min, f.Plots[0].X.Max, f.Plots[0].Y.Max)
	}
	if f.Plots[0].Title.Text != "layer 1" || f.Plots[1].Title.Text != "output layer" {
		t.Errorf("titles %q and %q", f.Plots[0].Title.Text, f.Plots[1].Title.Text)
	}
	img, err := f.Image(600, 300, 96)
	if err != nil {
		t.Fatal(err)
	}
	filled := 0
	for y := range 300 {
		for x := range 600 {
			if c := img.RGBAAt(x, y); c.R < 10 && c.B > 150 {
				filled++
			}
		}
	}
	if filled < 2000 {
		t.Errorf("%d pixels of bars", filled)
	}
}

// The cost of every mini-batch is drawn, and can be read off, at its iteration.
func TestIterationCost(t *testing.T) {
	r := Run{Quantity: IterationCost, BatchCosts: []float64{0.5, 0.3, 0.4, 0.2}, BatchCostsFrom: 601, ViewedEpoch: None}
	f := r.Figure(Light())
	if len(f.Plots) != 1 || len(f.Traces) != 1 {
		t.Fatalf("%d plots, %d traces", len(f.Plots), len(f.Traces))
	}
	if p := f.Traces[0].Points; len(p) != 4 || p[0].X != 601 || p[3].X != 604 || p[2].Y != 0.4 {
		t.Errorf("points %v", p)
	}
	if f.Plots[0].Y.Max < 0.5 || f.Plots[0].X.Min != 601 || f.Plots[0].X.Max != 604 {
		t.Errorf("axes %v %v", f.Plots[0].X, f.Plots[0].Y)
	}
	if _, err := (Run{Quantity: IterationCost, ViewedEpoch: None}).Figure(Light()).Image(300, 200, 96); err != nil {
		t.Errorf("without costs: %v", err)
	}
}
