package kernel

import "math"

// The portable twins. Rows are cut to the length that is ranged over, so that the
// compiler drops the bounds checks inside the loops.

// unpack appends the pixels of x, which follow one at index.
func unpack[X Packed](words Pixels, x X, index uint32) Pixels {
	for _, p := range x {
		index += uint32(p >> 8)
		if ink := uint32(p & 0xff); ink != 0 {
			words = append(words, index<<8|ink)
		}
	}
	return words
}

func accumulateInk(z, w []float32, x []Pixels) {
	stride := len(z) / len(x)
	row := func(p uint32) []float32 { return w[int(p>>8)*stride:][:stride] }
	for i, x := range x {
		z := z[i*stride:][:stride]
		for ; len(x) >= 4; x = x[4:] {
			a, b, c, d := Ink[x[0]&0xff], Ink[x[1]&0xff], Ink[x[2]&0xff], Ink[x[3]&0xff]
			p, q, r, s := row(x[0])[:len(z)], row(x[1])[:len(z)], row(x[2])[:len(z)], row(x[3])[:len(z)]
			for k := 0; k < len(z)-3; k += 4 {
				z[k] += (float32(a*p[k]) + float32(b*q[k])) + (float32(c*r[k]) + float32(d*s[k]))
				z[k+1] += (float32(a*p[k+1]) + float32(b*q[k+1])) + (float32(c*r[k+1]) + float32(d*s[k+1]))
				z[k+2] += (float32(a*p[k+2]) + float32(b*q[k+2])) + (float32(c*r[k+2]) + float32(d*s[k+2]))
				z[k+3] += (float32(a*p[k+3]) + float32(b*q[k+3])) + (float32(c*r[k+3]) + float32(d*s[k+3]))
			}
		}
		for _, p := range x {
			addTo(z, row(p), Ink[p&0xff])
		}
	}
}

func accumulate(z, w, a []float32, step, n, m int) {
	stride := len(z) / m
	for i := range m {
		z, a, w := z[i*stride:][:stride], a[i*step:][:n], w
		for ; len(a) >= 4; a, w = a[4:], w[4*stride:] {
			a, b, c, d := a[0], a[1], a[2], a[3]
			p, q, r, s := w[:len(z)], w[stride:][:len(z)], w[2*stride:][:len(z)], w[3*stride:][:len(z)]
			for k := 0; k < len(z)-3; k += 4 {
				z[k] += (float32(a*p[k]) + float32(b*q[k])) + (float32(c*r[k]) + float32(d*s[k]))
				z[k+1] += (float32(a*p[k+1]) + float32(b*q[k+1])) + (float32(c*r[k+1]) + float32(d*s[k+1]))
				z[k+2] += (float32(a*p[k+2]) + float32(b*q[k+2])) + (float32(c*r[k+2]) + float32(d*s[k+2]))
				z[k+3] += (float32(a*p[k+3]) + float32(b*q[k+3])) + (float32(c*r[k+3]) + float32(d*s[k+3]))
			}
		}
		for j, v := range a {
			addTo(z, w[j*stride:], v)
		}
	}
}

func updateInk(w []float32, x []Pixels, d []float32) {
	stride := len(d) / len(x)
	for i, x := range x {
		d := d[i*stride:][:stride]
		for _, p := range x {
			addTo(w[int(p>>8)*stride:][:stride], d, Ink[p&0xff])
		}
	}
}

func update(w, a, d []float32, n, m int) {
	stride := len(d) / m
	for i := range m {
		d := d[i*stride:][:stride]
		for j, v := range a[i*Pad(n):][:n] {
			addTo(w[j*stride:][:stride], d, v)
		}
	}
}

// addTo adds v·u to y, whose length is a multiple of Lanes.
func addTo(y, u []float32, v float32) {
	u = u[:len(y)]
	for k := 0; k < len(y)-7; k += 8 {
		y[k] += float32(v * u[k])
		y[k+1] += float32(v * u[k+1])
		y[k+2] += float32(v * u[k+2])
		y[k+3] += float32(v * u[k+3])
		y[k+4] += float32(v * u[k+4])
		y[k+5] += float32(v * u[k+5])
		y[k+6] += float32(v * u[k+6])
		y[k+7] += float32(v * u[k+7])
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

func softThreshold(v []float32, s float32) {
	for k, x := range v {
		v[k] -= min(max(x, -s), s)
	}
}

func addSigns(g, w []float32, s float32) {
	g = g[:len(w)]
	for i, v := range w {
		g[i] += min(max(float32(v*Huge), -s), s)
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
		v[i] = (float32(momentum*v[i]) - float32(rate*g[i]) + Tiny) - Tiny
		w[i] += v[i]
		g[i] = 0
	}
}

func nesterov(w, g, v []float32, rate, momentum float32) {
	g, v = g[:len(w)], v[:len(w)]
	for i := range w {
		push := float32(rate * g[i])
		v[i] = (float32(momentum*v[i]) - push + Tiny) - Tiny
		w[i] += float32(momentum*v[i]) - push
		g[i] = 0
	}
}

func rmsProp(w, g, square []float32, rate, keep, fresh, epsilon float32) {
	g, square = g[:len(w)], square[:len(w)]
	for i := range w {
		square[i] = (float32(keep*square[i]) + float32(fresh*float32(g[i]*g[i])) + Tiny) - Tiny
		w[i] -= float32(rate*g[i]) / (sqrt(square[i]) + epsilon)
		g[i] = 0
	}
}

func adam(w, g, mean, square []float32, rate, keep1, fresh1, keep2, fresh2, epsilon float32) {
	g, mean, square = g[:len(w)], mean[:len(w)], square[:len(w)]
	for i := range w {
		mean[i] = (float32(keep1*mean[i]) + float32(fresh1*g[i]) + Tiny) - Tiny
		square[i] = (float32(keep2*square[i]) + float32(fresh2*float32(g[i]*g[i])) + Tiny) - Tiny
		w[i] -= float32(rate*mean[i]) / (sqrt(square[i]) + epsilon)
		g[i] = 0
	}
}

// sqrt is correct to the last bit on every CPU, as the machine's own is.
func sqrt(v float32) float32 { return float32(math.Sqrt(float64(v))) }
