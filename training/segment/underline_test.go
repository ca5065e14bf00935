package segment_test

import (
	"slices"
	"testing"

	"digitpad/training/synth"
)

// What lies below a number is none of it: a line under it, drawn or on paper.
func TestAnUnderlineIsNoDigit(t *testing.T) {
	w := synth.NewWriter(5)
	for name, label := range map[string][]int{"42": {4, 2}, "7": {7}, "305": {3, 0, 5}} {
		x, d := .1, stroke(.08, .47, .3, .465, .42, .468)
		for _, digit := range label {
			next := at(w.Draw(digit, 0), x, .2, .2)
			d, x = slices.Concat(d, next), next.Bounds().MaxX+.04
		}
		for i := range d {
			d[i].Width = .02
		}
		reader := newReader(t)
		if got := reader.Drawing(d).String(); got != name {
			t.Errorf("%s over a line is read as %q in a drawing", name, got)
		}
		if got := reader.Picture(synth.NewPaper(d, 300, .02)).String(); got != name {
			t.Errorf("%s over a line is read as %q on paper", name, got)
		}
	}
}
