package network

import "digitpad/network/internal/kernel"

// Sigmoid is σ(z) = 1/(1+e⁻ᶻ), the post's unit: smooth, and in (0,1).
var Sigmoid Activation = sigmoid{}

type sigmoid struct{}

func (sigmoid) Name() string { return "sigmoid" }

func (sigmoid) Apply(z []float32, _ int) { kernel.Sigmoid(z, z) }

// Backward uses σ' = σ(1−σ).
func (sigmoid) Backward(d, a []float32, _ int) { kernel.SigmoidPrime(d, a) }
