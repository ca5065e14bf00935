package network

import "math"

// CrossEntropy is C_x = −Σ (y·ln a + (1−y)·ln(1−a)), which treats every output as
// a yes or no of its own (Nielsen, chapter 3). Outputs must lie in (0,1).
var CrossEntropy Cost = crossEntropy{}

type crossEntropy struct{}

func (crossEntropy) Name() string { return "cross-entropy" }

// Of subtracts the entropy of y, which is 0 for targets of 0 and 1, so that the
// cost of a = y is 0 for other targets too.
func (crossEntropy) Of(a, y []float32) float64 {
	var sum float64
	for k := range a {
		ak, yk := float64(a[k]), float64(y[k])
		sum += relativeEntropy(yk, ak) + relativeEntropy(1-yk, 1-ak)
	}
	return max(sum, 0)
}

// relativeEntropy is y·ln(y/a), and 0 where y is 0.
func relativeEntropy(y, a float64) float64 {
	if y == 0 {
		return 0
	}
	return y * math.Log(y/max(a, tiny))
}

func (crossEntropy) Gradient(d, a, y []float32) {
	for k, v := range a {
		d[k] = (v - y[k]) / max(float32(v*(1-v)), tiny)
	}
}

func (crossEntropy) Partner() Activation { return Sigmoid }
