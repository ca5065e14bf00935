package plots_test

import (
	"bytes"
	"strings"
	"testing"

	"digitpad/training"
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
	epochs := curve(20)
	figure := plots.Run(epochs, 20, plots.Light())
	before := svg(t, figure)
	best := epochs[training.Best(epochs)]
	figure.MarkBest(epochs, plots.Light())
	after := svg(t, figure)
	if strings.Contains(before, "best: epoch") || !strings.Contains(after, "best: epoch") {
		t.Errorf("epoch %d is not named as the best", best.Number)
	}
	figure.MarkBest(nil, plots.Light()) // nothing to mark is no mistake
}

// A change of settings is an upright line in every plot, named once in each.
func TestChangesAreMarked(t *testing.T) {
	figure := plots.Run(curve(20), 20, plots.Light())
	figure.MarkChanges([]float64{2.5, 7}, plots.Light())
	if n := strings.Count(svg(t, figure), "settings changed"); n != len(figure.Plots) {
		t.Errorf("the legend speaks of changes %d times in %d plots", n, len(figure.Plots))
	}
}

// Every schedule can be drawn before a run, whatever its length.
func TestRates(t *testing.T) {
	for _, schedule := range training.Schedules.Names() {
		for _, epochs := range []int{1, 30, 5000} {
			s := training.Post()
			s.Schedule, s.Epochs = schedule, epochs
			if text := svg(t, plots.Rates(s, plots.Dark())); !strings.Contains(text, "Learning rate by epoch: "+schedule) {
				t.Errorf("%s over %d epochs has no title", schedule, epochs)
			}
		}
	}
}
