package training

import "math"

// Adam is RMSProp with momentum, and with both means corrected for their start
// at zero (Kingma & Ba 2015, Algorithm 1, in the order of operations of its
// section 2): β₁ = 0.9, β₂ = 0.999.
var Adam Optimizer = adam{}

type adam struct{}

func (adam) Name() string { return "adam" }

func (adam) States() int { return 2 }

func (adam) Update(w, g []float32, state [][]float32, s Step) {
	const beta1, beta2 = 0.9, 0.999
	mean, square := state[0], state[1]
	correction := math.Sqrt(1-power(beta2, s.T)) / (1 - power(beta1, s.T))
	rate := float32(float64(s.Rate) * correction)
	for i, v := range g {
		mean[i] = float32(beta1*mean[i]) + float32((1-beta1)*v)
		square[i] = float32(beta2*square[i]) + float32((1-beta2)*float32(v*v))
		w[i] -= float32(rate*mean[i]) / (sqrt(square[i]) + epsilon)
	}
	clear(g)
}

// power is b to the t by repeated squaring: math.Pow differs between CPUs.
func power(b float64, t int) float64 {
	p := 1.0
	for ; t > 0; t >>= 1 {
		if t&1 == 1 {
			p = float64(p * b)
		}
		b = float64(b * b)
	}
	return p
}
