package stats_test

import (
	"math"
	"testing"

	"digitpad/training/stats"
)

// The values are those of Newcombe (1998), Statistics in Medicine 17, 857–872,
// Table I, method 3.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		correct, n int
		lo, hi     float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
		{29, 29, 1 - 0.1170, 1},
		{0, 0, 0, 1},
	} {
		lo, hi := stats.Wilson(c.correct, c.n)
		if !(math.Abs(lo-c.lo) <= 5e-5 && math.Abs(hi-c.hi) <= 5e-5) {
			t.Errorf("%d of %d: [%.4f, %.4f], want [%.4f, %.4f]", c.correct, c.n, lo, hi, c.lo, c.hi)
		}
	}
	for n := 1; n < 3000; n++ {
		if lo, hi := stats.Wilson(0, n); lo != 0 || !(hi > 0 && hi < 1) {
			t.Fatalf("0 of %d: [%g, %g]", n, lo, hi)
		}
		if lo, hi := stats.Wilson(n, n); hi != 1 || !(lo > 0 && lo < 1) {
			t.Fatalf("%d of %d: [%g, %g]", n, n, lo, hi)
		}
	}
}
