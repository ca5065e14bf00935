package textbook

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Trace is one iteration with one example, with everything that is computed on the
// way. Index l counts layers from 0, the first after the input.
type Trace struct {
	Example  Example
	Eta      float64
	Before   Vector          // w and b before the iteration
	Z, A     []*mat.VecDense // of each layer
	Cost     float64         // C_x
	Deltas   []*mat.VecDense // δ = ∂C_x/∂z of each layer
	Gradient Vector          // ∂C_x/∂w and ∂C_x/∂b
	After    Vector          // w − η·∂C_x/∂w and b − η·∂C_x/∂b

	CostAfter float64 // C_x with the parameters After
	Expected  float64 // the change of C_x to first order, −η‖∇C_x‖²
}

// Trace does an iteration with one example, m = 1, on a copy of the network.
func (n *Network) Trace(e Example, eta float64) *Trace {
	z, a := n.Forward(e.X)
	gradient := n.Backpropagate(e)
	after := *n
	after.V = Move(n.V, gradient, eta)
	return &Trace{
		Example: e, Eta: eta,
		Before: n.V.Scaled(1),
		Z:      z[1:], A: a[1:],
		Cost:     n.Cost.Of(a[len(a)-1], e.Y),
		Deltas:   n.Deltas(a, e.Y),
		Gradient: gradient,
		After:    after.V,

		CostAfter: after.Cost.Of(after.Outputs(e.X), e.Y),
		Expected:  Descent(gradient, eta),
	}
}

// Share is one output of softmax, step by step.
type Share struct {
	Z     float64 // the weighted sum
	Power float64 // e^z
	Sum   float64 // of the powers of all outputs
	A     float64 // Power/Sum
}

// Shares computes softmax of z step by step.
func Shares(z *mat.VecDense) []Share {
	shares := make([]Share, z.Len())
	a, sum := softmax(z), 0.0
	for k := range shares {
		shares[k] = Share{Z: z.AtVec(k), Power: math.Exp(z.AtVec(k)), A: a.AtVec(k)}
		sum += shares[k].Power
	}
	for k := range shares {
		shares[k].Sum = sum
	}
	return shares
}

// BatchTrace is one iteration with a mini-batch: the gradients of its examples and
// their mean.
type BatchTrace struct {
	Gradients []Vector // ∇C_x of each example
	Mean      Vector   // 1/m · Σ ∇C_x
	After     Vector   // v − η·Mean
}

// TraceBatch does an iteration with a mini-batch on a copy of the network.
func (n *Network) TraceBatch(batch []Example, eta float64) *BatchTrace {
	t := &BatchTrace{Mean: n.Gradient(batch)}
	for _, e := range batch {
		t.Gradients = append(t.Gradients, n.Backpropagate(e))
	}
	t.After = Move(n.V, t.Mean, eta)
	return t
}

// Cosine is cos θ of the angle between v and u, in [−1,1]; NaN if one has no length.
func (v Vector) Cosine(u Vector) float64 { return v.Dot(u) / (v.Norm() * u.Norm()) }

// CentralDifference is (C_x(w+h) − C_x(w−h))/2h for the weight from p to unit k of
// layer l: ∂C_x/∂w without any backpropagation, to some eight digits.
func (n *Network) CentralDifference(e Example, l, p, k int) float64 {
	const h = 1e-5
	moved := *n
	moved.V = n.V.Scaled(1)
	costAt := func(w float64) float64 {
		moved.V.W[l].Set(p, k, w)
		return moved.MeanCost([]Example{e})
	}
	w := n.V.W[l].At(p, k)
	return (costAt(w+h) - costAt(w-h)) / (2 * h)
}
