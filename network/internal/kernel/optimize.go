package kernel

import (
	"fmt"
	"math"
	"unsafe"
)

// The dense passes of the optimisers: once through all parameters w, their
// gradient g, which is zero afterwards, and the state. All vectors have the length
// of w, which may be any: the assembly takes whole vectors and leaves the rest to the
// portable loop.
//
// State that no gradient feeds fades away. Adding Tiny and taking it away again
// makes it zero in the end, where it would otherwise stay among the subnormal
// numbers, with which CPUs are slow.

// Tiny is so small that it changes no state that matters: not a step of the
// parameters, nor a mean square beside an epsilon of 10⁻⁸.
const Tiny = 1e-25

// Momentum is the heavy ball:
//
//	for i := range w {
//		v[i] = (momentum*v[i] - rate*g[i] + Tiny) - Tiny
//		w[i] += v[i]
//		g[i] = 0
//	}
func Momentum(w, g, v []float32, rate, momentum float32) {
	checkLengths(w, g, v)
	if useAsm {
		n := len(w) &^ (vector() - 1)
		momentumAsm(unsafe.SliceData(w), unsafe.SliceData(g), unsafe.SliceData(v), n, rate, momentum)
		w, g, v = w[n:], g[n:], v[n:]
	}
	heavyBall(w, g, v, rate, momentum)
}

// Nesterov is
//
//	for i := range w {
//		v[i] = (momentum*v[i] - rate*g[i] + Tiny) - Tiny
//		w[i] += momentum*v[i] - rate*g[i]
//		g[i] = 0
//	}
func Nesterov(w, g, v []float32, rate, momentum float32) {
	checkLengths(w, g, v)
	if useAsm {
		n := len(w) &^ (vector() - 1)
		nesterovAsm(unsafe.SliceData(w), unsafe.SliceData(g), unsafe.SliceData(v), n, rate, momentum)
		w, g, v = w[n:], g[n:], v[n:]
	}
	nesterov(w, g, v, rate, momentum)
}

// RMSProp is, where fresh = 1−keep is rounded from a float64,
//
//	for i := range w {
//		square[i] = (keep*square[i] + fresh*(g[i]*g[i]) + Tiny) - Tiny
//		w[i] -= rate * g[i] / (sqrt(square[i]) + epsilon)
//		g[i] = 0
//	}
func RMSProp(w, g, square []float32, rate float32, keep float64, epsilon float32) {
	k, fresh := float32(keep), float32(1-keep)
	checkLengths(w, g, square)
	if useAsm && usual(rate, epsilon) {
		n := len(w) &^ (vector() - 1)
		rmsPropAsm(unsafe.SliceData(w), unsafe.SliceData(g), unsafe.SliceData(square), n, rate, k, fresh, epsilon)
		w, g, square = w[n:], g[n:], square[n:]
	}
	rmsProp(w, g, square, rate, k, fresh, epsilon)
}

// Adam is, where fresh = 1−beta is rounded from a float64,
//
//	for i := range w {
//		mean[i] = (beta1*mean[i] + fresh1*g[i] + Tiny) - Tiny
//		square[i] = (beta2*square[i] + fresh2*(g[i]*g[i]) + Tiny) - Tiny
//		w[i] -= rate * mean[i] / (sqrt(square[i]) + epsilon)
//		g[i] = 0
//	}
func Adam(w, g, mean, square []float32, rate float32, beta1, beta2 float64, epsilon float32) {
	keep1, fresh1 := float32(beta1), float32(1-beta1)
	keep2, fresh2 := float32(beta2), float32(1-beta2)
	checkLengths(w, g, mean, square)
	if useAsm && usual(rate, epsilon) {
		n := len(w) &^ (vector() - 1)
		adamAsm(unsafe.SliceData(w), unsafe.SliceData(g), unsafe.SliceData(mean), unsafe.SliceData(square),
			n, rate, keep1, fresh1, keep2, fresh2, epsilon)
		w, g, mean, square = w[n:], g[n:], mean[n:], square[n:]
	}
	adam(w, g, mean, square, rate, keep1, fresh1, keep2, fresh2, epsilon)
}

// usual reports whether the rate is positive and finite, and epsilon so far from both ends of
// the numbers that its quotients are far from them, too, as the assembly relies on.
func usual(rate, epsilon float32) bool {
	return 0 < rate && rate <= math.MaxFloat32 && 0x1p-60 <= epsilon && epsilon <= 0x1p40
}

// AddScaled adds s·w to g, for weight decay:
//
//	for i := range g {
//		g[i] += s * w[i]
//	}
func AddScaled(g, w []float32, s float32) {
	checkLengths(g, w)
	if useAsm {
		n := len(g) &^ (vector() - 1)
		addScaledAsm(unsafe.SliceData(g), unsafe.SliceData(w), n, s)
		g, w = g[n:], w[n:]
	}
	for i, v := range w {
		g[i] += float32(s * v)
	}
}

// Huge takes every weight that matters beyond every step, so that what is cut to ±s is its
// sign times s.
const Huge = 1e30

// AddSigns adds s·sgn(w) to g, for L1 regularisation; s is not negative:
//
//	for i := range g {
//		g[i] += min(max(Huge*w[i], -s), s)
//	}
func AddSigns(g, w []float32, s float32) {
	checkLengths(g, w)
	if useAsm {
		n := len(g) &^ (vector() - 1)
		addSignsAsm(unsafe.SliceData(g), unsafe.SliceData(w), n, -s, s, Huge)
		g, w = g[n:], w[n:]
	}
	addSigns(g, w, s)
}

// checkLengths panics unless all vectors have the length of w.
func checkLengths(w []float32, others ...[]float32) {
	for _, v := range others {
		if len(v) != len(w) {
			panic(fmt.Sprintf("kernel: vectors of %d and %d values", len(w), len(v)))
		}
	}
}

// vector is how many values the assembly processes at once here.
func vector() int {
	if useAVX512 {
		return 2 * Lanes
	}
	return Lanes
}
