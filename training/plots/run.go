package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"digitpad/training"
)

// Run is the chart of a run: cost and accuracy after each epoch, on the training
// and on the test examples. Costs that are no numbers are left out. The x axis
// ends at the last epoch or at planned, the number of epochs that are to be,
// whichever is later. The y axes fit the epochs that were trained; epoch 0, the
// network before training, may lie beyond them.
func Run(epochs []training.Epoch, planned int, s Style) *Figure {
	cost := s.New("Cost by epoch", "epoch", "cost")
	accuracy := s.New("Accuracy by epoch", "epoch", "accuracy")
	cost.Y.Tick.Marker = Decimals(5)
	accuracy.Y.Tick.Marker = Percent(5)
	cost.Legend.Top = true // costs fall, so there is room at the top

	last := planned
	for _, e := range epochs {
		last = max(last, e.Number)
	}
	series := []struct {
		name  string
		score func(training.Epoch) training.Score
	}{
		{"training images", func(e training.Epoch) training.Score { return e.Train }},
		{"test images", func(e training.Epoch) training.Score { return e.Test }},
	}
	for i, line := range series {
		var costs, accuracies plotter.XYs
		for _, e := range epochs {
			x, score := float64(e.Number), line.score(e)
			costs = append(costs, plotter.XY{X: x, Y: score.Cost})
			accuracies = append(accuracies, plotter.XY{X: x, Y: score.Accuracy})
		}
		s.add(cost, i, line.name, costs)
		s.add(accuracy, i, line.name, accuracies)
	}

	for _, p := range []*plot.Plot{cost, accuracy} {
		p.X.Min, p.X.Max = 0, float64(max(last, 2))
		p.X.Tick.Marker = Integers(8)
	}
	trained := epochs
	if len(epochs) > 2 && epochs[0].Number == 0 {
		trained = epochs[1:] // else all that is learned is squeezed into a corner
	}
	highest, lowest := 0.0, 1.0
	for _, e := range trained {
		for _, score := range []training.Score{e.Train, e.Test} {
			if finite(score.Cost) {
				highest = max(highest, score.Cost)
			}
			lowest = min(lowest, score.Accuracy)
		}
	}
	if highest == 0 {
		highest = 1
	}
	// both axes end at a mark, so that the plots stand level
	step := roundStep(1.1 * highest / 5)
	cost.Y.Min, cost.Y.Max = 0, step*math.Ceil(1.1*highest/step)
	accuracy.Y.Min, accuracy.Y.Max = floor(lowest), 1
	return &Figure{Plots: []*plot.Plot{cost, accuracy}, Background: s.Background}
}

// maxDots is how many points of a line get a dot each.
const maxDots = 16

// add draws series i through the points.
func (s Style) add(p *plot.Plot, i int, name string, points plotter.XYs) {
	points = Thin(Finite(points))
	if len(points) == 0 {
		return
	}
	line := &plotter.Line{XYs: points, LineStyle: s.Line(i)}
	p.Add(line)
	if len(points) <= maxDots {
		dots := &plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{
			Color: s.Series[i%len(s.Series)], Radius: vg.Points(2), Shape: draw.CircleGlyph{},
		}}
		p.Add(dots)
	}
	p.Legend.Add(name, line)
}

// floor is where the accuracy axis starts, so that a good run is not squeezed
// against the top.
func floor(lowest float64) float64 {
	for _, start := range []float64{0.98, 0.95, 0.9, 0.8, 0.5} {
		if lowest > start+0.1*(1-start) {
			return start
		}
	}
	return 0
}
