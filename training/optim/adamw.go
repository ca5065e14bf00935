package optim

// AdamW is Adam with the penalty's step taken on the weights themselves, as SGD takes it,
// and not in the gradient, which Adam divides by its own size (Loshchilov & Hutter 2019,
// Algorithm 2): w → w − η·λ/n·w − η·m̂/(√v̂ + ε).
var AdamW Optimizer = adamW{}

type adamW struct{ adam }

func (adamW) Name() string { return "adamw" }

// Decoupled implements Decoupled.
func (adamW) Decoupled() {}

// Decoupled is an Optimizer that takes the penalty's step on the weights, before Update,
// and not as a part of the gradient.
type Decoupled interface {
	Optimizer
	Decoupled()
}
