package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The specifications, word for word; float32 conversions forbid the compiler to
// fuse a product with a sum.

func specUnpack(words []uint32, x []uint16) []uint32 {
	index := uint32(0)
	for _, p := range x {
		index += uint32(p >> 8)
		if ink := uint32(p & 0xff); ink != 0 {
			words = append(words, index<<8|ink)
		}
	}
	return words
}

func specAccumulateInk(z, w []float32, x [][]uint32) {
	stride := len(z) / len(x)
	ink := func(p uint32) float32 { return Ink[p&0xff] }
	row := func(p uint32) []float32 { return w[int(p>>8)*stride:] }
	for i, x := range x {
		z := z[i*stride:][:stride]
		for len(x) >= 4 {
			p, q, r, s := x[0], x[1], x[2], x[3]
			for k := range z {
				z[k] += (float32(ink(p)*row(p)[k]) + float32(ink(q)*row(q)[k])) + (float32(ink(r)*row(r)[k]) + float32(ink(s)*row(s)[k]))
			}
			x = x[4:]
		}
		for _, p := range x {
			for k := range z {
				z[k] += float32(ink(p) * row(p)[k])
			}
		}
	}
}

func specUpdateInk(w []float32, x [][]uint32, d []float32) {
	stride := len(d) / len(x)
	for i, x := range x {
		d := d[i*stride:][:stride]
		for _, p := range x {
			for k := range d {
				w[int(p>>8)*stride+k] += float32(Ink[p&0xff] * d[k])
			}
		}
	}
}

func specAccumulate(z, w, a []float32, step, n, m int) {
	stride := len(z) / m
	row := func(j int) []float32 { return w[j*stride:] }
	for i := range m {
		z, a := z[i*stride:][:stride], a[i*step:]
		j := 0
		for ; j+4 <= n; j += 4 {
			for k := range z {
				z[k] += (float32(a[j]*row(j)[k]) + float32(a[j+1]*row(j + 1)[k])) + (float32(a[j+2]*row(j + 2)[k]) + float32(a[j+3]*row(j + 3)[k]))
			}
		}
		for ; j < n; j++ {
			for k := range z {
				z[k] += float32(a[j] * row(j)[k])
			}
		}
	}
}

func specUpdate(w, a, d []float32, n, m int) {
	stride := len(d) / m
	for i := range m {
		d, a := d[i*stride:][:stride], a[i*Pad(n):]
		for j := range n {
			for k := range d {
				w[j*stride+k] += float32(a[j] * d[k])
			}
		}
	}
}

func specBackward(g, w, d []float32, n, m int) {
	stride := len(d) / m
	for i := range m {
		d, g := d[i*stride:][:stride], g[i*Pad(n):]
		for j := range n {
			var s [8]float32
			for k := range d {
				s[k%8] += float32(w[j*stride+k] * d[k])
			}
			g[j] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
		}
	}
}

func specRepeat(z, b []float32) {
	for i := range z {
		z[i] = b[i%len(b)]
	}
}

func specAddRows(b, d []float32) {
	for i := range d {
		b[i%len(b)] += d[i]
	}
}

func specScale(v []float32, s float32) {
	for k := range v {
		v[k] *= s
	}
}

func specMomentum(w, g, v []float32, rate, momentum float32) {
	for i := range w {
		v[i] = (float32(momentum*v[i]) - float32(rate*g[i]) + Tiny) - Tiny
		w[i] += v[i]
		g[i] = 0
	}
}

func specNesterov(w, g, v []float32, rate, momentum float32) {
	for i := range w {
		v[i] = (float32(momentum*v[i]) - float32(rate*g[i]) + Tiny) - Tiny
		w[i] += float32(momentum*v[i]) - float32(rate*g[i])
		g[i] = 0
	}
}

func specRMSProp(w, g, square []float32, rate float32, keep float64, epsilon float32) {
	kept, fresh := float32(keep), float32(1-keep)
	for i := range w {
		square[i] = (float32(kept*square[i]) + float32(fresh*float32(g[i]*g[i])) + Tiny) - Tiny
		w[i] -= float32(rate*g[i]) / (float32(math.Sqrt(float64(square[i]))) + epsilon)
		g[i] = 0
	}
}

func specAdam(w, g, mean, square []float32, rate float32, beta1, beta2 float64, epsilon float32) {
	fresh1, fresh2 := float32(1-beta1), float32(1-beta2)
	for i := range w {
		mean[i] = (float32(float32(beta1)*mean[i]) + float32(fresh1*g[i]) + Tiny) - Tiny
		square[i] = (float32(float32(beta2)*square[i]) + float32(fresh2*float32(g[i]*g[i])) + Tiny) - Tiny
		w[i] -= float32(rate*mean[i]) / (float32(math.Sqrt(float64(square[i]))) + epsilon)
		g[i] = 0
	}
}

