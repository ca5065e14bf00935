package plots_test

import (
	"bytes"
	"strings"
	"testing"

	"digitpad/training"
	"digitpad/training/optim"
	"digitpad/training/plots"
)

// svg is the figure's text and lines.
func svg(t *testing.T, f *plots.Figure) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, ".svg", 8, 4); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The ring around the best epoch says which it is, and how good.
func TestTheBestEpochIsNamed(t *testing.T) {
	r := run(curve(20), 20)
	before := svg(t, r.Figure(plots.Light()))
	r.Best = true
	after := svg(t, r.Figure(plots.Light()))
	best := r.Epochs[training.Best(r.Epochs)]
	if strings.Contains(before, "best: epoch") || !strings.Contains(after, "best: epoch") {
		t.Errorf("epoch %d is not named as the best", best.Number)
	}
	r.Epochs = nil
	svg(t, r.Figure(plots.Light())) // nothing to mark is no mistake
}

// A change of settings is an upright line in every plot, named once in each.
func TestChangesAreMarked(t *testing.T) {
	r := run(curve(20), 20)
	r.Changes = []float64{2.5, 7}
	figure := r.Figure(plots.Light())
	if n := strings.Count(svg(t, figure), "settings changed"); n != len(figure.Plots) {
		t.Errorf("the legend speaks of changes %d times in %d plots", n, len(figure.Plots))
	}
}

// Every schedule can be drawn before a run, whatever its length.
func TestRates(t *testing.T) {
	for _, schedule := range optim.Schedules.Names() {
		for _, epochs := range []int{1, 30, 5000} {
			s := training.DefaultSettings()
			s.Schedule, s.Epochs = schedule, epochs
			if text := svg(t, plots.Rates(s, plots.Dark())); !strings.Contains(text, "Learning rate by epoch: "+schedule) {
				t.Errorf("%s over %d epochs has no title", schedule, epochs)
			}
		}
	}
}
