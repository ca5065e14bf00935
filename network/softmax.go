package network

import (
	"slices"

	"digitpad/network/internal/kernel"
)

// Softmax is a[k] = e^z[k] / Σ e^z[j]: activations that are positive and sum to
// 1, so that they can be read as probabilities. It is for output layers only,
// because every activation depends on every z.
var Softmax Activation = softmax{}

type softmax struct{}

func (softmax) Name() string { return "softmax" }

func (softmax) Apply(z []float32, n int) {
	for ; len(z) != 0; z = z[stride(n):] {
		softmaxOf(z[:n])
	}
}

func softmaxOf(z []float32) {
	// The largest z is subtracted first: the quotient stays the same, and no
	// exponential overflows.
	top := slices.Max(z)
	var sum float32
	for k, v := range z {
		z[k] = kernel.Exp(v - top)
		sum += z[k]
	}
	for k := range z {
		z[k] /= sum
	}
}

// Backward multiplies by the Jacobian ∂a[k]/∂z[j] = a[k]·([k=j] − a[j]), which is
// symmetric: d[k] becomes a[k]·(d[k] − Σ d[j]·a[j]).
func (softmax) Backward(d, a []float32, n int) {
	for ; len(d) != 0; d, a = d[stride(n):], a[stride(n):] {
		var mean float32
		for k, v := range a[:n] {
			mean += float32(d[k] * v)
		}
		for k, v := range a[:n] {
			d[k] = float32(v * (d[k] - mean))
		}
	}
}
