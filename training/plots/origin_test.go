package plots_test

import (
	"testing"

	"digitpad/training"
	"digitpad/training/plots"
)

// A run that went on from another's epoch begins there: no value of an earlier
// epoch can be read off, the other run's lines stay to be seen, and the axes have
// room for both.
func TestARunBeginsWhereItWentOn(t *testing.T) {
	r := run(curve(9), 20)
	r.Since = 6
	for name, origin := range map[string][]training.Epoch{"unknown": nil, "known": curve(16)} {
		for _, logarithmic := range []bool{false, true} {
			r.Origin, r.LogCost = origin, logarithmic
			f := r.Figure(plots.Light())
			if len(f.Traces) == 0 {
				t.Fatalf("%s: no lines", name)
			}
			for _, trace := range f.Traces {
				if first := trace.Points[0].X; first != 6 {
					t.Errorf("%s: the line of %q begins at epoch %g", name, trace.Name, first)
				}
			}
			with, err := f.Image(800, 400, 96)
			if err != nil {
				t.Fatal(err)
			}
			bare := r
			bare.Epochs, bare.Origin = r.Epochs[6:], nil
			without, err := bare.Figure(plots.Light()).Image(800, 400, 96)
			if err != nil {
				t.Fatal(err)
			}
			changed := 0
			for i := range with.Pix {
				if with.Pix[i] != without.Pix[i] {
					changed++
				}
			}
			if changed < 200 {
				t.Errorf("%s: the other run changes %d bytes of the picture", name, changed)
			}
		}
	}
}
