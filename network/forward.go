package network

import "digitpad/network/internal/kernel"

// Pass is the working memory of a forward pass: the activations of every layer
// for one example. It serves any network of the same sizes.
type Pass struct {
	a [][]float32 // padded
	n []int       // how many count
	x [1]Input
	k inked
}

// NewPass makes the working memory for Forward.
func (n *Network) NewPass() *Pass {
	p := &Pass{a: n.slabs(1)}
	for _, layer := range n.layers {
		p.n = append(p.n, layer.Out)
	}
	return p
}

// slabs makes room for the activations of m examples: for each layer, m rows of
// Stride columns.
func (n *Network) slabs(m int) [][]float32 {
	var slabs [][]float32
	for _, layer := range n.layers {
		slabs = append(slabs, make([]float32, m*layer.Stride))
	}
	return slabs
}

// Activations are those of layer l after Forward, with l = 0 the first hidden
// layer.
func (p *Pass) Activations(l int) []float32 { return p.a[l][:p.n[l]] }

// Forward computes the output activations for x. The result is valid until the
// next Forward with the same Pass. It panics if x has a pixel that the network
// has no input for.
func (n *Network) Forward(p *Pass, x Input) []float32 {
	p.x[0] = x
	p.k.take(p.x[:], n.layers[0].In)
	n.firstLayer(p.a[0], n.layers[0], &p.k, nil)
	n.otherLayers(p.a, n.layers, 0, 1)
	last := len(p.a) - 1
	return p.a[last][:p.n[last]]
}

// firstLayer fills a, the activations of the layer, which is the first or some of
// its units. Later are inputs that are needed soon.
func (n *Network) firstLayer(a []float32, layer Layer, k *inked, later []Input) {
	// z = b + Σ x·w
	z := a[:len(k.x)*layer.Stride]
	kernel.Repeat(z, layer.B)
	kernel.AccumulateInk(z, layer.W, k.x, later, &k.lists)
	// a = f(z); that of outputs may need all of them, so otherLayers does it
	if len(n.layers) > 1 {
		n.spec.Hidden.Apply(z, layer.Out)
	}
}

// otherLayers fills the activations of all layers but the first for the examples
// from:to.
func (n *Network) otherLayers(a [][]float32, layers []Layer, from, to int) {
	if len(layers) == 1 {
		n.onlyLayer(a, from, to)
	}
	for l := 1; l < len(layers); l++ {
		n.layer(l, a, layers, from, to)
	}
}

// layer fills the activations of layer l, which is not the first.
func (n *Network) layer(l int, a [][]float32, layers []Layer, from, to int) {
	// z = b + Σ a·w
	layer, below := layers[l], stride(layers[l].In)
	z := a[l][from*layer.Stride : to*layer.Stride]
	kernel.Repeat(z, layer.B)
	kernel.Accumulate(z, layer.W, a[l-1][from*below:to*below], layer.In, to-from)
	// a = f(z)
	n.activation(l).Apply(z, layer.Out)
}

// onlyLayer applies the activation of the outputs where there is no hidden layer.
func (n *Network) onlyLayer(a [][]float32, from, to int) {
	out := n.layers[0]
	n.spec.Output.Apply(a[0][from*out.Stride:to*out.Stride], out.Out)
}

// Predict is the label that the network reads in x.
func (n *Network) Predict(p *Pass, x Input) int {
	return n.spec.Encoding.Decode(n.Forward(p, x))
}

// activation is f of layer l.
func (n *Network) activation(l int) Activation {
	if l == len(n.layers)-1 {
		return n.spec.Output
	}
	return n.spec.Hidden
}
