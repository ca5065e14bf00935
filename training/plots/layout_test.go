package plots

import (
	"fmt"
	"testing"

	"gonum.org/v1/plot/vg"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/evaluate"
)

// full is a run with all that a chart of one can show.
func full() Run {
	r := Run{Planned: 20, Examples: 1000, Best: true, ViewedEpoch: 3, Changes: []float64{1.5}, Published: 0.95}
	for i := range 21 {
		x := float64(i)
		r.Epochs = append(r.Epochs, training.Epoch{
			Number: i, Iterations: 100 * i, Seconds: min(x, 1) / 2, Rate: 3,
			Train:         evaluate.Score{Cost: 1 / (1 + x), Accuracy: 1 - 0.9/(1+2*x)},
			Validation:    evaluate.Score{Cost: 1.2 / (1 + x), Accuracy: 1 - 0.95/(1+2*x)},
			GradientNorms: []float64{1 / (1 + x), 0.5 / (1 + x)},
		})
	}
	r.Digit = &training.OutputTrace{Encoding: network.OneHot, Epochs: []int{0, 1, 2}, Outputs: [][]float32{
		{0.9, 0, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0.2, 0, 0, 0, 0, 0, 0.3, 0, 0}, {0, 0.1, 0, 0, 0, 0, 0, 0.8, 0, 0.15},
	}}
	return r
}

// charts are all kinds of them.
func charts(s Style) map[string]*Figure {
	all := map[string]*Figure{}
	for _, quantity := range Quantities {
		for _, along := range XAxes {
			r := full()
			r.Quantity, r.XAxis = quantity, along
			all[fmt.Sprintf("%s along %s", quantity, along)] = r.Figure(s)
		}
	}
	all["none"] = Run{Planned: 20, ViewedEpoch: None}.Figure(s)
	all["rates"] = Rates(training.DefaultSettings(), s)
	all["comparison"] = Comparison{Runs: []ComparedRun{{"one", 0, full().Epochs, 1000}, {"two", 1, full().Epochs, 1000}}}.Figure(s)
	answering := []evaluate.OperatingPoint{{Answered: 50, Correct: 49, Examples: 100}, {Answered: 100, Correct: 90, Examples: 100}}
	all["trade-off"] = RejectionCurve(answering, answering[0], s)
	var robust []evaluate.Robustness
	for _, d := range evaluate.Corruptions {
		robust = append(robust, evaluate.Robustness{Corruption: d, Examples: 100, Correct: make([]int, len(d.Levels))})
	}
	all["robustness"] = Robustness(robust, s)
	return all
}

// Whatever is drawn lies on the canvas, no word over another, and the corner that
// belongs to the window is free.
func TestNothingIsCutOffOrOverlaps(t *testing.T) {
	for _, size := range [][2]vg.Length{{420, 200}, {576, 288}, {900, 500}} {
		width, height := size[0], size[1]
		for name, f := range charts(Light()) {
			drawn := onPaper(f, width, height)
			for i, w := range drawn.words {
				if b := w.box; b.Min.X < 0 || b.Min.Y < 0 || b.Max.X > width || b.Max.Y > height {
					t.Errorf("%s: %v is cut off on %v", name, w, size)
				}
				if w.box.Max.X > width-cornerRoom && w.box.Max.Y > height-cornerRoom {
					t.Errorf("%s: %v is in the corner of %v", name, w, size)
				}
				for _, other := range drawn.words[:i] {
					if a, b := w.box, other.box; a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y {
						t.Errorf("%s: %v lies over %v on %v", name, w, other, size)
					}
				}
			}
			for _, s := range append(drawn.lines, drawn.fills...) {
				for _, p := range s.points {
					if r := s.radius; p.X-r < 0 || p.Y-r < 0 || p.X+r > width || p.Y+r > height {
						t.Errorf("%s: a line of width %.1f at %.0f is beyond %v", name, s.width, p, size)
					}
				}
			}
		}
	}
}
