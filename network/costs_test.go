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

// The logarithm of an activation of 0 counts as that of the least distance from 1
// that a float32 has, 2⁻²⁴, and no slope is infinite.
func TestLogarithmsHaveABound(t *testing.T) {
	for _, cost := range []Cost{CrossEntropy, LogLikelihood} {
		if got := cost.Of([]float32{0, 0}, []float32{1, 0}); !near(got, 24*math.Ln2) {
			t.Errorf("%s of an output of 0 is %g, want 24·ln 2", cost.Name(), got)
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
