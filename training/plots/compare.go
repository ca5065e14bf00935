package plots

import "digitpad/training"

// ComparedRun is a run of a Comparison.
type ComparedRun struct {
	Name     string
	Line     int // its colour and dashes; see Style.Line
	Epochs   []training.Epoch
	Examples int // n, of its training data
}

// Comparison is a chart of several runs: cost and accuracy of each, with a ring around
// its best epoch. Runs may have different lengths along the x axis. Those without
// validation data show how they do on their training data.
type Comparison struct {
	Runs    []ComparedRun
	XAxis   XAxis
	LogCost bool // whether the cost has a logarithmic axis
	Smooth  bool // whether lines are smoothed; what was measured stays behind them
}

// Figure draws the comparison.
func (c Comparison) Figure(s Style) *Figure {
	f := &Figure{Background: s.Background}
	longest := c.run(ComparedRun{})
	for _, contestant := range c.Runs {
		r := c.run(contestant)
		if end(r) >= end(longest) {
			longest = r
		}
	}
	cost, costPlot := longest.newPlot(f, s, s.Say("Cost on validation images"), s.Say("cost"))
	accuracy, accuracyPlot := longest.newPlot(f, s, s.Say("Accuracy on validation images"), s.Say("accuracy"))
	costPlot.Legend.Top = true
	highest, lowest := 0.0, 1.0
	for _, contestant := range c.Runs {
		r := c.run(contestant)
		costs := r.points(func(e training.Epoch) float64 { return e.Monitored().Cost })
		if c.LogCost {
			costs = aboveZero(costs)
		}
		r.add(f, cost, s, contestant.Line, contestant.Name, costs)
		r.add(f, accuracy, s, contestant.Line, contestant.Name, r.points(func(e training.Epoch) float64 { return e.Monitored().Accuracy }))
		if len(r.Epochs) > 2 {
			accuracyPlot.Add(r.ringBest(s.Line(contestant.Line).Color))
		}
		for _, e := range r.trained() {
			if finite(e.Monitored().Cost) {
				highest = max(highest, e.Monitored().Cost)
			}
			lowest = min(lowest, e.Monitored().Accuracy)
		}
	}
	if c.LogCost {
		logarithmic(f, cost)
	} else {
		fromZero(costPlot, highest)
	}
	accuracyPlot.Y.Min, accuracyPlot.Y.Max = floor(lowest), 1
	accuracyPlot.Y.Tick.Marker = Percent(5)
	return f
}

func (c Comparison) run(of ComparedRun) Run {
	return Run{Epochs: of.Epochs, Examples: of.Examples, XAxis: c.XAxis, Smooth: c.Smooth, Planned: lastNumber(of.Epochs)}
}

// end is where a run ends on the x axis.
func end(r Run) float64 { return r.place(float64(lastNumber(r.Epochs))) }

func lastNumber(epochs []training.Epoch) int {
	if len(epochs) == 0 {
		return 0
	}
	return epochs[len(epochs)-1].Number
}
