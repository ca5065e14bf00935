package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// The specifications, word for word; float32 conversions forbid the compiler to
// fuse a product with a sum.

func specAccumulateInk(z, w []float32, x []uint32) {
	stride := len(z)
	ink := func(p uint32) float32 { return Ink[p&0xff] }
	row := func(p uint32) []float32 { return w[int(p>>8)*stride:] }
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

func specUpdateInk(w []float32, x []uint32, d []float32) {
	stride := len(d)
	for _, p := range x {
		for k := range d {
			w[int(p>>8)*stride+k] += float32(Ink[p&0xff] * d[k])
		}
	}
}

func specAccumulate(z, w, a []float32) {
	row := func(j int) []float32 { return w[j*len(z):] }
	j := 0
	for ; j+4 <= len(a); j += 4 {
		for k := range z {
			z[k] += (float32(a[j]*row(j)[k]) + float32(a[j+1]*row(j + 1)[k])) + (float32(a[j+2]*row(j + 2)[k]) + float32(a[j+3]*row(j + 3)[k]))
		}
	}
	for ; j < len(a); j++ {
		for k := range z {
			z[k] += float32(a[j] * row(j)[k])
		}
	}
}

func specUpdate(w, a, d []float32) {
	for j := range a {
		for k := range d {
			w[j*len(d)+k] += float32(a[j] * d[k])
		}
	}
}

func specBackward(g, w, d []float32) {
	for j := range g {
		var s [8]float32
		for k := range d {
			s[k%8] += float32(w[j*len(d)+k] * d[k])
		}
		g[j] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
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

// Every implementation gives the bits of the specification, for every shape and
// for values that are zero, tiny, huge, infinite or not numbers.
func TestImplementationsGiveTheBitsOfTheSpecification(t *testing.T) {
	type implementation struct {
		name          string
		accumulateInk func(z, w []float32, x []uint32)
		updateInk     func(w []float32, x []uint32, d []float32)
		accumulate    func(z, w, a []float32)
		update        func(w, a, d []float32)
		backward      func(g, w, d []float32)
		sigmoid       func(a, z []float32)
		sigmoidPrime  func(d, a []float32)
	}
	implementations := []implementation{
		{"portable", accumulateInk, updateInk, accumulate, update, backward, sigmoid, sigmoidPrime},
		{"dispatched", AccumulateInk, UpdateInk, Accumulate, Update, Backward, Sigmoid, SigmoidPrime},
	}
	t.Logf("AVX2: %v", useAVX2)
	for _, got := range implementations {
		for _, wild := range []bool{false, true} {
			rng := rand.New(rand.NewPCG(1, 2))
			for round := range 400 {
				stride := Lanes * (1 + rng.IntN(8))
				if round%20 == 0 {
					stride = Lanes * (1 + rng.IntN(128))
				}
				rows := rng.IntN(50)
				w := values(rng, rows*stride, wild)
				a, d, z := values(rng, rows, wild), values(rng, stride, wild), values(rng, stride, wild)
				x := pixels(rng, rows)

				check := func(kernel string, got, want func(z, w, a, d []float32)) {
					t.Helper()
					gz, gw, ga, gd := clone(z), clone(w), clone(a), clone(d)
					wz, ww, wa, wd := clone(z), clone(w), clone(a), clone(d)
					got(gz, gw, ga, gd)
					want(wz, ww, wa, wd)
					for v, pair := range [][2][]float32{{gz, wz}, {gw, ww}, {ga, wa}, {gd, wd}} {
						if k := differ(pair[0], pair[1]); k >= 0 {
							t.Fatalf("%s, %d rows, stride %d, wild %v: vector %d of zwad at %d is %x, want %x",
								kernel, rows, stride, wild, v, k, math.Float32bits(pair[0][k]), math.Float32bits(pair[1][k]))
						}
					}
				}
				check(got.name+" AccumulateInk",
					func(z, w, a, d []float32) { got.accumulateInk(z, w, x) },
					func(z, w, a, d []float32) { specAccumulateInk(z, w, x) })
				check(got.name+" UpdateInk",
					func(z, w, a, d []float32) { got.updateInk(w, x, d) },
					func(z, w, a, d []float32) { specUpdateInk(w, x, d) })
				check(got.name+" Accumulate",
					func(z, w, a, d []float32) { got.accumulate(z, w, a) },
					func(z, w, a, d []float32) { specAccumulate(z, w, a) })
				check(got.name+" Update",
					func(z, w, a, d []float32) { got.update(w, a, d) },
					func(z, w, a, d []float32) { specUpdate(w, a, d) })
				check(got.name+" Backward",
					func(z, w, a, d []float32) { got.backward(a, w, d) },
					func(z, w, a, d []float32) { specBackward(a, w, d) })
				check(got.name+" Sigmoid",
					func(z, w, a, d []float32) { got.sigmoid(d, z) },
					func(z, w, a, d []float32) { specSigmoid(d, z) })
				check(got.name+" Sigmoid in place",
					func(z, w, a, d []float32) { got.sigmoid(z, z) },
					func(z, w, a, d []float32) { specSigmoid(z, z) })
				check(got.name+" SigmoidPrime",
					func(z, w, a, d []float32) { got.sigmoidPrime(d, z) },
					func(z, w, a, d []float32) { specSigmoidPrime(d, z) })
			}
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

// pixels is an input with ink on about half of the rows.
func pixels(rng *rand.Rand, rows int) (x []uint32) {
	for i := range rows {
		if rng.IntN(2) == 0 {
			x = append(x, uint32(i)<<8|uint32(rng.IntN(256)))
		}
	}
	return x
}

func clone(v []float32) []float32 { return append([]float32(nil), v...) }

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
	w := make([]float32, 10*16)
	for name, misuse := range map[string]func(){
		"pixel outside":       func() { AccumulateInk(make([]float32, 16), w, []uint32{10<<8 | 1}) },
		"pixel outside (2)":   func() { UpdateInk(w, []uint32{3<<8 | 1, 10<<8 | 1}, make([]float32, 16)) },
		"too many rows":       func() { Accumulate(make([]float32, 16), w, make([]float32, 11)) },
		"too many rows (2)":   func() { Update(w, make([]float32, 11), make([]float32, 16)) },
		"too many rows (3)":   func() { Backward(make([]float32, 11), w, make([]float32, 16)) },
		"not padded":          func() { Accumulate(make([]float32, 15), w, make([]float32, 2)) },
		"different lengths":   func() { Sigmoid(make([]float32, 8), make([]float32, 16)) },
		"sigmoid' not padded": func() { SigmoidPrime(make([]float32, 7), make([]float32, 7)) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if r := recover(); r == nil || fmt.Sprint(r)[:7] != "kernel:" {
					t.Errorf("recovered %v, want a panic of this package", r)
				}
			}()
			misuse()
		})
	}
}
