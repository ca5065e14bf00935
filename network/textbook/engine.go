package textbook

import "digitpad/network"

// Engine trains a network as the textbook does, so that it can be compared with the
// fast way: it does the iterations in float64 and rounds their results to the network.
type Engine struct {
	to   *network.Network
	spec network.Spec
	net  *Network
}

// NewEngine makes an engine for a network, which nothing else may change from then on.
func NewEngine(n *network.Network) *Engine { return &Engine{n, n.Spec(), New(n)} }

// Iterate is one iteration, (12): x[i] is an input and labels[i] its label.
func (e *Engine) Iterate(x []network.Input, labels []uint8, rate float64) {
	batch := make([]Example, len(x))
	for i := range x {
		batch[i] = NewExample(e.spec, x[i], int(labels[i]))
	}
	e.net.Iterate(batch, rate)
	e.net.V.CopyTo(e.to)
}
