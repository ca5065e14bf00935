package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A trend, whatever its height and slope, is no swing; a saw on it is.
func TestSwing(t *testing.T) {
	for _, test := range []struct {
		name string
		y    []float64
		want float64
	}{
		{"a straight line", []float64{5, 4, 3, 2}, 0},
		{"a tip", []float64{0, 1, 0}, 2 / math.Sqrt(6)},
		{"the same on a slope", []float64{0, 11, 20}, 2 / math.Sqrt(6)},
		{"too few values", []float64{0, 1}, 0},
	} {
		if got := Swing(test.y); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("%s swings by %g, want %g", test.name, got, test.want)
		}
	}
	// Noise about a bend has the noise's deviation.
	random := rand.New(rand.NewPCG(1, 1))
	var y []float64
	for i := range 2000 {
		y = append(y, 100/(1+float64(i)/500)+0.1*random.NormFloat64())
	}
	if got := Swing(y); math.Abs(got-0.1) > 0.005 {
		t.Errorf("noise of 0.1 about a bend swings by %.3f", got)
	}
}
