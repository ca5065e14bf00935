package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A step's quotient has the bits of a division, whatever it is made of: with operands of any
// size, and with those whose quotient is as near as can be to the middle of two numbers.
func TestQuotientsOfSteps(t *testing.T) {
	const values = 48 // at each place in a vector, and in the vectors that are not alike
	rng := rand.New(rand.NewPCG(7, 8))
	a := make([]float32, values)
	zeros := make([]float32, values)
	try := func(b float32) {
		ones := func(step func(w, g, mean, square []float32)) []float32 {
			w, square := slices.Clone(zeros), slices.Clone(zeros)
			step(w, slices.Clone(a), slices.Clone(a), square)
			return w
		}
		for name, pair := range map[string][2][]float32{
			"RMSProp": {
				ones(func(w, g, _, square []float32) { RMSProp(w, g, square, 1, 1, b) }),
				ones(func(w, g, _, square []float32) { specRMSProp(w, g, square, 1, 1, b) }),
			},
			"Adam": {
				ones(func(w, _, mean, square []float32) { Adam(w, slices.Clone(zeros), mean, square, 1, 1, 1, b) }),
				ones(func(w, _, mean, square []float32) { specAdam(w, slices.Clone(zeros), mean, square, 1, 1, 1, b) }),
			},
		} {
			if k := differ(pair[0], pair[1]); k >= 0 {
				t.Fatalf("%s, value %d: %x / %x becomes %x, want %x", name, k, math.Float32bits(a[k]), math.Float32bits(b),
					math.Float32bits(pair[0][k]), math.Float32bits(pair[1][k]))
			}
		}
	}

	// mantissas of b: all of the largest odd ones, and some of the others
	for mantissa := uint32(1<<24 - 1); mantissa >= 1<<23; {
		b := scaled(mantissa, rng.IntN(40)-30)
		for i := range a {
			if a[i] = scaled(1<<23|rng.Uint32()>>9, rng.IntN(40)-30); rng.IntN(2) == 0 {
				a[i] = -a[i]
			}
		}
		for i, hard := range nearMiddle(mantissa) {
			for v := 0; v < values; v += 2 * Lanes {
				a[v+rng.IntN(Lanes)*2+i] = scaled(hard, rng.IntN(40)-30)
			}
		}
		try(b)
		if mantissa > 1<<24-1<<12 {
			mantissa -= 2
		} else {
			mantissa -= 1 + rng.Uint32()%600
		}
	}

	// any size
	for range 20000 {
		for i := range a {
			switch a[i] = math.Float32frombits(rng.Uint32()); rng.IntN(4) {
			case 0:
				a[i] = 0
			case 1:
				a[i] = scaled(1<<23, []int{-63, -64, -62, 63, 64, 62, -100, -126, -149, 100, 127}[rng.IntN(11)])
			}
			if rng.IntN(8) != 0 && (a[i] != a[i] || math.Abs(float64(a[i])) > 1e19) {
				a[i] = 1
			}
		}
		if rng.IntN(2) == 0 { // nothing that has to be divided
			for i := range a {
				if size := math.Abs(float64(a[i])); size < 0x1p-63 || !(size < 0x1p64) {
					a[i] = 0
				}
			}
		}
		try(scaled(1<<23|rng.Uint32()>>9, rng.IntN(104)-62))
	}
}

// scaled is mantissa·2^(exponent−23).
func scaled(mantissa uint32, exponent int) float32 {
	return float32(math.Ldexp(float64(mantissa), exponent-23))
}

// nearMiddle is what divided by the odd mantissa b is nearest to the middle of two numbers:
// mantissas a with a·2^k = b·m ± 1, where m is odd and has 25 bits.
func nearMiddle(b uint32) []uint32 {
	if b%2 == 0 {
		return nil
	}
	inverse := b // of b, to three bits; each step makes it twice as many
	for range 4 {
		inverse *= 2 - b*inverse
	}
	var a []uint32
	for _, j := range []int64{1, -1} {
		m := 1<<24 | uint32(-j)*inverse&(1<<24-1)
		switch n := (int64(b)*int64(m) + j) >> 24; {
		case n < 1<<24:
			a = append(a, uint32(n))
		case n%2 == 0:
			a = append(a, uint32(n/2))
		}
	}
	return a
}
