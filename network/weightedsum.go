package network

import (
	"cmp"
	"slices"
)

// WeightedSum is what one unit computes, written out: z = Σ w·x + b and a = f(z).
type WeightedSum struct {
	Terms []Term // of the inputs that are not 0, the largest product first
	Bias  float32
	Z     float32
	A     float32
}

// Term is one product of a weighted sum.
type Term struct {
	From   int // the pixel, or the unit of the layer before
	Weight float32
	Input  float32 // its ink in [0,1], or the activation of that unit
}

// Product is w·x.
func (t Term) Product() float32 { return t.Weight * t.Input }

// WeightedSum writes out unit k of layer l, with l = 0 the first hidden layer, for the
// example of the last Forward with p.
func (n *Network) WeightedSum(p *Pass, l, k int) WeightedSum {
	layer := n.layers[l]
	s := WeightedSum{Bias: layer.B[k], A: p.Activations(l)[k]}
	add := func(from int, x float32) {
		if x != 0 {
			s.Terms = append(s.Terms, Term{from, layer.W[from*layer.Stride+k], x})
		}
	}
	if l == 0 {
		for pixel, ink := range p.x[0].Pixels() {
			add(pixel, float32(ink)/255)
		}
	} else {
		for from, x := range p.Activations(l - 1) {
			add(from, x)
		}
	}
	z := float64(s.Bias)
	for _, t := range s.Terms {
		z += float64(t.Product())
	}
	s.Z = float32(z)
	slices.SortStableFunc(s.Terms, func(a, b Term) int {
		return cmp.Compare(max(b.Product(), -b.Product()), max(a.Product(), -a.Product()))
	})
	return s
}
