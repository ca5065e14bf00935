package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"digitpad/training"
	"digitpad/training/optim"
)

// Rates is the chart of the learning rates that a run with these settings will have. A
// schedule that depends on costs is drawn for a run that keeps improving.
func Rates(s training.Settings, style Style) *Figure {
	title := style.Say("Learning rate by epoch: %s", s.Schedule)
	f := &Figure{
		Plots:      []*plot.Plot{style.New(title, style.Say("epoch"), style.Say("learning rate η"))},
		Background: style.Background,
	}
	p := f.Plots[0]
	schedule, err := optim.Schedules.Lookup(s.Schedule)
	if err != nil {
		panic("plots: " + err.Error())
	}
	var rates plotter.XYs
	for e := range s.Epochs {
		rates = append(rates, plotter.XY{X: float64(e + 1), Y: schedule.Rate(s.Rate, e, s.Epochs, nil)})
	}
	f.addLine(0, style, 0, "η", rates)
	p.Legend.Top = true
	p.X.Min, p.X.Max = 0, float64(max(s.Epochs, 2))
	p.X.Tick.Marker = Integers(8)
	fromZero(p, s.Rate)
	return f
}
