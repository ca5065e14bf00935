package plots

import (
	"strconv"

	"gonum.org/v1/plot/plotter"

	"digitpad/training/distribution"
)

// Distribution is one chart for each layer: how its weights, activations or gradients
// are distributed.
func Distribution(layers []distribution.Histogram, name string, s Style) *Figure {
	f := &Figure{Background: s.Background}
	for l, h := range layers {
		title := s.Say("layer") + " " + strconv.Itoa(l+1)
		if l == len(layers)-1 {
			title = s.Say("output layer")
		}
		p := s.New(title, name, s.Say("number"))
		bars := &plotter.Histogram{FillColor: s.Line(0).Color, Width: h.Width()}
		bars.LineStyle.Width = 0
		highest := 1
		for i, count := range h.Counts {
			low := h.Low + float64(i)*h.Width()
			bars.Bins = append(bars.Bins, plotter.HistogramBin{Min: low, Max: low + h.Width(), Weight: float64(count)})
			highest = max(highest, count)
		}
		p.Add(bars)
		p.X.Min, p.X.Max = h.Low, h.High
		p.X.Tick.Marker = Decimals(5)
		fromZero(p, float64(highest))
		f.Plots = append(f.Plots, p)
	}
	return f
}
