package network

import "digitpad/network/internal/kernel"

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
