package plots

import (
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"digitpad/training"
	"digitpad/training/evaluate"
)

// Run is the chart of a run.
type Run struct {
	Epochs   []training.Epoch
	Planned  int // the number of epochs that are to be
	Examples int // n, of the training data
	Quantity Quantity
	XAxis    XAxis
	LogCost  bool // whether the cost has a logarithmic axis
	Smooth   bool // whether lines are smoothed; what was measured stays behind them
	ByTest   bool // whether the validation data are the test data, as in runs of 0.1.0

	// Since is the number of the epoch that the run began with: 0, or the epoch of
	// another run that it continues. Origin has that run's epochs, if known; they are
	// drawn faintly.
	Since  int
	Origin []training.Epoch

	// BatchCosts are the costs of single mini-batches for IterationCost, the first one
	// that of iteration BatchCostsFrom.
	BatchCosts     []float64
	BatchCostsFrom int

	// Digit is what Outputs shows; nil for no digit.
	Digit *training.OutputTrace

	// marks
	Best        bool      // a ring around the best epoch, see training.Best
	ViewedEpoch int       // the number of the epoch with an upright line, or None
	Changes     []float64 // when settings were changed, in epochs after the start
	Published   float64   // a share of 1 that somebody has published; 0 for none
}

// None stands for no epoch.
const None = -1

// Quantity is what a Run shows.
type Quantity string

// The quantities.
const (
	CostAndAccuracy Quantity = "cost and accuracy"
	Cost            Quantity = "cost"
	Accuracy        Quantity = "accuracy"
	LearningRate    Quantity = "learning rate"
	GradientNorm    Quantity = "gradient norm"
	Outputs         Quantity = "outputs"
	IterationCost   Quantity = "cost by iteration"
)

// Quantities lists all quantities.
var Quantities = []Quantity{CostAndAccuracy, Cost, Accuracy, LearningRate, GradientNorm, Outputs, IterationCost}

// XAxis is what the x axis of a Run counts.
type XAxis string

// The x axes.
const (
	EpochAxis     XAxis = "epoch"
	IterationAxis XAxis = "iteration"
	ExampleAxis   XAxis = "examples"
	SecondAxis    XAxis = "seconds"
)

// XAxes lists all x axes.
var XAxes = []XAxis{EpochAxis, IterationAxis, ExampleAxis, SecondAxis}

// Figure draws the run. Values that are not finite are left out. The x axis ends at the
// last epoch or at Planned, whichever is later. The y axes fit the epochs that were
// trained; epoch 0, the network before training, may lie beyond them.
func (r Run) Figure(s Style) *Figure {
	f := &Figure{Background: s.Background}
	switch r.Quantity {
	case Cost:
		r.addCost(f, s)
	case Accuracy:
		r.addAccuracy(f, s)
	case LearningRate:
		r.addRates(f, s)
	case GradientNorm:
		r.addGradientNorms(f, s)
	case Outputs:
		r.addOutputs(f, s)
	case IterationCost:
		r.addBatchCosts(f, s)
	default:
		r.addCost(f, s)
		r.addAccuracy(f, s)
	}
	r.addMarks(f, s)
	return f
}

// newPlot adds an empty plot of something by epoch to a figure and returns it
// with its index.
func (r Run) newPlot(f *Figure, s Style, title, y string) (int, *plot.Plot) {
	label := map[XAxis]string{
		IterationAxis: s.Say("iterations"), ExampleAxis: s.Say("examples"), SecondAxis: s.Say("seconds of training"),
	}[r.XAxis]
	if label == "" {
		label = s.Say("epoch")
	}
	p := s.New(title, label, y)
	last := r.Planned
	for _, e := range r.Epochs {
		last = max(last, e.Number)
	}
	p.X.Min, p.X.Max = 0, r.place(float64(max(last, 2)))
	p.X.Tick.Marker = Integers(8)
	if r.XAxis != EpochAxis {
		p.X.Tick.Marker = Integers(5) // whose numbers are longer
	}
	if r.XAxis == SecondAxis {
		p.X.Tick.Marker = Decimals(6)
	}
	f.Plots = append(f.Plots, p)
	return len(f.Plots) - 1, p
}

