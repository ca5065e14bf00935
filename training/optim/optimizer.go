package optim

import "digitpad/network"

// Optimizer turns the gradient of a mini-batch into a change of the parameters.
// It keeps nothing itself: its state lies in slices of the parameters' length,
// zero at first, which belong to the run and its checkpoint.
type Optimizer interface {
	Name() string

	// States is the number of state slices that Update needs.
	States() int

	// Update changes the parameters w, given the gradient g of the mini-batch,
	// and sets g to zero for the next one.
	Update(w, g []float32, state [][]float32, step Step)
}

// Step is what an Optimizer is told of an iteration.
type Step struct {
	Rate     float32 // η
	Momentum float32 // μ
	T        int     // iterations with this state, this one included: 1, 2, 3, …
}

// Optimizers are the optimisers that settings can name. training.Trainer.UseOptimizer takes
// any other.
var Optimizers = network.Registry[Optimizer]{SGD, Momentum, Nesterov, RMSProp, Adam}
