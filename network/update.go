package network

import "digitpad/network/internal/kernel"

// The passes of the optimisers over all parameters w, given their gradient g,
// which they set to zero for the next mini-batch, and the optimiser's state. They
// stand here because they are tuned for the CPU like the rest of the arithmetic.
// All slices have one length.

// MomentumPass is v → momentum·v − rate·g, w → w + v.
func MomentumPass(w, g, v []float32, rate, momentum float32) {
	kernel.Momentum(w, g, v, rate, momentum)
}

// NesterovPass is v → momentum·v − rate·g, w → w + momentum·v − rate·g.
func NesterovPass(w, g, v []float32, rate, momentum float32) {
	kernel.Nesterov(w, g, v, rate, momentum)
}

// RMSPropPass is square → keep·square + (1−keep)·g²,
// w → w − rate·g/(√square + epsilon).
func RMSPropPass(w, g, square []float32, rate float32, keep float64, epsilon float32) {
	kernel.RMSProp(w, g, square, rate, keep, epsilon)
}

// AdamPass is mean → beta1·mean + (1−beta1)·g, square → beta2·square + (1−beta2)·g²,
// w → w − rate·mean/(√square + epsilon).
func AdamPass(w, g, mean, square []float32, rate float32, beta1, beta2 float64, epsilon float32) {
	kernel.Adam(w, g, mean, square, rate, beta1, beta2, epsilon)
}