func specAddScaled(g, w []float32, s float32) {
	for i := range g {
		g[i] += float32(s * w[i])
	}
}

func specSoftThreshold(v []float32, s float32) {
	for k := range v {
		v[k] -= min(max(v[k], -s), s)
	}
}

func specAddSigns(g, w []float32, s float32) {
	for i := range g {
		g[i] += min(max(float32(1e30*w[i]), -s), s)
	}
}

func specSigmoid(a, z []float32) {
	for k := range z {
		a[k] = 1 / (1 + Exp(-z[k]))
	}
}

func specSigmoidPrime(d, a []float32) {
	for k := range d {
		d[k] *= float32(a[k] * (1 - a[k]))
	}
}

// finiteStep is the size of v, and 1 where it is not finite.
func finiteStep(v float32) float32 {
	if v = float32(math.Abs(float64(v))); v <= math.MaxFloat32 {
		return v
	}
	return 1
}

// SoftThreshold stops at 0, and AddSigns adds nothing for a weight of 0.
func TestL1ByHand(t *testing.T) {
	v := []float32{0.5, -0.5, 0.1, -0.1, 0.25, 0, 3, -3}
	SoftThreshold(v, 0.25)
	if want := []float32{0.25, -0.25, 0, 0, 0, 0, 2.75, -2.75}; !slices.Equal(v, want) {
		t.Errorf("a soft threshold of 0.25 gives %v, want %v", v, want)
	}
	g := make([]float32, 9)
	AddSigns(g, []float32{0.5, -0.5, 1e-20, -1e-20, 0, 0, 3, -3, 1e20}, 0.25)
	if want := []float32{0.25, -0.25, 0.25, -0.25, 0, 0, 0.25, -0.25, 0.25}; !slices.Equal(g, want) {
		t.Errorf("the signs times 0.25 are %v, want %v", g, want)
	}
}

