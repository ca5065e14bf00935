package network

import "digitpad/network/internal/kernel"

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
	a, d     [][]float32 // activations and deltas of each layer, one row per example
	ink      inked

	dropout     Dropout
	kept, whole [][]float32 // under dropout: the factors of the activations, and these before
}

// NewBackprop makes the working memory for mini-batches of up to m examples.
func (n *Network) NewBackprop(m int) *Backprop {
	labels := n.spec.Encoding.Labels()
	b := &Backprop{net: n, targets: make([][]float32, labels), capacity: m, a: n.slabs(m), d: n.slabs(m)}
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
	b.Begin(x, labels)
	b.ink.take(x, b.net.layers[0].In)
	b.net.firstLayer(b.a[0], b.net.layers[0], &b.ink, b.later)
	b.otherLayers(b.net.layers, 0, len(x))
	b.backward(b.net.layers, 0, len(x))
}

// Begin takes the examples of a mini-batch, as Run, for shares to work on.
func (b *Backprop) Begin(x []Input, labels []uint8) {
	if len(x) > b.capacity || len(x) != len(labels) {
		panic("network: Backprop: wrong number of examples")
	}
	b.x, b.labels = x, labels
	b.later, b.expected = b.expected, nil
}

// otherLayers is the forward pass of all layers but the first, for the examples from:to.
func (b *Backprop) otherLayers(layers []Layer, from, to int) {
	if len(layers) == 1 {
		b.net.onlyLayer(b.a, from, to)
	}
	for l := 1; l < len(layers); l++ {
		b.drop(l-1, from, to)
		b.net.layer(l, b.a, layers, from, to)
	}
}

// backward fills d, the deltas of each layer, from the activations, for the examples
// from:to. Of layers, the first is not used.
func (b *Backprop) backward(layers []Layer, from, to int) {
	rows := func(v [][]float32, l int) []float32 {
		columns := b.net.layers[l].Stride
		return v[l][from*columns : to*columns]
	}

	// d = ∂C/∂a · f'(z) at the outputs (BP1)
	last := len(layers) - 1
	outputDelta(b.net.spec.Cost, b.net.spec.Output,
		rows(b.d, last), rows(b.a, last), b.targets, b.labels[from:to], b.net.layers[last].Out)

	// d[l−1] = (w[l]·d[l]) · f'(z[l−1]) (BP2)
	a := b.a
	if b.dropout.Rate != 0 {
		a = b.whole
	}
	for l := last; l > 0; l-- {
		kernel.Backward(rows(b.d, l-1), layers[l].W, rows(b.d, l), layers[l].In, to-from)
		b.dropDeltas(l-1, from, to)
		b.net.spec.Hidden.Backward(rows(b.d, l-1), rows(a, l-1), layers[l].In)
	}
}

// Cost is the mean of C_x over the examples of the last Run, (8), with the parameters
// that it ran with, also after a Descend, and under dropout without the units that were
// off.
func (b *Backprop) Cost() float64 {
	last := len(b.net.layers) - 1
	layer, sum := b.net.layers[last], 0.0
	for i, label := range b.labels {
		sum += b.net.spec.Cost.Of(b.a[last][i*layer.Stride:][:layer.Out], b.targets[label])
	}
	return sum / float64(max(len(b.labels), 1))
}

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
	b.scale(scale, 0, len(b.x))
	whole := Share{b: b, part: Part{0, 1}, to: b.net.layers[0].Stride, ink: &b.ink}
	whole.addTo(g.layers)
}

// scale multiplies the deltas of the examples from:to.
func (b *Backprop) scale(s float32, from, to int) {
	for l, layer := range b.net.layers {
		kernel.Scale(b.d[l][from*layer.Stride:to*layer.Stride], s)
	}
}
