package lab

import (
	"context"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/network/message"
)

// gradientCheck compares backpropagation with finite differences.
var gradientCheck = &Experiment{
	name:    "gradient-check",
	Title:   "Is the gradient right?",
	Claim:   "In order to compute the full gradient ∇C, we first calculate ∇Cₓ for each training sample and average them.",
	Source:  "section 3.2, (7) and (10)",
	Formula: "∂Cₓ/∂w  ≈  (Cₓ(w + h) − Cₓ(w − h)) / 2h",
	Explanation: "Backpropagation finds all derivatives of Cₓ in one pass. Here single weights and biases are moved by ±h and the cost is looked at. " +
		"Large h miss the curve, tiny h drown in the rounding of the network's 32-bit arithmetic; in between the two ways must agree in every layer. " +
		"A mistake in backpropagation would keep them apart at every h. In the window this looks at the network that answers the pad and at the digit on it.",
	Fixed: "The network, the image and its label.",
	Criteria: Criteria{
		Holds:        "The gradients of every layer agree.",
		Contradicted: "Those of none do.",
		Open:         "It cannot stay open, as gradients are computed and not sampled: it holds in part where some layer differs.",
	},
	Settings: []Setting{
		{"image", "test image to look at, from 0", kindWhole, "0", 0, 1e7, nil},
		{"parameters", "weights and biases to check in each layer", kindWhole, "200", 1, 100000, nil},
		{"epochs", "epochs of training, where no network is given", kindWhole, "1", 0, 1000, nil},
		hidden(15), batch(10), rate(3),
		{"seed", "of the run and of the choice", kindWhole, "1", 0, 1e9, nil},
	},
	run: runGradientCheck,
}

// layerCheck is the two gradients of some parameters of one layer.
type layerCheck struct {
	name     message.Message
	backprop []float64
	step     []float64   // h
	finite   [][]float64 // by h: the finite differences
}

// error is the distance between the two gradients with the step h[i], relative
// to their length.
func (l *layerCheck) error(i int) float64 {
	length := floats.Norm(l.backprop, 2)
	if length == 0 {
		return floats.Norm(l.finite[i], 2)
	}
	return floats.Distance(l.finite[i], l.backprop, 2) / length
}

// best is the step with which they agree best.
func (l *layerCheck) best() int {
	best := 0
	for i := range l.finite {
		if l.error(i) < l.error(best) {
			best = i
		}
	}
	return best
}

func runGradientCheck(r *run) (Result, error) {
	s := r.settings(r.values.whole("seed"))
	example := r.data.Example
	if example == nil {
		i := min(r.values.whole("image"), r.data.Test.Len()-1)
		example = &Example{r.data.Test.Input(i), r.data.Test.Label(i)}
	}
	steps := logSteps(1e-4, 1, 4)
	var layers []*layerCheck
	draw := func() []Chart { return gradientCheckCharts(layers) }
	net := r.data.Network
	if net != nil {
		r.plan(len(net.Layers())*len(steps), draw)
	} else {
		epochs := s.Epochs
		s.Epochs = max(epochs, 1)
		r.plan(s.Epochs+(len(s.Hidden)+1)*len(steps), draw)
		history, err := r.history(s, r.data.Train)
		if err != nil {
			return Result{}, err
		}
		net = networkAfter(s, history[epochs])
	}

	spec := net.Spec()
	y := make([]float32, spec.Encoding.Outputs())
	spec.Encoding.Target(y, example.Label)
	gradient := network.New(spec)
	backprop := net.NewBackprop(1)
	backprop.Run([]network.Input{example.Input}, []uint8{uint8(example.Label)})
	backprop.AddGradient(gradient, 1)

	places := parametersByLayer(net, example.Input, r.values.whole("parameters"), rand.New(rand.NewPCG(s.Seed, 2)))
	for l, places := range places {
		check := &layerCheck{name: layerName(l, len(net.Layers())), step: steps, finite: make([][]float64, len(steps))}
		for _, place := range places {
			check.backprop = append(check.backprop, float64(gradient.Parameters()[place]))
		}
		err := r.each(len(steps), func(ctx context.Context, i int) error {
			other := net.Clone()
			pass := other.NewPass()
			finite := make([]float64, len(places))
			for k, place := range places {
				if err := ctx.Err(); err != nil {
					return err
				}
				w := &other.Parameters()[place]
				start := *w
				finite[k] = fd.Derivative(func(v float64) float64 {
					*w = float32(v)
					return spec.Cost.Of(other.Forward(pass, example.Input), y)
				}, float64(start), &fd.Settings{Formula: fd.Central, Step: steps[i]})
				*w = start
			}
			check.finite[i] = finite
			r.advance(1, nil)
			return nil
		})
		if err != nil {
			return Result{}, err
		}
		r.advance(0, func() { layers = append(layers, check) })
	}

	table := Table{
		Title:   message.New("A network %s and an image of a %d", spec.SizesString(), example.Label),
		Columns: []string{"layer", "parameters checked", "length of the gradient", "best h", "relative error there"},
	}
	for _, l := range layers {
		table.row(l.name, len(l.backprop), floats.Norm(l.backprop, 2), l.step[l.best()], l.error(l.best()))
	}
	return Result{Verdict: gradientCheckVerdict(layers), Tables: []Table{table}, Charts: draw()}, nil
}

