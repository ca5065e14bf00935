package network

import "digitpad/network/internal/kernel"

// Softmax is a[k] = e^z[k] / Σ e^z[j]: activations that are positive and sum to
// 1, so that they can be read as probabilities. It is for output layers only,
// because every activation depends on every z.
var Softmax Activation = softmax{}

type softmax struct{}

func (softmax) Name() string { return "softmax" }

func (softmax) Apply(z []float32, n int) {
	// The largest z is subtracted first: the quotient stays the same, and no
	// exponential overflows.
	top := z[0]
	for _, v := range z[1:n] {
		top = max(top, v)
	}
	var sum float32
	for k, v := range z[:n] {
		z[k] = kernel.Exp(v - top)
		sum += z[k]
	}
	for k := range z[:n] {
		z[k] /= sum
	}
	clear(z[n:])
}

// Backward multiplies by the Jacobian ∂a[k]/∂z[j] = a[k]·([k=j] − a[j]), which is
// symmetric: d[k] becomes a[k]·(d[k] − Σ d[j]·a[j]).
func (softmax) Backward(d, a []float32, n int) {
	var mean float32
	for k, v := range a[:n] {
		mean += float32(d[k] * v)
	}
	for k, v := range a[:n] {
		d[k] = float32(v * (d[k] - mean))
	}
}
