package kernel

import (
	"fmt"
	"math"
)

// Sigmoid sets a[k] = 1 / (1 + Exp(-z[k])). a and z may be the same vector. Their
// length is a multiple of Lanes.
func Sigmoid(a, z []float32) {
	checkSame(len(a), len(z))
	if len(a) == 0 {
		return
	}
	if useAVX2 {
		sigmoidAVX2(&a[0], &z[0], len(a))
		return
	}
	sigmoid(a, z)
}

// SigmoidPrime multiplies d by σ'(z) = a(1−a), where a = σ(z). The length of d
// and a is a multiple of Lanes.
//
//	for k := range d {
//		d[k] *= a[k] * (1 - a[k])
//	}
func SigmoidPrime(d, a []float32) {
	checkSame(len(d), len(a))
	if len(d) == 0 {
		return
	}
	if useAVX2 {
		sigmoidPrimeAVX2(&d[0], &a[0], len(d))
		return
	}
	sigmoidPrime(d, a)
}

func checkSame(m, n int) {
	checkStride(m)
	if m != n {
		panic(fmt.Sprintf("kernel: vectors of %d and %d values", m, n))
	}
}

// Exp is eᵛ to within 2 units in the last place, by additions, multiplications
// and shifts alone, so that it gives the same bits everywhere. Below −87 and
// above 88 it stays at the value there: about 10⁻³⁸ and 10³⁸, never 0 or ∞.
// Exp of NaN is NaN.
func Exp(v float32) float32 {
	const (
		log2e = 1.44269504
		ln2Hi = 0.693359375    // few bits, so that n*ln2Hi is exact
		ln2Lo = -2.12194440e-4 // ln 2 − ln2Hi
		round = 3 << 22        // adding and subtracting it rounds to an integer
	)
	if v < -87 {
		v = -87
	}
	if v > 88 {
		v = 88
	}
	// eᵛ = 2ⁿ·eʳ with |r| ≤ ln 2 / 2
	shifted := float32(v*log2e) + round
	n := shifted - round
	r := v - float32(n*ln2Hi)
	r -= float32(n * ln2Lo)

	// eʳ by a polynomial of degree 6 (Cephes, expf)
	p := float32(1.9875691500e-4)
	p = float32(p*r) + 1.3981999507e-3
	p = float32(p*r) + 8.3334519073e-3
	p = float32(p*r) + 4.1665795894e-2
	p = float32(p*r) + 1.6666665459e-1
	p = float32(p*r) + 5.0000001201e-1
	p = float32(p*float32(r*r)) + r
	p++

	// the low bits of shifted are n
	return p * math.Float32frombits(math.Float32bits(shifted)<<23+0x3f800000)
}
