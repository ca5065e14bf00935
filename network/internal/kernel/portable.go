package kernel

import "math"

// The portable twins. The compiler drops the bounds checks inside the loops,
// because every row is cut to the length that is ranged over.

func accumulateInk[X Pixels](z, w []float32, x []X) {
	stride := len(z) / len(x)
	for i, x := range x {
		z := z[i*stride:][:stride]
		for ; len(x) >= 4; x = x[4:] {
			p, q, r, s := x[0], x[1], x[2], x[3]
			addFour(z, Ink[p&0xff], Ink[q&0xff], Ink[r&0xff], Ink[s&0xff],
				w[int(p>>8)*stride:], w[int(q>>8)*stride:], w[int(r>>8)*stride:], w[int(s>>8)*stride:])
		}
		for _, p := range x {
			addScaled(z, Ink[p&0xff], w[int(p>>8)*stride:])
		}
	}
}

func accumulate(z, w, a []float32, n, m int) {
	stride := len(z) / m
	for i := range m {
		z, a, w := z[i*stride:][:stride], a[i*Pad(n):][:n], w
		for ; len(a) >= 4; a = a[4:] {
			addFour(z, a[0], a[1], a[2], a[3], w, w[stride:], w[2*stride:], w[3*stride:])
			w = w[4*stride:]
		}
		for j, v := range a {
			addScaled(z, v, w[j*stride:])
		}
	}
}

func updateInk[X Pixels](w []float32, x []X, d []float32) {
	stride := len(d) / len(x)
	for i, x := range x {
		d := d[i*stride:][:stride]
		for _, p := range x {
			addScaled(w[int(p>>8)*stride:][:stride], Ink[p&0xff], d)
		}
	}
}

func update(w, a, d []float32, n, m int) {
	stride := len(d) / m
	for i := range m {
		d := d[i*stride:][:stride]
		for j, v := range a[i*Pad(n):][:n] {
			addScaled(w[j*stride:][:stride], v, d)
		}
	}
}

// addScaled is z += v·row over the length of z.
func addScaled(z []float32, v float32, row []float32) {
	row = row[:len(z)]
	for k := 0; k+Lanes <= len(z); k += Lanes {
		z, r := (*[Lanes]float32)(z[k:]), (*[Lanes]float32)(row[k:])
		z[0] += float32(v * r[0])
		z[1] += float32(v * r[1])
		z[2] += float32(v * r[2])
		z[3] += float32(v * r[3])
		z[4] += float32(v * r[4])
		z[5] += float32(v * r[5])
		z[6] += float32(v * r[6])
		z[7] += float32(v * r[7])
	}
}

// addFour is z += (a·row0 + b·row1) + (c·row2 + d·row3) over the length of z.
func addFour(z []float32, a, b, c, d float32, row0, row1, row2, row3 []float32) {
	row0, row1, row2, row3 = row0[:len(z)], row1[:len(z)], row2[:len(z)], row3[:len(z)]
	for k := range z {
		z[k] += (float32(a*row0[k]) + float32(b*row1[k])) + (float32(c*row2[k]) + float32(d*row3[k]))
	}
}

func backward(g, w, d []float32, n, m int) {
	stride := len(d) / m
	for i := range m {
		g, d := g[i*Pad(n):][:n], d[i*stride:][:stride]
		for j := range g {
			g[j] = inner(w[j*stride:][:stride], d)
		}
	}
}

// inner is the inner product of two vectors, summed as Backward says.
func inner(w, d []float32) float32 {
	w = w[:len(d)]
	var s0, s1, s2, s3, s4, s5, s6, s7 float32
	for k := 0; k+Lanes <= len(d); k += Lanes {
		w, d := (*[Lanes]float32)(w[k:]), (*[Lanes]float32)(d[k:])
		s0 += float32(w[0] * d[0])
		s1 += float32(w[1] * d[1])
		s2 += float32(w[2] * d[2])
		s3 += float32(w[3] * d[3])
		s4 += float32(w[4] * d[4])
		s5 += float32(w[5] * d[5])
		s6 += float32(w[6] * d[6])
		s7 += float32(w[7] * d[7])
	}
	return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))
}

func repeat(z, b []float32) {
	for ; len(z) > 0; z = z[len(b):] {
		copy(z, b)
	}
}

func addRows(b, d []float32) {
	for ; len(d) > 0; d = d[len(b):] {
		for k, v := range d[:len(b)] {
			b[k] += v
		}
	}
}

func scale(v []float32, s float32) {
	for k := range v {
		v[k] *= s
	}
}

func sigmoid(a, z []float32) {
	for k, v := range z {
		a[k] = 1 / (1 + Exp(-v))
	}
}

func sigmoidPrime(d, a []float32) {
	for k, v := range a {
		d[k] *= float32(v * (1 - v))
	}
}

func heavyBall(w, g, v []float32, rate, momentum float32) {
	g, v = g[:len(w)], v[:len(w)]
	for i := range w {
		v[i] = float32(momentum*v[i]) - float32(rate*g[i])
		w[i] += v[i]
		g[i] = 0
	}
}

func nesterov(w, g, v []float32, rate, momentum float32) {
	g, v = g[:len(w)], v[:len(w)]
	for i := range w {
		push := float32(rate * g[i])
		v[i] = float32(momentum*v[i]) - push
		w[i] += float32(momentum*v[i]) - push
		g[i] = 0
	}
}

func rmsProp(w, g, square []float32, rate, keep, fresh, epsilon float32) {
	g, square = g[:len(w)], square[:len(w)]
	for i := range w {
		square[i] = float32(keep*square[i]) + float32(fresh*float32(g[i]*g[i]))
		w[i] -= float32(rate*g[i]) / (sqrt(square[i]) + epsilon)
		g[i] = 0
	}
}

func adam(w, g, mean, square []float32, rate, keep1, fresh1, keep2, fresh2, epsilon float32) {
	g, mean, square = g[:len(w)], mean[:len(w)], square[:len(w)]
	for i := range w {
		mean[i] = float32(keep1*mean[i]) + float32(fresh1*g[i])
		square[i] = float32(keep2*square[i]) + float32(fresh2*float32(g[i]*g[i]))
		w[i] -= float32(rate*mean[i]) / (sqrt(square[i]) + epsilon)
		g[i] = 0
	}
}

// sqrt is correct to the last bit on every CPU, as the machine's own is.
func sqrt(v float32) float32 { return float32(math.Sqrt(float64(v))) }
