package kernel

import (
	"fmt"
	"math"
)

// Repeat sets each row of z to b:
//
//	for i := range z {
//		z[i] = b[i%len(b)]
//	}
func Repeat(z, b []float32) {
	m := checkRows(z, b)
	if m == 0 {
		return
	}
	if useAsm {
		repeatAsm(&z[0], &b[0], len(b), m)
		return
	}
	repeat(z, b)
}

// AddRows adds each row of d to b, one after another:
//
//	for i := range d {
//		b[i%len(b)] += d[i]
//	}
func AddRows(b, d []float32) {
	m := checkRows(d, b)
	if m == 0 {
		return
	}
	if useAsm {
		addRowsAsm(&b[0], &d[0], len(b), m)
		return
	}
	addRows(b, d)
}

// Scale multiplies v by s.
func Scale(v []float32, s float32) {
	if !checkSame(len(v), len(v)) {
		return
	}
	if useAsm {
		scaleAsm(&v[0], len(v), s)
		return
	}
	scale(v, s)
}

// SoftThreshold moves each value towards 0 by s, which is not negative, but not past it:
//
//	for k := range v {
//		v[k] -= min(max(v[k], -s), s)
//	}
func SoftThreshold(v []float32, s float32) {
	if !checkSame(len(v), len(v)) {
		return
	}
	if useAsm {
		softThresholdAsm(&v[0], len(v), -s, s)
		return
	}
	softThreshold(v, s)
}

// Sigmoid sets a[k] = 1 / (1 + Exp(-z[k])). a and z may be the same vector.
func Sigmoid(a, z []float32) {
	if !checkSame(len(a), len(z)) {
		return
	}
	if useAsm {
		sigmoidAsm(&a[0], &z[0], len(a))
		return
	}
	sigmoid(a, z)
}

// SigmoidPrime multiplies d by σ'(z) = a(1−a), where a = σ(z):
//
//	for k := range d {
//		d[k] *= a[k] * (1 - a[k])
//	}
func SigmoidPrime(d, a []float32) {
	if !checkSame(len(d), len(a)) {
		return
	}
	if useAsm {
		sigmoidPrimeAsm(&d[0], &a[0], len(d))
		return
	}
	sigmoidPrime(d, a)
}

// checkRows returns how many rows of b's length v has, 0 if there is nothing to
// do.
func checkRows(v, b []float32) (rows int) {
	if len(v) == 0 {
		return 0
	}
	if len(b) == 0 || len(b)%Lanes != 0 || len(v)%len(b) != 0 {
		panic(fmt.Sprintf("kernel: %d values are no rows of %d", len(v), len(b)))
	}
	return len(v) / len(b)
}

// checkSame reports whether there is anything to do.
func checkSame(m, n int) bool {
	if m != n || m%Lanes != 0 {
		panic(fmt.Sprintf("kernel: vectors of %d and %d values", m, n))
	}
	return m != 0
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
