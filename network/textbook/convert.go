package textbook

import (
	"gonum.org/v1/gonum/mat"

	"digitpad/network"
)

// New copies a network. It panics if the textbook lacks its activation or its cost.
func New(n *network.Network) *Network {
	spec := n.Spec()
	c := &Network{
		Hidden: lookup(activations, spec.Hidden.Name()),
		Output: lookup(activations, spec.Output.Name()),
		Cost:   lookup(costs, spec.Cost.Name()),
	}
	c.V = VectorOf(n)
	return c
}

// VectorOf is the parameters of a network, or a gradient in the form of one, as a
// Vector.
func VectorOf(n *network.Network) Vector {
	var v Vector
	for _, layer := range n.Layers() {
		w, b := mat.NewDense(layer.In, layer.Out, nil), mat.NewVecDense(layer.Out, nil)
		for k := range layer.Out {
			for p := range layer.In {
				w.Set(p, k, float64(layer.W[p*layer.Stride+k]))
			}
			b.SetVec(k, float64(layer.B[k]))
		}
		v.W, v.B = append(v.W, w), append(v.B, b)
	}
	return v
}

// CopyTo rounds v to the parameters of a network of the same sizes.
func (v Vector) CopyTo(n *network.Network) {
	for l, layer := range n.Layers() {
		for p := range layer.In {
			for k, w := range v.W[l].RawRowView(p) {
				layer.W[p*layer.Stride+k] = float32(w)
			}
		}
		for k := range layer.Out {
			layer.B[k] = float32(v.B[l].AtVec(k))
		}
	}
}

// NewExample is an image and its label as x and y for networks of the spec.
func NewExample(spec network.Spec, input network.Input, label int) Example {
	return Example{NewInput(spec, input), NewTarget(spec, label)}
}

// NewInput is x, with ink/255 for each pixel.
func NewInput(spec network.Spec, input network.Input) *mat.VecDense {
	x := mat.NewVecDense(spec.Sizes[0], nil)
	for pixel, ink := range input.Pixels() {
		x.SetVec(pixel, float64(ink)/255)
	}
	return x
}

// NewTarget is y of a label.
func NewTarget(spec network.Spec, label int) *mat.VecDense {
	target := make([]float32, spec.Encoding.Outputs())
	spec.Encoding.Target(target, label)
	y := mat.NewVecDense(len(target), nil)
	for k, v := range target {
		y.SetVec(k, float64(v))
	}
	return y
}

// lookup finds the choice called name.
func lookup[T any](choices map[string]T, name string) T {
	choice, ok := choices[name]
	if !ok {
		panic("textbook: there is no formula for " + name)
	}
	return choice
}
