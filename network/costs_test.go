package network

import (
	"math"
	"testing"
)

// near tells whether two costs or slopes are equal but for float32's rounding.
func near(got, want float64) bool { return math.Abs(got-want) <= 1e-5*max(1, math.Abs(want)) }

// Each cost has its textbook value, and the cross-entropy of a = y is 0 even
// where y is neither 0 nor 1.
func TestCostsByHand(t *testing.T) {
	for _, test := range []struct {
		cost Cost
		a, y []float32
		want float64
	}{
		{Quadratic, []float32{0.5, 0.25}, []float32{1, 0}, (0.25 + 0.0625) / 2},
		{CrossEntropy, []float32{0.25, 0.25}, []float32{1, 0}, math.Log(4) + math.Log(4.0/3)},
		{CrossEntropy, []float32{0.25}, []float32{0.25}, 0},
		{CrossEntropy, []float32{0.5}, []float32{0.25}, 0.25*math.Log(0.5) + 0.75*math.Log(1.5)},
		{LogLikelihood, []float32{0.25, 0.75}, []float32{1, 0}, math.Log(4)},
	} {
		if got := test.cost.Of(test.a, test.y); !near(got, test.want) {
			t.Errorf("%s of %v for the target %v is %g, want %g", test.cost.Name(), test.a, test.y, got, test.want)
		}
	}
}

// Costs are what they are however wrong an output is: an activation of sigmoid or
// softmax that is next to 0 costs as much as its weighted sum says. Only 1, to
// float32's precision, has a bound.
func TestCostsAreNotCut(t *testing.T) {
	for _, v := range []float32{-20, -50, -80} {
		a := []float32{v, 0, 0, 0, 0, 0, 0, 0}
		Sigmoid.Apply(a, 1)
		if got := CrossEntropy.Of(a[:1], []float32{1}); math.Abs(got+float64(v)) > 1e-4*-float64(v) {
			t.Errorf("cross-entropy of σ(%g) for the target 1 is %g", v, got)
		}
		pair := []float32{v, 0, 0, 0, 0, 0, 0, 0}
		Softmax.Apply(pair, 2)
		if got := LogLikelihood.Of(pair[:2], []float32{1, 0}); math.Abs(got+float64(v)) > 1e-4*-float64(v) {
			t.Errorf("log-likelihood of softmax(%g, 0) is %g", v, got)
		}
	}
	if got := CrossEntropy.Of([]float32{1}, []float32{0}); !near(got, 25*math.Ln2) {
		t.Errorf("cross-entropy of 1 for the target 0 is %g, want 25·ln 2", got)
	}
	for _, cost := range []Cost{CrossEntropy, LogLikelihood} {
		if got := cost.Of([]float32{0, 0}, []float32{1, 0}); math.IsInf(got, 0) || got < 100 {
			t.Errorf("%s of an output of 0 is %g", cost.Name(), got)
		}
		var d [2]float32
		cost.Gradient(d[:], []float32{0, 0.5}, []float32{1, 0})
		if d[0] != -1<<24 {
			t.Errorf("%s: the slope at 0 is %g, want −2²⁴", cost.Name(), d[0])
		}
	}
}

// Gradient is the derivative of Of, for targets that are 0, 1 and between.
func TestCostGradient(t *testing.T) {
	const h = 1.0 / 1024
	a, y := []float32{0.25, 0.5, 0.75, 0.5}, []float32{0, 1, 1, 0.25}
	for _, cost := range Costs {
		var d [4]float32
		cost.Gradient(d[:], a, y)
		for k := range a {
			below, above := append([]float32(nil), a...), append([]float32(nil), a...)
			below[k], above[k] = a[k]-h, a[k]+h
			slope := (cost.Of(above, y) - cost.Of(below, y)) / (2 * h)
			if math.Abs(slope-float64(d[k])) > 1e-4 {
				t.Errorf("%s: ∂C/∂a[%d] is %g, the slope of the cost is %g", cost.Name(), k, d[k], slope)
			}
		}
	}
}
