package plots

import (
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
)

// The legend of accuracies stands where their lines do not: below them as they near 1,
// above them before, and while there are few.
func TestLegendOffTheLines(t *testing.T) {
	for _, c := range []struct {
		name   string
		points plotter.XYs
		top    bool
	}{
		{"accuracies near 1", plotter.XYs{{X: 2, Y: 0.98}, {X: 5, Y: 0.99}, {X: 8, Y: 0.995}}, false},
		{"accuracies far from 1", plotter.XYs{{X: 2, Y: 0.91}, {X: 5, Y: 0.92}, {X: 8, Y: 0.925}}, true},
		{"the first epochs", plotter.XYs{{X: 1, Y: 0.905}, {X: 2, Y: 0.91}}, true},
		{"none", nil, false},
	} {
		f := &Figure{Plots: []*plot.Plot{Light().New("", "", "")}}
		f.Plots[0].X.Min, f.Plots[0].X.Max, f.Plots[0].Y.Min, f.Plots[0].Y.Max = 0, 8, 0.9, 1
		f.addLine(0, Light(), 0, "a", c.points)
		f.placeLegend(0)
		if f.Plots[0].Legend.Top != c.top {
			t.Errorf("of %s the legend stands at the top: %v", c.name, !c.top)
		}
	}
}
