package plots

import (
	"cmp"
	"slices"
	"strconv"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"digitpad/network"
)

// addOutputs draws the outputs for one digit by epoch. Those that were ever the
// highest, or nearly so, have colours and names; the others stay in the
// background.
func (r Run) addOutputs(f *Figure, s Style) {
	title := s.Say("Outputs for the digit on the pad, by epoch")
	if r.Digit == nil {
		title = s.Say("Draw a digit: its outputs in every epoch will stand here")
	}
	at, p := r.newPlot(f, s, title, s.Say("output activation"))
	p.Y.Min, p.Y.Max = 0, 1 // or more: each line that is added widens it
	p.Y.Tick.Marker = Decimals(5)
	if r.Digit == nil || len(r.Digit.Outputs) == 0 {
		return
	}
	lines := make([]plotter.XYs, len(r.Digit.Outputs[0]))
	for i, a := range r.Digit.Outputs {
		x := r.place(float64(r.Digit.Epochs[i]))
		for k := range lines {
			lines[k] = append(lines[k], plotter.XY{X: x, Y: float64(a[k])})
		}
	}
	order := make([]int, len(lines))
	peaks := make([]float64, len(lines))
	for k := range lines {
		lines[k] = Finite(lines[k])
		order[k] = k
		for _, point := range lines[k] {
			if point.X > 0 || len(lines[k]) < 3 { // an untrained network says anything
				peaks[k] = max(peaks[k], point.Y)
			}
		}
	}
	// by their last value, so that the answer is the first colour
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(last(lines[j]), last(lines[i])) })
	colour := 0
	for _, k := range order {
		if peaks[k] >= noticeable && colour < len(s.Series) {
			r.add(f, at, s, colour, r.outputName(s, k), lines[k])
			colour++
			continue
		}
		look := draw.LineStyle{Color: faint(s.Text), Width: vg.Points(0.6)}
		p.Add(&curve{lines[k], look})
		f.Traces = append(f.Traces, Trace{Plot: at, Name: r.outputName(s, k), Color: look.Color, Points: lines[k]})
	}
}

// noticeable is the activation from which an output has a colour of its own.
const noticeable = 0.15

// last is the value of the last point.
func last(points plotter.XYs) float64 {
	if len(points) == 0 {
		return 0
	}
	return points[len(points)-1].Y
}

// outputName is what output k stands for: with one output for each digit, the
// digit.
func (r Run) outputName(s Style, k int) string {
	if r.Digit.Encoding == network.OneHot {
		return strconv.Itoa(k)
	}
	return s.Say("output") + " " + strconv.Itoa(k+1)
}
