package plots

import (
	"digitpad/training"
)

// Contestant is a run beside others in a chart.
type Contestant struct {
	Name     string
	Line     int // its colour and dashes; see Style.Line
	Epochs   []training.Epoch
	Examples int // n, of its training data
}

// Compare draws the cost and the accuracy on test images of several runs, one
// over the other. Each is drawn in its own pace along the x axis.
func Compare(contestants []Contestant, along Along, s Style) *Figure {
	f := &Figure{Background: s.Background}
	var longest Run
	for _, c := range contestants {
		r := c.run(along)
		if end(r) > end(longest) || longest.Epochs == nil {
			longest = r
		}
	}
	cost, costPlot := longest.newPlot(f, s, s.Say("Cost on test images"), s.Say("cost"))
	accuracy, accuracyPlot := longest.newPlot(f, s, s.Say("Accuracy on test images"), s.Say("accuracy"))
	costPlot.Legend.Top = true
	highest, lowest := 0.0, 1.0
	for _, c := range contestants {
		r := c.run(along)
		f.addLine(cost, s, c.Line, c.Name, r.points(func(e training.Epoch) float64 { return e.Test.Cost }))
		f.addLine(accuracy, s, c.Line, c.Name, r.points(func(e training.Epoch) float64 { return e.Test.Accuracy }))
		for _, e := range r.trained() {
			if finite(e.Test.Cost) {
				highest = max(highest, e.Test.Cost)
			}
			lowest = min(lowest, e.Test.Accuracy)
		}
	}
	fromZero(costPlot, highest)
	accuracyPlot.Y.Min, accuracyPlot.Y.Max = floor(lowest), 1
	accuracyPlot.Y.Tick.Marker = Percent(5)
	return f
}

func (c Contestant) run(along Along) Run {
	return Run{Epochs: c.Epochs, Examples: c.Examples, Along: along, Planned: lastNumber(c.Epochs)}
}

// end is where a run ends on the x axis.
func end(r Run) float64 { return r.place(float64(lastNumber(r.Epochs))) }

func lastNumber(epochs []training.Epoch) int {
	if len(epochs) == 0 {
		return 0
	}
	return epochs[len(epochs)-1].Number
}