// Every implementation gives the bits of the specification, for every shape and
// for values that are zero, tiny, huge, infinite or not numbers.
func TestImplementationsGiveTheBitsOfTheSpecification(t *testing.T) {
	type kernels struct {
		accumulateInk func(z, w []float32, x [][]uint32)
		updateInk     func(w []float32, x [][]uint32, d []float32)
		accumulate    func(z, w, a []float32, step, n, m int)
		update        func(w, a, d []float32, n, m int)
		backward      func(g, w, d []float32, n, m int)
		repeat        func(z, b []float32)
		addRows       func(b, d []float32)
		scale         func(v []float32, s float32)
		sigmoid       func(a, z []float32)
		sigmoidPrime  func(d, a []float32)
		momentum      func(w, g, v []float32, rate, momentum float32)
		nesterov      func(w, g, v []float32, rate, momentum float32)
		rmsProp       func(w, g, square []float32, rate float32, keep float64, epsilon float32)
		adam          func(w, g, mean, square []float32, rate float32, beta1, beta2 float64, epsilon float32)
		addScaled     func(g, w []float32, s float32)
		softThreshold func(v []float32, s float32)
		addSigns      func(g, w []float32, s float32)
	}
	spec := kernels{
		specAccumulateInk, specUpdateInk, specAccumulate, specUpdate, specBackward,
		specRepeat, specAddRows, specScale, specSigmoid, specSigmoidPrime,
		specMomentum, specNesterov, specRMSProp, specAdam, specAddScaled,
		specSoftThreshold, specAddSigns,
	}
	implementations := map[string]kernels{
		"portable": {
			accumulateInk, updateInk, accumulate, update, backward,
			repeat, addRows, scale, sigmoid, sigmoidPrime,
			heavyBall, nesterov, portableRMSProp, portableAdam, specAddScaled,
			softThreshold, addSigns,
		},
		"dispatched": {
			accumulateInkAhead, updateInkWithoutLists, Accumulate, Update, Backward,
			Repeat, AddRows, Scale, Sigmoid, SigmoidPrime,
			Momentum, Nesterov, RMSProp, Adam, AddScaled,
			SoftThreshold, AddSigns,
		},
	}
	var lists Lists // kept from one mini-batch to the next
	listed := implementations["dispatched"]
	listed.accumulateInk = func(z, w []float32, x [][]uint32) { AccumulateInk(z, w, x, none, &lists) }
	listed.updateInk = func(w []float32, x [][]uint32, d []float32) { UpdateInk(w, x, d, &lists) }
	implementations["listed"] = listed
	// the vectors that the kernels get: both sides of w for m examples, two more
	// like the columns, one of length stride, pixels
	type vectors struct {
		w, rows, columns, more, most, b []float32
		x                               [][]uint32
		n, m                            int
	}
	calls := map[string]func(k kernels, v vectors){
		"AccumulateInk": func(k kernels, v vectors) { k.accumulateInk(v.columns, v.w, v.x) },
		"UpdateInk":     func(k kernels, v vectors) { k.updateInk(v.w, v.x, v.columns) },
		"Accumulate":    func(k kernels, v vectors) { k.accumulate(v.columns, v.w, v.rows, Pad(v.n), v.n, v.m) },
		"Accumulate some": func(k kernels, v vectors) {
			k.accumulate(v.columns, v.w, v.rows[v.n/3:], Pad(v.n), v.n-v.n/3, v.m)
		},
		"Update":           func(k kernels, v vectors) { k.update(v.w, v.rows, v.columns, v.n, v.m) },
		"Backward":         func(k kernels, v vectors) { k.backward(v.rows, v.w, v.columns, v.n, v.m) },
		"Repeat":           func(k kernels, v vectors) { k.repeat(v.columns, v.b) },
		"AddRows":          func(k kernels, v vectors) { k.addRows(v.b, v.columns) },
		"Scale":            func(k kernels, v vectors) { k.scale(v.columns, v.b[0]) },
		"Sigmoid":          func(k kernels, v vectors) { k.sigmoid(v.more, v.columns) },
		"Sigmoid in place": func(k kernels, v vectors) { k.sigmoid(v.columns, v.columns) },
		"SigmoidPrime":     func(k kernels, v vectors) { k.sigmoidPrime(v.columns, v.more) },
		// the optimisers take vectors of any length
		"Momentum": func(k kernels, v vectors) {
			k.momentum(v.columns[3:], v.more[3:], v.most[3:], v.b[0], v.b[1])
		},
		"Nesterov": func(k kernels, v vectors) {
			k.nesterov(v.columns[2:], v.more[2:], v.most[2:], v.b[0], v.b[1])
		},
		"RMSProp": func(k kernels, v vectors) {
			k.rmsProp(v.columns[1:], v.more[1:], v.most[1:], v.b[0], float64(v.b[1]), v.b[2])
		},
		"Adam": func(k kernels, v vectors) {
			half := len(v.columns) / 2
			k.adam(v.columns[:half], v.more[:half], v.most[:half], v.most[half:], v.b[0], float64(v.b[1]), 0.999, v.b[3])
		},
		"AddScaled": func(k kernels, v vectors) { k.addScaled(v.columns[5:], v.more[5:], v.b[0]) },
		// a step of L1 is finite and not negative
		"SoftThreshold": func(k kernels, v vectors) { k.softThreshold(v.columns, finiteStep(v.b[0])) },
		"AddSigns":      func(k kernels, v vectors) { k.addSigns(v.columns[5:], v.more[5:], finiteStep(v.b[0])) },
	}
	t.Log("dispatched: ", Implementation())
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 500 {
		wild := round%2 == 1
		stride := Lanes * (1 + rng.IntN(8))
		if round%20 < 2 {
			stride = Lanes * (1 + rng.IntN(128))
		}
		n, m := rng.IntN(100), 1+rng.IntN(11)
		if round%100 < 2 { // many images, wide rows, but few
			n, m = n/8, m+30
		}
		before := vectors{
			w:       values(rng, n*stride, wild),
			rows:    values(rng, m*Pad(n), wild),
			columns: values(rng, m*stride, wild),
			more:    values(rng, m*stride, wild),
			most:    values(rng, m*stride, wild),
			b:       values(rng, stride, wild),
			x:       images(rng, m, n),
			n:       n,
			m:       m,
		}
		if round%4 < 2 { // optimisers with a step, where there is something to step along
			before.b[0], before.b[2], before.b[3] = 0.01, 1e-8, 1e-8
			for i := range before.more {
				if i/32%2 == 0 {
					before.more[i], before.most[i] = 0, 0
				}
			}
			if half := len(before.most) / 2; round%8 < 4 { // Adam's mean squares
				copy(before.most[half:], values(rng, len(before.most)-half, wild))
			}
		}
		copied := func() vectors {
			v := before
			for _, s := range []*[]float32{&v.w, &v.rows, &v.columns, &v.more, &v.most, &v.b} {
				*s = slices.Clone(*s)
			}
			return v
		}
		for call, f := range calls {
			want := copied()
			f(spec, want)
			for name, implementation := range implementations {
				got := copied()
				f(implementation, got)
				for _, pair := range [][2][]float32{
					{got.w, want.w},
					{got.rows, want.rows},
					{got.columns, want.columns},
					{got.more, want.more},
					{got.most, want.most},
					{got.b, want.b},
				} {
					if k := differ(pair[0], pair[1]); k >= 0 {
						t.Fatalf("%s %s, n %d, m %d, stride %d, wild %v: at %d is %x, want %x", name, call,
							n, m, stride, wild, k, math.Float32bits(pair[0][k]), math.Float32bits(pair[1][k]))
					}
				}
			}
		}
	}
}

