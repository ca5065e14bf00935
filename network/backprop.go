package network

// Backprop computes the gradient of the cost over a mini-batch, (10) and BP1 to
// BP4, in two stages: Run finds the deltas of every example with the parameters
// as they are; then Descend or AddGradient turns them into an update or into a
// gradient. Since most inputs of an image are blank, and the gradient of a blank
// pixel's weights is zero, an update touches a fraction of the weights.
//
// Several goroutines can do the work together; see Share.
type Backprop struct {
	net      *Network
	targets  [][]float32 // y by label
	capacity int         // the most examples of a Run
	x        []Input     // of the last Run
	labels   []uint8     // theirs
	expected []Input     // of a Run to come
	later    []Input     // expected when this Run began
	dropout  Dropout
	whole    *Share // of a Run
}

// NewBackprop makes the working memory for mini-batches of up to m examples.
func (n *Network) NewBackprop(m int) *Backprop {
	labels := n.spec.Encoding.Labels()
	b := &Backprop{net: n, targets: make([][]float32, labels), capacity: m}
	y := make([]float32, labels*n.spec.Encoding.Outputs())
	for label := range b.targets {
		b.targets[label], y = y[:n.spec.Encoding.Outputs()], y[n.spec.Encoding.Outputs():]
		n.spec.Encoding.Target(b.targets[label], label)
	}
	return b
}

// Prefetch says which inputs a Run after the next will get. The next one brings
// them near the CPU, which saves the later one a wait for the memory.
func (b *Backprop) Prefetch(x []Input) { b.expected = x }

// Capacity is the most examples that Run takes.
func (b *Backprop) Capacity() int { return b.capacity }

// Examples is how many the last Run had.
func (b *Backprop) Examples() int { return len(b.x) }

// Run does the forward and the backward pass of each example: x[i] is its input
// and labels[i] its label. It keeps both until the next Run. It panics if there are
// more examples than NewBackprop made room for.
func (b *Backprop) Run(x []Input, labels []uint8) {
	if b.whole == nil {
		b.whole = b.Shares(1)[0]
	}
	b.Begin(x, labels)
	b.whole.Forward()
	b.whole.Backward(1)
}

// Begin takes the examples of a mini-batch, as Run, for shares to work on.
func (b *Backprop) Begin(x []Input, labels []uint8) {
	if len(x) > b.capacity || len(x) != len(labels) {
		panic("network: Backprop: wrong number of examples")
	}
	b.x, b.labels = x, labels
	b.later, b.expected = b.expected, nil
}

// Cost is the mean of C_x over the examples of the last Run, (8), with the parameters
// that it ran with, also after a Descend, and under dropout without the units that were
// off.
func (b *Backprop) Cost() float64 { return b.whole.Cost() }

// Descend subtracts step times the sum of the examples' gradients from the
// parameters, so that step = η/m gives (12). It uses the deltas up.
func (b *Backprop) Descend(step float32) { b.apply(b.net, -step) }

// AddGradient adds scale times the sum of the examples' gradients to g, which is
// a network of the same spec; scale = 1/m gives their mean, (11). It uses the
// deltas up.
func (b *Backprop) AddGradient(g *Network, scale float32) { b.apply(g, scale) }

// apply adds scale·∂C_x/∂w = scale·x·d (BP4) and scale·∂C_x/∂b = scale·d (BP3)
// of every example to the parameters of g.
func (b *Backprop) apply(g *Network, scale float32) {
	b.whole.scale(scale)
	b.whole.addTo(g.layers)
}
