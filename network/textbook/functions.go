package textbook

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Activation is f in a = f(z), and its derivative.
type Activation struct {
	Of       func(z *mat.VecDense) *mat.VecDense
	Jacobian func(a *mat.VecDense) *mat.Dense // ∂a/∂z as a function of a: a row for each a
}

// Cost is C_x for the output activations a and the target y, and its gradient.
type Cost struct {
	Of       func(a, y *mat.VecDense) float64
	Gradient func(a, y *mat.VecDense) *mat.VecDense // ∂C_x/∂a
}

// quadratic is C_x = ‖y − a‖²/2, (9).
func quadratic(a, y *mat.VecDense) float64 {
	var difference mat.VecDense
	difference.SubVec(y, a)
	return mat.Dot(&difference, &difference) / 2
}

// sigmoid is σ(z) = 1/(1 + e⁻ᶻ), (Sigmoid).
func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// softmax is e^z[k] / Σ e^z[j], (Softmax).
func softmax(z *mat.VecDense) *mat.VecDense {
	largest, sum := mat.Max(z), 0.0 // e^z overflows; divided by e^largest, the shares are the same
	powers := each(z, func(z float64) float64 { return math.Exp(z - largest) })
	for k := range powers.Len() {
		sum += powers.AtVec(k)
	}
	return each(powers, func(power float64) float64 { return power / sum })
}

// softmaxJacobian is ∂a[k]/∂z[j] = a[k]·([k=j] − a[j]).
func softmaxJacobian(a *mat.VecDense) *mat.Dense {
	var jacobian mat.Dense
	jacobian.Outer(-1, a, a)
	jacobian.Add(&jacobian, mat.NewDiagDense(a.Len(), a.RawVector().Data))
	return &jacobian
}

// The activations, by the names in network.Activations.
var activations = map[string]Activation{
	"sigmoid": unitwise(sigmoid, func(a float64) float64 { return a * (1 - a) }),
	"tanh":    unitwise(math.Tanh, func(a float64) float64 { return 1 - a*a }),
	"relu":    unitwise(func(z float64) float64 { return max(z, 0) }, step),
	"softmax": {softmax, softmaxJacobian},
}

// The costs, by the names in network.Costs.
var costs = map[string]Cost{
	"quadratic": {quadratic, func(a, y *mat.VecDense) *mat.VecDense {
		return outputwise(a, y, func(a, y float64) float64 { return a - y })
	}},
	"cross-entropy": {
		func(a, y *mat.VecDense) float64 {
			return mat.Sum(outputwise(a, y, func(a, y float64) float64 {
				return relativeEntropy(y, a) + relativeEntropy(1-y, 1-a)
			}))
		},
		func(a, y *mat.VecDense) *mat.VecDense {
			return outputwise(a, y, func(a, y float64) float64 { return (a - y) / (a * (1 - a)) })
		},
	},
	"log-likelihood": {
		func(a, y *mat.VecDense) float64 {
			return mat.Sum(outputwise(a, y, func(a, y float64) float64 { return relativeEntropy(y, a) }))
		},
		func(a, y *mat.VecDense) *mat.VecDense {
			return outputwise(a, y, func(a, y float64) float64 { return -y / max(a, least) })
		},
	},
}

// least is in the place of an activation that is 0 to the last digit, whose logarithm
// there is not.
const least = math.SmallestNonzeroFloat32

// relativeEntropy is y·ln(y/a), and 0 where y is 0.
func relativeEntropy(y, a float64) float64 {
	if y == 0 {
		return 0
	}
	return y * math.Log(y/max(a, least))
}

// step is the derivative of max(z, 0) by its value.
func step(a float64) float64 {
	if a > 0 {
		return 1
	}
	return 0
}

// unitwise is an activation in which every a depends on its own z alone.
func unitwise(f, derivative func(float64) float64) Activation {
	return Activation{
		func(z *mat.VecDense) *mat.VecDense { return each(z, f) },
		func(a *mat.VecDense) *mat.Dense {
			jacobian := mat.NewDense(a.Len(), a.Len(), nil)
			for k := range a.Len() {
				jacobian.Set(k, k, derivative(a.AtVec(k)))
			}
			return jacobian
		},
	}
}

// dropped is an activation f under dropout: every a is multiplied by 0 or 1/(1 − p)
// (Srivastava et al. 2014, section 4, with the factor of section 10).
func dropped(f Activation, kept *mat.VecDense) Activation {
	return Activation{
		func(z *mat.VecDense) *mat.VecDense {
			return outputwise(f.Of(z), kept, func(a, kept float64) float64 { return a * kept })
		},
		func(a *mat.VecDense) *mat.Dense {
			whole := outputwise(a, kept, func(a, kept float64) float64 { return a / max(kept, 1) })
			var jacobian mat.Dense
			jacobian.Mul(mat.NewDiagDense(kept.Len(), kept.RawVector().Data), f.Jacobian(whole))
			return &jacobian
		},
	}
}

// The penalties on the weights, by the names in optim.Penalties, with their derivatives:
// λ/n times their sum over all weights, not biases, is added to the cost (Nielsen,
// chapter 3).
var penalties = map[string]struct{ of, derivative func(w float64) float64 }{
	"l2": {func(w float64) float64 { return w * w / 2 }, func(w float64) float64 { return w }},
	"l1": {math.Abs, func(w float64) float64 { return step(w) - step(-w) }},
}

// Penalty is λ/n times the sum of a penalty over the weights.
func (n *Network) Penalty(name string, lambdaOverN float64) float64 {
	sum, penalty := 0.0, lookup(penalties, name)
	for _, w := range n.V.W {
		for _, w := range w.RawMatrix().Data {
			sum += penalty.of(w)
		}
	}
	return lambdaOverN * sum
}

// PenaltyGradient is the gradient of Penalty, which is 0 for the biases.
func (n *Network) PenaltyGradient(name string, lambdaOverN float64) Vector {
	gradient, penalty := n.V.Scaled(0), lookup(penalties, name)
	for l, w := range n.V.W {
		gradient.W[l].Apply(func(_, _ int, w float64) float64 { return lambdaOverN * penalty.derivative(w) }, w)
	}
	return gradient
}

// each is f of every element.
func each(v *mat.VecDense, f func(float64) float64) *mat.VecDense {
	return outputwise(v, v, func(x, _ float64) float64 { return f(x) })
}

// outputwise is f of every pair of elements.
func outputwise(a, y *mat.VecDense, f func(a, y float64) float64) *mat.VecDense {
	result := mat.NewVecDense(a.Len(), nil)
	for k := range a.Len() {
		result.SetVec(k, f(a.AtVec(k), y.AtVec(k)))
	}
	return result
}
