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

// NewState is n zeros for an optimiser's k-th state, counted from 0, where a pass over it is
// not slowed by the other vectors of the pass; see apart.
func NewState(n, k int) []float32 { return apart(n, k+2) }

// apart is n zeros that begin in the k-th quarter of a page of memory: the parameters are in
// the first, the gradient in the second, states in the third and fourth. What a pass needs at
// the same time then differs in the lower half of its address. Where that is the same, a
// processor tells lines of its nearest cache apart by a few bits of the upper half, which is
// chosen by chance, and lines that it cannot tell apart take each other's place: Adam took 1.2
// to 2.6 times as long in one process of ten.
func apart(n, k int) []float32 {
	const quarter = 1024 / 4
	begin := k % 4 * quarter
	return make([]float32, begin+n)[begin:]
}
