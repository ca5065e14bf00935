package training

// Momentum is the heavy ball (Polyak 1964; Sutskever et al. 2013, equations 1
// and 2): v → μ·v − η·g, w → w + v.
var Momentum Optimizer = momentum{}

type momentum struct{}

func (momentum) Name() string { return "momentum" }

func (momentum) States() int { return 1 }

func (momentum) Update(w, g []float32, state [][]float32, s Step) {
	velocity := state[0]
	for i, v := range g {
		velocity[i] = float32(s.Momentum*velocity[i]) - float32(s.Rate*v)
		w[i] += velocity[i]
	}
	clear(g)
}