// parametersByLayer picks places in Network.Parameters at random: in each layer
// up to count different ones that this input can influence.
func parametersByLayer(net *network.Network, x network.Input, count int, random *rand.Rand) [][]int {
	var layers [][]int
	offset := 0
	for l, layer := range net.Layers() {
		var rows []int
		if l == 0 {
			for pixel := range x.Pixels() {
				rows = append(rows, pixel)
			}
		} else {
			for p := range layer.In {
				rows = append(rows, p)
			}
		}
		rows = append(rows, layer.In) // the biases
		var places []int
		for _, row := range rows {
			for k := range layer.Out {
				places = append(places, offset+row*layer.Stride+k)
			}
		}
		random.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
		layers = append(layers, places[:min(count, len(places))])
		offset += (layer.In + 1) * layer.Stride
	}
	return layers
}

// layerName is "hidden layer", "hidden layer 2" or "output layer".
func layerName(l, layers int) message.Message {
	switch {
	case l == layers-1:
		return message.New("output layer")
	case layers == 2:
		return message.New("hidden layer")
	}
	return message.New("hidden layer %d", l+1)
}

func gradientCheckCharts(layers []*layerCheck) []Chart {
	errors := Chart{Title: message.New("Disagreement"), X: Axis{Label: "step h", Log: true}, Y: Axis{Label: "relative error", Log: true}}
	both := Chart{Title: message.New("Each derivative, found both ways"), X: Axis{Label: "by backpropagation"}, Y: Axis{Label: "by finite differences"}}
	var lowest, highest float64
	for _, l := range layers {
		s := Series{Name: l.name, Look: Line}
		for i, h := range l.step {
			s.add(h, l.error(i))
		}
		errors.Series = append(errors.Series, s)
		both.Series = append(both.Series, Series{Name: l.name, Look: Dots, X: l.backprop, Y: l.finite[l.best()]})
		lowest, highest = min(lowest, slices.Min(l.backprop)), max(highest, slices.Max(l.backprop))
	}
	both.Series = append(both.Series, Series{Name: message.New("equal"), Look: Reference, X: []float64{lowest, highest}, Y: []float64{lowest, highest}})
	return []Chart{errors, both}
}

// gradientCheckVerdict holds if the two ways agree to 1 % in every layer.
func gradientCheckVerdict(layers []*layerCheck) Verdict {
	const agree = 0.01
	var text prose
	var apart []message.Message
	for _, l := range layers {
		e := l.error(l.best())
		text.add("In the %s the two ways differ by %.2g of the gradient's length with h = %.2g.", l.name, e, l.step[l.best()])
		if !(e <= agree) { // nor is NaN
			apart = append(apart, l.name)
		}
	}
	switch len(apart) {
	case 0:
		return Verdict{Holds, text.and("Backpropagation is right: what remains is rounding.")}
	case len(layers):
		return Verdict{Fails, text.and("They do not agree in any layer.")}
	}
	return Verdict{HoldsInPart, text.and("They do not agree in the %s.", message.Join(apart, ", "))}
}
