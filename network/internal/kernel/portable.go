package kernel

import "math"

// AccumulateInk adds the rows of the inked pixels to z, each times its ink:
//
//	for _, p := range x {
//		for k := range z {
//			z[k] += Ink[p&0xff] * w[(p>>8)*stride+k]
//		}
//	}
func AccumulateInk(z, w []float32, x []uint32) {
	stride := len(z)
	for _, p := range x {
		v, row := Ink[p&0xff], w[int(p>>8)*stride:][:stride]
		for k, wk := range row {
			z[k] += float32(v * wk)
		}
	}
}

// Accumulate adds all rows to z, each times its activation:
//
//	for j := range a {
//		for k := range z {
//			z[k] += a[j] * w[j*stride+k]
//		}
//	}
func Accumulate(z, w, a []float32) {
	stride := len(z)
	for j, v := range a {
		row := w[j*stride:][:stride]
		for k, wk := range row {
			z[k] += float32(v * wk)
		}
	}
}

// UpdateInk adds d to the rows of the inked pixels, times their ink:
//
//	for _, p := range x {
//		for k := range d {
//			w[(p>>8)*stride+k] += Ink[p&0xff] * d[k]
//		}
//	}
func UpdateInk(w []float32, x []uint32, d []float32) {
	stride := len(d)
	for _, p := range x {
		v, row := Ink[p&0xff], w[int(p>>8)*stride:][:stride]
		for k, dk := range d {
			row[k] += float32(v * dk)
		}
	}
}

// Update adds d to all rows, each times its activation:
//
//	for j := range a {
//		for k := range d {
//			w[j*stride+k] += a[j] * d[k]
//		}
//	}
func Update(w, a, d []float32) {
	stride := len(d)
	for j, v := range a {
		row := w[j*stride:][:stride]
		for k, dk := range d {
			row[k] += float32(v * dk)
		}
	}
}

// Backward sets g[j] to the inner product of row j and d. Lane l sums the
// columns l, l+8, l+16, …; the eight lanes are then added in pairs:
//
//	for j := range g {
//		var s [8]float32
//		for k := range d {
//			s[k%8] += w[j*stride+k] * d[k]
//		}
//		g[j] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
//	}
func Backward(g, w, d []float32) {
	stride := len(d)
	for j := range g {
		row := w[j*stride:][:stride]
		var s [Lanes]float32
		for k := 0; k < stride; k += Lanes {
			r, e := row[k:][:Lanes], d[k:][:Lanes]
			for l := range s {
				s[l] += float32(r[l] * e[l])
			}
		}
		g[j] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
	}
}

// Sigmoid sets a[k] = 1 / (1 + Exp(-z[k])). a and z may be the same vector.
func Sigmoid(a, z []float32) {
	for k, v := range z {
		a[k] = 1 / (1 + Exp(-v))
	}
}

// SigmoidPrime multiplies d by σ'(z) = a(1−a), where a = σ(z):
//
//	for k := range d {
//		d[k] *= a[k] * (1 - a[k])
//	}
func SigmoidPrime(d, a []float32) {
	for k, v := range a {
		d[k] *= float32(v * (1 - v))
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
