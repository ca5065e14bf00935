package network

import (
	"slices"

	"digitpad/network/internal/kernel"
)

// Network is a fully connected feed-forward network.
type Network struct {
	spec   Spec
	params []float32
	layers []Layer // views of params
}

// Layer is one layer of units with the weights that lead to it. Its slices are
// views: writing to them changes the network.
type Layer struct {
	In, Out int
	Stride  int       // columns of a row of W: Out rounded up to a multiple of eight
	W       []float32 // In rows; the weight from input p to unit k is W[p*Stride+k]
	B       []float32 // Stride elements, of which Out count
}

// stride is the padded width of a row of so many units.
func stride(units int) int { return kernel.Pad(units) }

// New makes a network whose parameters are all zero; see Initialize. It panics
// if the spec is not valid.
func New(spec Spec) *Network {
	if err := spec.Validate(); err != nil {
		panic("network: " + err.Error())
	}
	spec.Sizes = slices.Clone(spec.Sizes)
	total := 0
	for l := 1; l < len(spec.Sizes); l++ {
		total += (spec.Sizes[l-1] + 1) * stride(spec.Sizes[l])
	}
	return assemble(spec, make([]float32, total))
}

// assemble lays the layers of spec over params.
func assemble(spec Spec, params []float32) *Network {
	n := &Network{spec: spec, params: params}
	for l := 1; l < len(spec.Sizes); l++ {
		in, out := spec.Sizes[l-1], spec.Sizes[l]
		cols := stride(out)
		n.layers = append(n.layers, Layer{
			In: in, Out: out, Stride: cols,
			W: params[: in*cols : in*cols],
			B: params[in*cols:][:cols:cols],
		})
		params = params[(in+1)*cols:]
	}
	return n
}

// Spec says what the network is. The caller must not change its Sizes.
func (n *Network) Spec() Spec { return n.spec }

// Layers are the hidden layers and the output layer, in this order.
func (n *Network) Layers() []Layer { return n.layers }

// Parameters is every weight and bias, padding included, in the order that the
// package comment gives. It is the memory of the network itself.
func (n *Network) Parameters() []float32 { return n.params }

// Clone is a copy that shares no parameters.
func (n *Network) Clone() *Network { return assemble(n.spec, slices.Clone(n.params)) }

// WithParameters is a network of the same spec over params, which it keeps. It
// panics if the length is not that of Parameters.
func (n *Network) WithParameters(params []float32) *Network {
	if len(params) != len(n.params) {
		panic("network: WithParameters: wrong number of parameters")
	}
	return assemble(n.spec, params)
}

// Ablate is a copy of the network in which unit k of hidden layer l is switched
// off: it adds nothing to any weighted sum. It panics if l is not a hidden layer.
func (n *Network) Ablate(l, k int) *Network {
	if l < 0 || l >= len(n.layers)-1 || k < 0 || k >= n.layers[l].Out {
		panic("network: Ablate: no such hidden unit")
	}
	c := n.Clone()
	next := c.layers[l+1]
	clear(next.W[k*next.Stride:][:next.Stride])
	return c
}
