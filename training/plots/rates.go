package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"digitpad/training"
)

// Rates is the chart of the learning rate of each epoch that a run with these
// settings is to have. A schedule that follows the costs is drawn as for a run
// that never stops improving.
func Rates(s training.Settings, style Style) *Figure {
	p := style.New("Learning rate by epoch: "+s.Schedule, "epoch", "learning rate η")
	schedule, err := training.Schedules.Lookup(s.Schedule)
	if err != nil {
		panic("plots: " + err.Error())
	}
	var rates plotter.XYs
	for e := range s.Epochs {
		rates = append(rates, plotter.XY{X: float64(e + 1), Y: schedule.Rate(s.Rate, e, s.Epochs, nil)})
	}
	style.add(p, 0, "η", rates)
	p.Legend.Top = true
	p.X.Min, p.X.Max = 0, float64(max(s.Epochs, 2))
	p.X.Tick.Marker = Integers(8)
	step := roundStep(1.1 * s.Rate / 5)
	p.Y.Min, p.Y.Max = 0, step*math.Ceil(1.1*s.Rate/step)
	p.Y.Tick.Marker = Decimals(5)
	return &Figure{Plots: []*plot.Plot{p}, Background: style.Background}
}