// place is the x of a moment, in epochs after the start. Between epochs and after the
// last one it is interpolated linearly.
func (r Run) place(epoch float64) float64 {
	if r.XAxis == EpochAxis || r.XAxis == "" {
		return epoch
	}
	if r.XAxis == ExampleAxis {
		return epoch * float64(max(1, r.Examples))
	}
	x, before, seconds := 0.0, 0.0, 0.0
	pace := 1.0
	for i, e := range r.Epochs {
		seconds += e.Seconds
		at := seconds
		if r.XAxis == IterationAxis {
			at = float64(e.Iterations)
		}
		if number := float64(e.Number); number > before {
			if at > x || i == 0 { // a run that went on from another begins at no time
				pace = (at - x) / (number - before)
			}
			if number >= epoch {
				return x + (epoch-before)*pace
			}
			x, before = at, number
		}
	}
	return x + (epoch-before)*pace
}

// measured is what cost and accuracy are measured on.
type measured struct {
	name  string
	score func(training.Epoch) evaluate.Score
}

// scores are the data sets that cost and accuracy are measured on: the training data and,
// where there is any, the validation data.
func (r Run) scores(s Style) []measured {
	all := []measured{{s.Say("training images"), func(e training.Epoch) evaluate.Score { return e.Train }}}
	if len(r.Epochs) > 0 && !r.Epochs[len(r.Epochs)-1].Validated() {
		return all
	}
	held := s.Say("validation images")
	if r.ByTest {
		held = s.Say("test images")
	}
	return append(all, measured{held, func(e training.Epoch) evaluate.Score { return e.Validation }})
}

// points are the epochs' values, those that are numbers.
func (r Run) points(value func(training.Epoch) float64) plotter.XYs {
	var points plotter.XYs
	for _, e := range r.own() {
		points = append(points, plotter.XY{X: r.place(float64(e.Number)), Y: value(e)})
	}
	return Finite(points)
}

// trained is the epochs that the y axes fit: without epoch 0, whose values would compress
// the rest.
func (r Run) trained() []training.Epoch {
	if len(r.Epochs) > 2 && r.Epochs[0].Number == 0 {
		return slices.Concat(r.Epochs[1:], r.Origin[min(1, len(r.Origin)):])
	}
	return r.Epochs
}

// add draws line i of a plot, smoothed if that is wanted.
func (r Run) add(f *Figure, at int, s Style, i int, name string, points plotter.XYs) {
	if r.Smooth && len(points) > 2 {
		f.addSmoothed(at, s, i, name, points)
		return
	}
	f.addLine(at, s, i, name, points)
}

func (r Run) addCost(f *Figure, s Style) {
	at, p := r.newPlot(f, s, s.Say("Cost by epoch"), s.Say("cost"))
	p.Legend.Top = true // costs fall, so there is room at the top
	for i, line := range r.scores(s) {
		cost := func(e training.Epoch) float64 { return line.score(e).Cost }
		points, origin := r.points(cost), r.originPoints(cost)
		if r.LogCost {
			points, origin = aboveZero(points), aboveZero(origin)
		}
		f.addOrigin(at, s, i, origin)
		r.add(f, at, s, i, line.name, points)
	}
	if r.LogCost {
		logarithmic(f, at)
		return
	}
	highest := 0.0
	for _, e := range r.trained() {
		for _, cost := range []float64{e.Train.Cost, e.Monitored().Cost} {
			if finite(cost) {
				highest = max(highest, cost)
			}
		}
	}
	fromZero(p, highest)
}

// addBatchCosts draws the cost of every mini-batch, which swings, and its moving average.
func (r Run) addBatchCosts(f *Figure, s Style) {
	p := s.New(s.Say("Cost by iteration"), s.Say("iterations"), s.Say("cost of the mini-batch"))
	f.Plots = append(f.Plots, p)
	points := make(plotter.XYs, len(r.BatchCosts))
	for i, cost := range r.BatchCosts {
		points[i] = plotter.XY{X: float64(r.BatchCostsFrom + i), Y: cost}
	}
	points = Finite(points)
	highest := 0.0
	for _, point := range points {
		highest = max(highest, point.Y)
	}
	p.X.Min, p.X.Max = float64(r.BatchCostsFrom), float64(r.BatchCostsFrom+max(len(r.BatchCosts)-1, 2))
	p.X.Tick.Marker = Integers(8)
	at := len(f.Plots) - 1
	if len(points) > 2 {
		f.addSmoothed(at, s, 0, s.Say("mini-batches"), points)
	} else {
		f.addLine(at, s, 0, s.Say("mini-batches"), points)
	}
	p.Legend.Top = true
	if r.LogCost && highest > 0 {
		logarithmic(f, at)
		return
	}
	fromZero(p, highest)
}

