package network

import "digitpad/network/internal/kernel"

// Pass is the working memory of a forward pass: the activations of every layer
// for one example. It serves any network of the same sizes.
type Pass struct {
	a    [][]float32 // padded
	n    []int       // how many count
	x    [1]Input
	k    inked
	sums pairwise
}

// NewPass makes the working memory for Forward.
func (n *Network) NewPass() *Pass {
	p := new(Pass)
	for _, layer := range n.layers {
		p.a = append(p.a, make([]float32, layer.Stride))
		p.n = append(p.n, layer.Out)
		p.sums.room = max(p.sums.room, layer.Stride)
	}
	return p
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
	if len(n.layers) == 1 {
		n.onlyLayer(p.a[0], 1)
	}
	for l := 1; l < len(n.layers); l++ {
		n.layer(l, p.a[l], p.a[l-1], n.layers[l], 1, &p.sums)
	}
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
	// a = f(z); that of outputs may need all of them, so onlyLayer does it
	if len(n.layers) > 1 {
		n.spec.Hidden.Apply(z, layer.Out)
	}
}

// layer fills a, the activations of layer l, which is not the first, for m examples, from
// those of the layer below.
func (n *Network) layer(l int, a, below []float32, layer Layer, m int, sums *pairwise) {
	z := a[:m*layer.Stride]
	if many(layer.In) {
		sums.add(layer, below, layer.In, 0, blocks, m)
		n.layerOf(l, z, layer, sums)
		return
	}
	// z = b + Σ a·w
	kernel.Repeat(z, layer.B)
	kernel.Accumulate(z, layer.W, below, stride(layer.In), layer.In, m)
	// a = f(z)
	n.activation(l).Apply(z, layer.Out)
}

// layerOf fills z, the activations of a layer whose inputs have been added up.
func (n *Network) layerOf(l int, z []float32, layer Layer, sums *pairwise) {
	kernel.Repeat(z, layer.B)
	kernel.AddRows(z, sums.total(len(z)))
	n.activation(l).Apply(z, layer.Out)
}

// onlyLayer applies the activation of the outputs where there is no hidden layer.
func (n *Network) onlyLayer(a []float32, m int) {
	out := n.layers[0]
	n.spec.Output.Apply(a[:m*out.Stride], out.Out)
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
