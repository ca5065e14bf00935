package kernel

// The dense passes of the optimisers: once through all parameters w, their
// gradient g, which is zero afterwards, and the state. All vectors have one
// length, a multiple of Lanes.

// Momentum is
//
//	for i := range w {
//		v[i] = momentum*v[i] - rate*g[i]
//		w[i] += v[i]
//		g[i] = 0
//	}
func Momentum(w, g, v []float32, rate, momentum float32) {
	if !checkSame(len(w), len(g)) || !checkSame(len(w), len(v)) {
		return
	}
	if useAVX2 {
		momentumAVX2(&w[0], &g[0], &v[0], len(w), rate, momentum)
		return
	}
	heavyBall(w, g, v, rate, momentum)
}

// Nesterov is
//
//	for i := range w {
//		v[i] = momentum*v[i] - rate*g[i]
//		w[i] += momentum*v[i] - rate*g[i]
//		g[i] = 0
//	}
func Nesterov(w, g, v []float32, rate, momentum float32) {
	if !checkSame(len(w), len(g)) || !checkSame(len(w), len(v)) {
		return
	}
	if useAVX2 {
		nesterovAVX2(&w[0], &g[0], &v[0], len(w), rate, momentum)
		return
	}
	nesterov(w, g, v, rate, momentum)
}

// RMSProp is
//
//	for i := range w {
//		square[i] = keep*square[i] + (1-keep)*(g[i]*g[i])
//		w[i] -= rate * g[i] / (sqrt(square[i]) + epsilon)
//		g[i] = 0
//	}
func RMSProp(w, g, square []float32, rate, keep, epsilon float32) {
	if !checkSame(len(w), len(g)) || !checkSame(len(w), len(square)) {
		return
	}
	if useAVX2 {
		rmsPropAVX2(&w[0], &g[0], &square[0], len(w), rate, keep, 1-keep, epsilon)
		return
	}
	rmsProp(w, g, square, rate, keep, epsilon)
}

// Adam is
//
//	for i := range w {
//		mean[i] = beta1*mean[i] + (1-beta1)*g[i]
//		square[i] = beta2*square[i] + (1-beta2)*(g[i]*g[i])
//		w[i] -= rate * mean[i] / (sqrt(square[i]) + epsilon)
//		g[i] = 0
//	}
func Adam(w, g, mean, square []float32, rate, beta1, beta2, epsilon float32) {
	if !checkSame(len(w), len(g)) || !checkSame(len(w), len(mean)) || !checkSame(len(w), len(square)) {
		return
	}
	if useAVX2 {
		adamAVX2(&w[0], &g[0], &mean[0], &square[0], len(w), rate, beta1, 1-beta1, beta2, 1-beta2, epsilon)
		return
	}
	adam(w, g, mean, square, rate, beta1, beta2, epsilon)
}

// AddScaled adds s·w to g, for weight decay:
//
//	for i := range g {
//		g[i] += s * w[i]
//	}
func AddScaled(g, w []float32, s float32) {
	if !checkSame(len(g), len(w)) {
		return
	}
	if useAVX2 {
		addScaledAVX2(&g[0], &w[0], len(g), s)
		return
	}
	addScaled(g, s, w)
}
