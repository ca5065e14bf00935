package textbook

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Dot is the inner product v · u.
func (v Vector) Dot(u Vector) float64 {
	sum := 0.0
	for l := range v.W {
		var products mat.Dense
		products.MulElem(v.W[l], u.W[l])
		sum += mat.Sum(&products) + mat.Dot(v.B[l], u.B[l])
	}
	return sum
}

// Norm is the length ‖v‖.
func (v Vector) Norm() float64 { return math.Sqrt(v.Dot(v)) }

// Scaled is s·v, a vector of its own.
func (v Vector) Scaled(s float64) Vector {
	u := Vector{make([]*mat.Dense, len(v.W)), make([]*mat.VecDense, len(v.B))}
	for l := range v.W {
		u.W[l], u.B[l] = new(mat.Dense), new(mat.VecDense)
		u.W[l].Scale(s, v.W[l])
		u.B[l].ScaleVec(s, v.B[l])
	}
	return u
}

// Plus is v + u, a vector of its own.
func (v Vector) Plus(u Vector) Vector {
	sum := v.Scaled(1)
	sum.Add(1, u)
	return sum
}

// Add changes v to v + s·u.
func (v Vector) Add(s float64, u Vector) {
	for l := range v.W {
		to, from := v.W[l].RawMatrix().Data, u.W[l].RawMatrix().Data
		for i := range to {
			to[i] += s * from[i]
		}
		v.B[l].AddScaledVec(v.B[l], s, u.B[l])
	}
}
