package optim

import "digitpad/network"

// Penalty is a regularisation: λ/n times its sum over all weights, not biases, is added
// to the cost, so that no weight grows large without need (Nielsen, chapter 3).
type Penalty interface {
	Name() string

	// AddGradient adds scale times its derivative by the weights to the share's gradient.
	AddGradient(s *network.Share, scale float32)

	// Shrink moves the weights of the share a step against its derivative, step in units
	// of the learning rate times λ/n.
	Shrink(s *network.Share, step float64)
}

// Penalties lists the penalties that settings can name.
var Penalties = network.Registry[Penalty]{L2, L1}

// L2 is the penalty w²/2, weight decay: w → w − step·w.
var L2 Penalty = l2{}

type l2 struct{}

func (l2) Name() string { return "l2" }

func (l2) AddGradient(s *network.Share, scale float32) { s.AddWeights(scale) }

func (l2) Shrink(s *network.Share, step float64) { s.ScaleWeights(float32(1 - step)) }

// L1 is the penalty |w|, which takes weights to 0 that the cost does not need:
// w → w − step·sgn(w). A step ends at 0 and does not cross it (Langford, Li & Zhang 2009,
// truncated gradient).
var L1 Penalty = l1{}

type l1 struct{}

func (l1) Name() string { return "l1" }

func (l1) AddGradient(s *network.Share, scale float32) { s.AddSigns(scale) }

func (l1) Shrink(s *network.Share, step float64) { s.SoftThreshold(float32(step)) }
