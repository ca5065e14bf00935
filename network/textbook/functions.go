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
	powers, sum := each(z, math.Exp), 0.0
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
			return outputwise(a, y, func(a, y float64) float64 { return -y / a })
		},
	},
}

// relativeEntropy is y·ln(y/a), and 0 where y is 0.
func relativeEntropy(y, a float64) float64 {
	if y == 0 {
		return 0
	}
	return y * math.Log(y/a)
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
