package evaluate

import (
	"math"
	"testing"

	"digitpad/training/stats"
)

// By scikit-learn's words: of three 1s two are read as 1; of four that are read as 1 two
// show it.
func TestPrecisionAndRecall(t *testing.T) {
	c := Confusion{1: {1: 2, 7: 1}, 7: {1: 2, 7: 5}}
	if r := c.Recall(1); r.Count != 2 || r.Of != 3 || math.Abs(r.Value-2./3) > 1e-12 {
		t.Errorf("recall of 1: %+v", r)
	}
	p := c.Precision(1)
	if p.Count != 2 || p.Of != 4 || p.Value != 0.5 {
		t.Errorf("precision of 1: %+v", p)
	}
	if lo, hi := stats.Wilson(2, 4); p.Lo != lo || p.Hi != hi {
		t.Errorf("its interval is [%g, %g]", p.Lo, p.Hi)
	}
	if r := c.Recall(3); r.Of != 0 || r.Value != 0 || r.Lo != 0 || r.Hi != 1 {
		t.Errorf("of no examples: %+v", r)
	}
}
