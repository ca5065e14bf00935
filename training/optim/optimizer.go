// Package optim turns gradients into steps: optimisers from plain gradient descent (12) to AdamW,
// penalties on the weights, and schedules of the learning rate. Optimizers, Penalties and
// Schedules list what a run can choose by name; a Trainer also takes an Optimizer of one's own
// (training.Trainer.UseOptimizer).
//
// Optimisers have no state in themselves: what they remember lies in slices as long as the
// parameters, which belong to the run and its checkpoint.
package optim

import "digitpad/network"

// Optimizer turns the gradient of a mini-batch into an update of the parameters. It is
// stateless: its state is in slices of the parameters' length, zero at first, which
// belong to the run and its checkpoint.
type Optimizer interface {
	Name() string

	// States is the number of state slices that Update needs.
	States() int

	// Update changes the parameters w, given the gradient g of the mini-batch,
	// and sets g to zero for the next one.
	Update(w, g []float32, state [][]float32, step Step)
}

// Step describes an iteration to an Optimizer.
type Step struct {
	Rate     float32 // η
	Momentum float32 // μ
	T        int     // iterations with this state, this one included: 1, 2, 3, …
}

// Optimizers lists the optimisers that settings can name. training.Trainer.UseOptimizer
// takes any other.
var Optimizers = network.Registry[Optimizer]{SGD, Momentum, Nesterov, RMSProp, Adam, AdamW}

// Adaptive reports whether an optimiser divides the gradient by its own size, so that the
// step depends on its direction alone.
func Adaptive(o Optimizer) bool { return o == RMSProp || o == Adam || o == AdamW }
