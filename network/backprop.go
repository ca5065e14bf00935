package network

import "digitpad/network/internal/kernel"

// Backprop computes the gradient of the cost over a mini-batch, (10) and BP1 to
// BP4, in two stages: Run finds the deltas of every example with the parameters
// as they are; then Descend or AddGradient turns them into an update or into a
// gradient. Since most inputs of an image are blank, and the gradient of a blank
// pixel's weights is zero, an update touches a fraction of the weights.
type Backprop struct {
	net     *Network
	targets [Labels][]float32 // y by label
	x       []Input           // of the last Run
	a, d    [][][]float32     // by example and layer: activations and deltas, padded
	scaled  []float32         // a delta times the step
}

// NewBackprop makes the working memory for mini-batches of up to m examples.
func (n *Network) NewBackprop(m int) *Backprop {
	b := &Backprop{net: n}
	y := make([]float32, Labels*n.spec.Encoding.Outputs())
	for label := range b.targets {
		b.targets[label], y = y[:n.spec.Encoding.Outputs()], y[n.spec.Encoding.Outputs():]
		n.spec.Encoding.Target(b.targets[label], label)
	}
	widest := 0
	for _, layer := range n.layers {
		widest = max(widest, layer.Stride)
	}
	b.scaled = make([]float32, widest)
	for range m {
		b.a = append(b.a, n.NewPass().a)
		b.d = append(b.d, n.NewPass().a)
	}
	return b
}

// Run does the forward and the backward pass of each example: x[i] is its input
// and labels[i] its label. It keeps x until the next Run. It panics if there are
// more examples than NewBackprop made room for.
func (b *Backprop) Run(x []Input, labels []uint8) {
	if len(x) > len(b.a) || len(x) != len(labels) {
		panic("network: Backprop.Run: wrong number of examples")
	}
	b.x = x
	for i := range x {
		b.net.checkInput(x[i])
		b.net.forward(b.a[i], x[i])
		b.net.backward(b.d[i], b.a[i], b.targets[labels[i]])
	}
}

// backward fills d, the padded deltas of each layer, from the activations a.
func (n *Network) backward(d, a [][]float32, y []float32) {
	// d = ∂C/∂a · f'(z) at the outputs (BP1)
	last := len(n.layers) - 1
	outputDelta(n.spec.Cost, n.spec.Output, d[last], a[last], y, n.layers[last].Out)

	// d[l−1] = (w[l]·d[l]) · f'(z[l−1]) (BP2)
	for l := last; l > 0; l-- {
		kernel.Backward(d[l-1][:n.layers[l].In], n.layers[l].W, d[l])
		n.activation(l-1).Backward(d[l-1], a[l-1], n.layers[l].In)
	}
}

// Descend subtracts step times the sum of the examples' gradients from the
// parameters, so that step = η/m gives (12).
func (b *Backprop) Descend(step float32) { b.apply(b.net, -step) }

// AddGradient adds scale times the sum of the examples' gradients to g, which is
// a network of the same spec; scale = 1/m gives their mean, (11).
func (b *Backprop) AddGradient(g *Network, scale float32) { b.apply(g, scale) }

// apply adds scale·∂C_x/∂w = scale·x·d (BP4) and scale·∂C_x/∂b = scale·d (BP3)
// of every example to the parameters of g.
func (b *Backprop) apply(g *Network, scale float32) {
	for i, x := range b.x {
		for l, layer := range g.layers {
			d := b.scaled[:layer.Stride]
			for k, v := range b.d[i][l] {
				d[k] = scale * v
			}
			for k, v := range d {
				layer.B[k] += v
			}
			if l == 0 {
				kernel.UpdateInk(layer.W, x, d)
			} else {
				kernel.Update(layer.W, b.a[i][l-1][:layer.In], d)
			}
		}
	}
}