func (r Run) addAccuracy(f *Figure, s Style) {
	at, p := r.newPlot(f, s, s.Say("Accuracy by epoch"), s.Say("accuracy"))
	for i, line := range r.scores(s) {
		accuracy := func(e training.Epoch) float64 { return line.score(e).Accuracy }
		f.addOrigin(at, s, i, r.originPoints(accuracy))
		r.add(f, at, s, i, line.name, r.points(accuracy))
	}
	lowest := 1.0
	for _, e := range r.trained() {
		lowest = min(lowest, e.Train.Accuracy, e.Monitored().Accuracy)
	}
	p.Y.Min, p.Y.Max = floor(lowest), 1
	p.Y.Tick.Marker = Percent(5)
	if r.Published > 0 {
		addPublished(p, r.Published, s)
	}
	if r.Best {
		r.markBest(p, s)
	}
	f.placeLegend(at)
}

// placeLegend puts the legend of a plot at the top or at the bottom right, where fewer
// points lie.
func (f *Figure) placeLegend(at int) {
	const wide, tall = 0.8, 0.3 // of the plot: about what a legend covers
	p, top, bottom := f.Plots[at], 0, 0
	for _, t := range f.Traces {
		if t.Plot != at {
			continue
		}
		for _, point := range t.Points {
			y := p.Y.Norm(point.Y)
			switch {
			case p.X.Norm(point.X) < 1-wide:
			case y > 1-tall:
				top++
			case y < tall:
				bottom++
			}
		}
	}
	p.Legend.Top = top < bottom
}

func (r Run) addRates(f *Figure, s Style) {
	at, p := r.newPlot(f, s, s.Say("Learning rate by epoch"), s.Say("learning rate η"))
	highest := 0.0
	var points plotter.XYs
	for _, e := range r.Epochs {
		if e.Number > 0 {
			points = append(points, plotter.XY{X: r.place(float64(e.Number)), Y: e.Rate})
			highest = max(highest, e.Rate)
		}
	}
	f.addLine(at, s, 0, "η", points)
	p.Legend.Top = true
	fromZero(p, highest)
}

func (r Run) addGradientNorms(f *Figure, s Style) {
	at, p := r.newPlot(f, s, s.Say("Length of the gradient by layer"), s.Say("length"))
	p.Legend.Top = true
	layers := 0
	for _, e := range r.Epochs {
		layers = max(layers, len(e.GradientNorms))
	}
	for l := range layers {
		points := r.points(func(e training.Epoch) float64 {
			if l >= len(e.GradientNorms) {
				return math.NaN()
			}
			return e.GradientNorms[l]
		})
		name := s.Say("layer") + " " + strconv.Itoa(l+1)
		if l == layers-1 {
			name = s.Say("output layer")
		}
		r.add(f, at, s, l, name, aboveZero(points))
	}
	logarithmic(f, at)
}

// fromZero gives a plot a y axis from 0 to a mark a little above the highest
// value, so that plots side by side stand level.
func fromZero(p *plot.Plot, highest float64) {
	if highest == 0 {
		highest = 1
	}
	step := roundStep(1.1 * highest / 5)
	p.Y.Min, p.Y.Max = 0, step*math.Ceil(1.1*highest/step)
	p.Y.Tick.Marker = Decimals(5)
}

// logarithmic gives plot i a logarithmic y axis that fits its traces, which lie
// above 0.
func logarithmic(f *Figure, i int) {
	p := f.Plots[i]
	p.Y.Min, p.Y.Max = 0.1, 1
	p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, Decades{}
	f.fitY(i)
}

// aboveZero replaces values that are not above 0 by the smallest one that is, for a
// logarithmic axis.
func aboveZero(points plotter.XYs) plotter.XYs {
	least := math.Inf(1)
	for _, p := range points {
		if p.Y > 0 {
			least = min(least, p.Y)
		}
	}
	if math.IsInf(least, 1) {
		return nil
	}
	for i := range points {
		points[i].Y = max(points[i].Y, least)
	}
	return points
}

// floor is where the accuracy axis starts, so that good runs can be told apart.
func floor(lowest float64) float64 {
	for _, start := range []float64{0.98, 0.95, 0.9, 0.8, 0.5} {
		if lowest > start+0.1*(1-start) {
			return start
		}
	}
	return 0
}
