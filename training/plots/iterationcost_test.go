package plots

import "testing"

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
