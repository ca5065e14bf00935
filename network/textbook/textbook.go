// Package textbook is the post's network and its gradient descent, written down as
// the post writes them: float64, matrices, and a function of a few lines for each
// equation, which carries its number. It is for reading, for checking package
// network against, and for showing beside the equations; package network does the
// same some hundred times faster.
//
// The letters are those of network/doc.go: w has a row for each input and a column for
// each unit, so z = wᵀ·a + b. Vectors of different lengths panic, as gonum/mat does.
package textbook

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// Vector is v, the weights and biases of a network, or something with one number
// for each of them: a gradient ∇C, or a step Δv.
type Vector struct {
	W []*mat.Dense    // of each layer, inputs × units
	B []*mat.VecDense // of each layer, units
}

// Example is an input x and its target y.
type Example struct{ X, Y *mat.VecDense }

// Network is a fully connected feed-forward network.
type Network struct {
	V              Vector
	Hidden, Output Activation
	Cost           Cost

	// Kept is what dropout multiplies the activations of each hidden layer by: 0 or
	// 1/(1 − p) for each unit. It is nil for none.
	Kept []*mat.VecDense
}

// Forward computes z = wᵀ·a + b and a = f(z) layer by layer, (Z). The first a is x,
// and the first z is nil.
func (n *Network) Forward(x *mat.VecDense) (z, a []*mat.VecDense) {
	z, a = []*mat.VecDense{nil}, []*mat.VecDense{x}
	for l := range n.V.W {
		sum := new(mat.VecDense)
		sum.MulVec(n.V.W[l].T(), a[l])
		sum.AddVec(sum, n.V.B[l])
		z, a = append(z, sum), append(a, n.activation(l).Of(sum))
	}
	return z, a
}

// QuadraticCost is C = 1/2n · Σ ‖y − a‖² over n examples, (1).
func (n *Network) QuadraticCost(data []Example) float64 {
	sum := 0.0
	for _, e := range data {
		var difference mat.VecDense
		difference.SubVec(e.Y, n.Outputs(e.X))
		sum += mat.Dot(&difference, &difference)
	}
	return sum / float64(2*len(data))
}

// FirstOrder is the change ΔC ≈ ∇C · Δv that a small step Δv makes, (2).
func FirstOrder(gradient, step Vector) float64 { return gradient.Dot(step) }

// Step is Δv = −η∇C, (3).
func Step(gradient Vector, eta float64) Vector { return gradient.Scaled(-eta) }

// Descent is the change ΔC ≈ −η‖∇C‖² ≤ 0 that this step makes, (4).
func Descent(gradient Vector, eta float64) float64 {
	length := gradient.Norm()
	return -eta * length * length
}

// Move is v → v' = v − η∇C, (5).
func Move(v, gradient Vector, eta float64) Vector { return v.Plus(Step(gradient, eta)) }

// Bound is ‖∇C‖·ε, which no step of length ε can exceed in |∇C · Δv|, (6).
func Bound(gradient Vector, epsilon float64) float64 { return gradient.Norm() * epsilon }

// Steepest is Δv* = −ε∇C/‖∇C‖, the step of length ε that reaches the bound: it is
// −η∇C with η = ε/‖∇C‖, (6).
func Steepest(gradient Vector, epsilon float64) Vector {
	return Step(gradient, epsilon/gradient.Norm())
}

// Descend is w → w − η·∂C/∂w and b → b − η·∂C/∂b for every weight and bias, (7).
func (n *Network) Descend(gradient Vector, eta float64) {
	for l := range n.V.W {
		var step mat.Dense
		step.Scale(eta, gradient.W[l])
		n.V.W[l].Sub(n.V.W[l], &step)
		n.V.B[l].AddScaledVec(n.V.B[l], -eta, gradient.B[l])
	}
}

// MeanCost is C = 1/n · Σ C_x, the mean of the examples' costs, (8).
func (n *Network) MeanCost(data []Example) float64 {
	sum := 0.0
	for _, e := range data {
		sum += n.Cost.Of(n.Outputs(e.X), e.Y)
	}
	return sum / float64(len(data))
}

// Gradient is ∇C = 1/n · Σ ∇C_x, the mean of the examples' gradients, (10).
func (n *Network) Gradient(data []Example) Vector {
	mean := n.V.Scaled(0)
	for _, e := range data {
		mean.Add(1/float64(len(data)), n.Backpropagate(e))
	}
	return mean
}

// Estimate is 1/m · Σ ∇C_x ≈ ∇C over m examples drawn without replacement, (11).
func (n *Network) Estimate(data []Example, m int, random *rand.Rand) Vector {
	batch := make([]Example, m)
	for i, drawn := range random.Perm(len(data))[:m] {
		batch[i] = data[drawn]
	}
	return n.Gradient(batch)
}

// Iterate is one iteration: w → w − η/m · Σ ∂C_x/∂w, and b likewise, over the m
// examples of a mini-batch, (12).
func (n *Network) Iterate(batch []Example, eta float64) {
	n.Descend(n.Gradient(batch), eta)
}

// Train is stochastic gradient descent: in every epoch each example is used once, in
// mini-batches of m, in a new random order, (SGD).
func (n *Network) Train(data []Example, epochs, m int, eta float64, random *rand.Rand) {
	for range epochs {
		random.Shuffle(len(data), func(i, j int) { data[i], data[j] = data[j], data[i] })
		for from := 0; from < len(data); from += m {
			n.Iterate(data[from:min(from+m, len(data))], eta)
		}
	}
}

// Backpropagate is ∇C_x, the gradient of one example's cost. It finds δ = ∂C_x/∂z of
// the last layer (BP1), then of the layers before it (BP2); ∂C_x/∂b is δ (BP3), and
// ∂C_x/∂w is the a that the weight multiplies, times δ (BP4).
func (n *Network) Backpropagate(e Example) Vector {
	_, a := n.Forward(e.X)
	deltas := n.Deltas(a, e.Y)
	gradient := n.V.Scaled(0)
	for l, delta := range deltas {
		gradient.B[l].CopyVec(delta)        // BP3
		gradient.W[l].Outer(1, a[l], delta) // BP4
	}
	return gradient
}

// Deltas is δ = ∂C_x/∂z of every layer, from the activations a of Forward and the
// target y: (BP1) and (BP2).
func (n *Network) Deltas(a []*mat.VecDense, y *mat.VecDense) []*mat.VecDense {
	deltas := make([]*mat.VecDense, len(n.V.W))
	back := n.Cost.Gradient(a[len(a)-1], y) // ∂C_x/∂a
	for l := len(deltas) - 1; l >= 0; l-- {
		deltas[l] = new(mat.VecDense)
		deltas[l].MulVec(n.activation(l).Jacobian(a[l+1]).T(), back) // BP1, BP2
		back = new(mat.VecDense)
		back.MulVec(n.V.W[l], deltas[l])
	}
	return deltas
}

// Outputs is the output activations a for the input x.
func (n *Network) Outputs(x *mat.VecDense) *mat.VecDense {
	_, a := n.Forward(x)
	return a[len(a)-1]
}

// activation is f of layer l, with l = 0 the first after the input.
func (n *Network) activation(l int) Activation {
	switch {
	case l == len(n.V.W)-1:
		return n.Output
	case n.Kept != nil:
		return dropped(n.Hidden, n.Kept[l])
	}
	return n.Hidden
}