// accumulateInkAhead also asks for images to come.
func accumulateInkAhead(z, w []float32, x [][]uint32) {
	AccumulateInk(z, w, x, [][]uint16{{1}, nil, {2, 3}}, nil)
}

var none [][]uint16

func updateInkWithoutLists(w []float32, x [][]uint32, d []float32) { UpdateInk(w, x, d, nil) }

func portableRMSProp(w, g, square []float32, rate float32, keep float64, epsilon float32) {
	rmsProp(w, g, square, rate, float32(keep), float32(1-keep), epsilon)
}

func portableAdam(w, g, mean, square []float32, rate float32, beta1, beta2 float64, epsilon float32) {
	adam(w, g, mean, square, rate, float32(beta1), float32(1-beta1), float32(beta2), float32(1-beta2), epsilon)
}

// A smaller mini-batch, such as the last of an epoch, costs no memory.
func TestListsKeepTheirMemory(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	const rows, stride = 50, 3000
	w, z, x := values(rng, rows*stride, false), values(rng, 10*stride, false), images(rng, 10, rows)
	var lists Lists
	if n := testing.AllocsPerRun(5, func() {
		for _, m := range []int{10, 4, 10} {
			AccumulateInk(z[:m*stride], w, x[:m], none, &lists)
			UpdateInk(w, x[:m], z[:m*stride], &lists)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Unpacking gives what the specification gives, however many words there are, with and
// without words that have no ink, after other words, and with and without memory behind.
func TestUnpack(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for round := range 5000 {
		memory := make([]uint16, 8+rng.IntN(100))
		for i := range memory {
			memory[i] = uint16(rng.Uint32())
			if memory[i]&0xff == 0 && round%2 == 0 {
				memory[i]++
			}
		}
		begin := rng.IntN(len(memory))
		end := begin + rng.IntN(len(memory)-begin+1)
		x := memory[begin:end]
		if round%3 == 0 {
			x = slices.Clip(x)
		}
		before := []uint32{7, 8, 9}[:rng.IntN(4)]
		if got, want := Unpack(slices.Clone(before), x), specUnpack(slices.Clone(before), x); !slices.Equal(got, want) {
			t.Fatalf("%x after %x\nbecomes %x,\nwant    %x", x, before, got, want)
		}
	}
}

// values is n values of ordinary size, or of any size if wild.
func values(rng *rand.Rand, n int, wild bool) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(rng.NormFloat64())
		if wild && rng.IntN(4) == 0 {
			v[i] = math.Float32frombits(rng.Uint32())
		}
		if wild && rng.IntN(8) == 0 {
			v[i] = []float32{
				0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
				math.SmallestNonzeroFloat32, -1e-40, math.MaxFloat32, 87, -88, 88.5, -104,
			}[rng.IntN(12)]
		}
	}
	return v
}

// images is m images with ink on about half of the rows.
func images(rng *rand.Rand, m, rows int) [][]uint32 {
	x := make([][]uint32, m)
	for i := range x {
		for p := range rows {
			if rng.IntN(2) == 0 {
				x[i] = append(x[i], uint32(p)<<8|uint32(rng.IntN(256)))
			}
		}
	}
	return x
}

// differ is the first place where the bits differ, −1 if there is none. One NaN
// is as good as another.
func differ(a, b []float32) int {
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) && (a[i] == a[i] || b[i] == b[i]) {
			return i
		}
	}
	return -1
}

