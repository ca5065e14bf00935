package synth

import (
	"math"
	"testing"
)

// Scribbles stay on the pad, or nearly so, and go on at an even pace.
func TestScribblesStayOnThePad(t *testing.T) {
	for seed := range uint64(300) {
		d := Scribble(seed)
		if len(d) < 1 || len(d) > 3 {
			t.Errorf("scribble %d has %d lines", seed, len(d))
		}
		for _, s := range d {
			if len(s.Points) < 40 || len(s.Points) > 200 {
				t.Errorf("scribble %d has a line of %d points", seed, len(s.Points))
			}
			for i, p := range s.Points {
				if p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 {
					t.Fatalf("scribble %d is at %v", seed, p)
				}
				if i > 0 && math.Abs(math.Hypot(p.X-s.Points[i-1].X, p.Y-s.Points[i-1].Y)-0.025) > 1e-9 {
					t.Fatalf("scribble %d leaps to %v", seed, p)
				}
			}
		}
	}
}
