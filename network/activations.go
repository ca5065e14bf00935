package network

import (
	"slices"

	"digitpad/network/internal/kernel"
)

// Activation is the function f in a = f(z) of a layer.
type Activation interface {
	Name() string

	// Apply replaces z by f(z). z holds one row per example; the first n
	// elements of a row count, the others pad it to a multiple of eight and may
	// become anything.
	Apply(z []float32, n int)

	// Backward replaces d = ∂C/∂a by ∂C/∂z: it multiplies d by the transposed
	// Jacobian of f, written in terms of a = f(z). d and a hold one row per
	// example. The padding of d is zero and stays zero.
	Backward(d, a []float32, n int)
}

// Activations lists the built-in activations.
var Activations = Registry[Activation]{Sigmoid, Tanh, ReLU, Softmax}

// Sigmoid is σ(z) = 1/(1+e⁻ᶻ), the post's unit: smooth, and in (0,1).
var Sigmoid Activation = sigmoid{}

type sigmoid struct{}

func (sigmoid) Name() string { return "sigmoid" }

func (sigmoid) Apply(z []float32, _ int) { kernel.Sigmoid(z, z) }

// Backward uses σ' = σ(1−σ).
func (sigmoid) Backward(d, a []float32, _ int) { kernel.SigmoidPrime(d, a) }

// Tanh is tanh(z) = 2σ(2z) − 1: a sigmoid stretched to (−1,1).
var Tanh Activation = tanh{}

type tanh struct{}

func (tanh) Name() string { return "tanh" }

func (tanh) Apply(z []float32, _ int) {
	for k := range z {
		z[k] *= 2
	}
	kernel.Sigmoid(z, z)
	for k := range z {
		z[k] = float32(2*z[k]) - 1
	}
}

// Backward uses tanh' = 1 − tanh².
func (tanh) Backward(d, a []float32, _ int) {
	for k, v := range a {
		d[k] *= 1 - float32(v*v)
	}
}

// ReLU is max(0, z), the rectified linear unit. A unit whose z is negative for
// every example learns nothing more: it is dead.
var ReLU Activation = relu{}

type relu struct{}

func (relu) Name() string { return "relu" }

func (relu) Apply(z []float32, _ int) {
	for k, v := range z {
		z[k] = max(v, 0)
	}
}

// Backward lets d pass where z was positive.
func (relu) Backward(d, a []float32, _ int) {
	for k, v := range a {
		if v <= 0 {
			d[k] = 0
		}
	}
}

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