func TestExp(t *testing.T) {
	for _, c := range []struct{ v, want float32 }{
		{0, 1},
		{-87, float32(math.Exp(-87))},
		{-1000, Exp(-87)},
		{float32(math.Inf(-1)), Exp(-87)},
		{1000, Exp(88)},
		{float32(math.Inf(1)), Exp(88)},
	} {
		if got := Exp(c.v); math.Abs(float64(got/c.want-1)) > 3e-7 {
			t.Errorf("Exp(%v) = %v, want %v", c.v, got, c.want)
		}
	}
	if got := Exp(float32(math.NaN())); got == got {
		t.Errorf("Exp(NaN) = %v", got)
	}
	worst := 0.0
	for v := float32(-87); v < 88; v += 1. / 1024 {
		want := math.Exp(float64(v))
		ulp := float64(math.Nextafter32(float32(want), math.MaxFloat32) - float32(want))
		worst = max(worst, math.Abs(float64(Exp(v))-want)/ulp)
	}
	if worst > 2 {
		t.Errorf("Exp is off by up to %.2f units in the last place, not 2", worst)
	}
}

func TestMisusePanics(t *testing.T) {
	v := func(n int) []float32 { return make([]float32, n) }
	w := v(10 * 16)
	for name, misuse := range map[string]func(){
		"pixel without a row":        func() { AccumulateInk(v(16), w, [][]uint32{{10<<8 | 1}}, none, nil) },
		"pixel without any row":      func() { AccumulateInk(v(16), nil, [][]uint32{{1}}, none, nil) },
		"pixels of no whole rows":    func() { AccumulateInk(v(24), w, [][]uint32{{1}, {1}}, none, nil) },
		"pixel without a row (2)":    func() { UpdateInk(w, [][]uint32{{1}, {3<<8 | 1, 10<<8 | 1}}, v(2*16), nil) },
		"row not padded":             func() { AccumulateInk(v(15), w, [][]uint32{{1}}, none, nil) },
		"too many rows":              func() { Accumulate(v(16), w, v(16), 16, 11, 1) },
		"too many rows (2)":          func() { Update(w, v(16), v(16), 11, 1) },
		"too many rows (3)":          func() { Backward(v(16), w, v(16), 11, 1) },
		"activations missing":        func() { Accumulate(v(2*16), w, v(19), 10, 10, 2) },
		"activations too near":       func() { Accumulate(v(2*16), w, v(20), 9, 10, 2) },
		"activations not padded":     func() { Update(w, v(10), v(16), 10, 1) },
		"another number of examples": func() { Update(w, v(2*16), v(3*16), 10, 2) },
		"rows of weights missing":    func() { Update(v(9*16), v(16), v(16), 10, 1) },
		"gradient without rows":      func() { Momentum(v(8), v(7), v(8), 1, 1) },
		"velocity without rows":      func() { Nesterov(v(8), v(8), v(7), 1, 1) },
		"no mean square":             func() { RMSProp(v(8), v(8), nil, 1, 1, 1) },
		"short mean":                 func() { Adam(v(8), v(8), v(7), v(8), 1, 1, 1, 1) },
		"short weights":              func() { AddScaled(v(8), v(7), 1) },
		"rows of nothing":            func() { AddRows(nil, v(8)) },
		"columns not padded":         func() { Backward(v(16), w, v(15), 10, 1) },
		"no whole rows":              func() { Repeat(v(24), v(16)) },
		"different lengths":          func() { Sigmoid(v(8), v(16)) },
		"vector not padded":          func() { SigmoidPrime(v(7), v(7)) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if r := fmt.Sprint(recover()); !strings.HasPrefix(r, "kernel: ") {
					t.Errorf("recovered %v, want a panic of this package", r)
				}
			}()
			misuse()
		})
	}
}

// Nothing to do is nothing done: no example, no row, no pixel with ink.
func TestNothingToDo(t *testing.T) {
	z, w := []float32{1, 2, 3, 4, 5, 6, 7, 8}, make([]float32, 8)
	before := slices.Clone(z)
	AccumulateInk(nil, w, [][]uint32{}, none, nil)
	AccumulateInk(z, w, [][]uint32{{}}, none, nil)
	AccumulateInk(z, nil, [][]uint32{{}}, none, nil)
	UpdateInk(z, [][]uint32{}, nil, nil)
	Accumulate(z, w, nil, 0, 0, 1)
	Accumulate(nil, w, nil, 8, 8, 0)
	Update(z, nil, nil, 8, 0)
	Backward(nil, w, z, 0, 1)
	Repeat(nil, z)
	Repeat(nil, nil)
	AddRows(z, nil)
	Scale(nil, 2)
	Sigmoid(nil, nil)
	SigmoidPrime(nil, nil)
	if !slices.Equal(z, before) {
		t.Errorf("became %v", z)
	}
}
