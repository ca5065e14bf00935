package optim

import "digitpad/network"

// RMSProp divides each component of the gradient by the root of its recent mean
// square (Tieleman & Hinton 2012, lecture 6.5): r → 0.9·r + 0.1·g²,
// w → w − η·g/(√r + ε).
var RMSProp Optimizer = rmsProp{}

type rmsProp struct{}

func (rmsProp) Name() string { return "rmsprop" }

func (rmsProp) States() int { return 1 }

func (rmsProp) Update(w, g []float32, state [][]float32, s Step) {
	const keep = 0.9
	network.RMSPropPass(w, g, state[0], s.Rate, keep, epsilon)
}

// epsilon prevents division by zero in RMSProp and Adam where the gradient has always
// been zero.
const epsilon = 1e-8
