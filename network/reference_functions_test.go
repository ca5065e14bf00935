package network

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// The twin's activations and costs, from their textbook formulas. A newcomer to
// a registry must appear here too.

func referenceActivation(f Activation, z *mat.VecDense) *mat.VecDense {
	a := mat.NewVecDense(z.Len(), nil)
	sum := 0.0
	for k := range z.Len() {
		sum += math.Exp(z.AtVec(k))
	}
	for k := range z.Len() {
		switch v := z.AtVec(k); f {
		case Sigmoid:
			a.SetVec(k, 1/(1+math.Exp(-v)))
		case Tanh:
			a.SetVec(k, math.Tanh(v))
		case ReLU:
			a.SetVec(k, math.Max(v, 0))
		case Softmax:
			a.SetVec(k, math.Exp(v)/sum)
		default:
			panic("the twin lacks the activation " + f.Name())
		}
	}
	return a
}

// referenceJacobian is ∂a/∂z: one row per a.
func referenceJacobian(f Activation, z *mat.VecDense) *mat.Dense {
	n := z.Len()
	a := referenceActivation(f, z)
	j := mat.NewDense(n, n, nil)
	for k := range n {
		v := a.AtVec(k)
		switch f {
		case Sigmoid:
			j.Set(k, k, v*(1-v))
		case Tanh:
			j.Set(k, k, 1-v*v)
		case ReLU:
			if v > 0 {
				j.Set(k, k, 1)
			}
		case Softmax:
			for i := range n {
				j.Set(k, i, -v*a.AtVec(i))
			}
			j.Set(k, k, v*(1-v))
		}
	}
	return j
}

func referenceCost(c Cost, a, y *mat.VecDense) float64 {
	sum := 0.0
	for k := range a.Len() {
		ak, yk := a.AtVec(k), y.AtVec(k)
		switch c {
		case Quadratic:
			sum += (yk - ak) * (yk - ak) / 2
		case CrossEntropy:
			sum += -yk*math.Log(ak) - (1-yk)*math.Log(1-ak)
			if yk > 0 && yk < 1 {
				sum += yk*math.Log(yk) + (1-yk)*math.Log(1-yk)
			}
		case LogLikelihood:
			sum += -yk * math.Log(ak)
		default:
			panic("the twin lacks the cost " + c.Name())
		}
	}
	return sum
}

func referenceCostGradient(c Cost, a, y *mat.VecDense) *mat.VecDense {
	d := mat.NewVecDense(a.Len(), nil)
	for k := range a.Len() {
		ak, yk := a.AtVec(k), y.AtVec(k)
		switch c {
		case Quadratic:
			d.SetVec(k, ak-yk)
		case CrossEntropy:
			d.SetVec(k, (ak-yk)/(ak*(1-ak)))
		case LogLikelihood:
			d.SetVec(k, -yk/ak)
		}
	}
	return d
}
