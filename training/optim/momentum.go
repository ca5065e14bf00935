package optim

import "digitpad/network"

// Momentum is the heavy ball (Polyak 1964; Sutskever et al. 2013, equations 1
// and 2): v → μ·v − η·g, w → w + v.
var Momentum Optimizer = momentum{}

type momentum struct{}

func (momentum) Name() string { return "momentum" }

func (momentum) States() int { return 1 }

func (momentum) Update(w, g []float32, state [][]float32, s Step) {
	network.MomentumPass(w, g, state[0], s.Rate, s.Momentum)
}
