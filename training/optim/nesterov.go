package optim

import "digitpad/network"

// Nesterov is the accelerated gradient (Nesterov 1983; Sutskever et al. 2013, equations 3
// and 4), which takes the gradient at the point that the momentum is about to move the
// parameters to. In the usual form the parameters are those at that point: v → μ·v − η·g,
// w → w + μ·v − η·g (Bengio et al. 2013, equation 7).
var Nesterov Optimizer = nesterov{}

type nesterov struct{}

func (nesterov) Name() string { return "nesterov" }

func (nesterov) States() int { return 1 }

func (nesterov) Update(w, g []float32, state [][]float32, s Step) {
	network.NesterovPass(w, g, state[0], s.Rate, s.Momentum)
}
