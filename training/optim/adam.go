package optim

import (
	"math"

	"digitpad/network"
)

// Adam is RMSProp with momentum, and with both means corrected for their start
// at zero (Kingma & Ba 2015, Algorithm 1, in the order of operations of its
// section 2): β₁ = 0.9, β₂ = 0.999.
var Adam Optimizer = adam{}

type adam struct{}

func (adam) Name() string { return "adam" }

func (adam) States() int { return 2 }

func (adam) Update(w, g []float32, state [][]float32, s Step) {
	const beta1, beta2 = 0.9, 0.999
	correction := math.Sqrt(1-power(beta2, s.T)) / (1 - power(beta1, s.T))
	rate := float32(float64(s.Rate) * correction)
	network.AdamPass(w, g, state[0], state[1], rate, beta1, beta2, epsilon)
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
