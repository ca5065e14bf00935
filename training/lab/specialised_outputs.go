package lab

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/stats"
)

// specialisedOutputs looks at what each output unit fires for.
var specialisedOutputs = &Experiment{
	name:    "specialised-outputs",
	Title:   "Does each output fire for one digit alone?",
	Claim:   "Each class has its own output and its own incoming weights, allowing the network to specialize features per digit; only one unit should “fire” at a time, which is a clean training signal.",
	Source:  "section 2.2",
	Formula: "specialisation of an output = mean activation for the digits of its target 1 − for the others",
	Explanation: "Networks with ten outputs and with four are trained from the same seeds. An output fires if its activation is above one half. " +
		"With one-hot targets: in how many of the validation images does exactly one output fire, and how often is it the right one? " +
		"And the incoming weights: how alike are those of two outputs, as the mean cosine of the angle between them? With four binary outputs every output shares its weights among five digits or fewer.",
	Fixed: "Images, hidden layer, seeds, learning rate, mini-batch, epochs, cost.",
	Criteria: Criteria{
		Holds:        "Exactly one output fires for more than 90 % of the validation images, with the whole interval over the seeds, and an output of ten sets its digit apart from the others more than an output of four sets its digits, seed by seed.",
		Contradicted: "Neither is so, and one of the two is the other way round.",
		Open:         "There is one seed, or the intervals leave both possible.",
	},
	Settings: []Setting{seeds(5), images(10000), hidden(15), epochs(10), batch(10), rate(3)},
	run:      runSpecialisedOutputs,
}

// firing is how the outputs of an encoding fire, by seed.
type firing struct {
	encoding network.Encoding
	one      []float64   // share of the images for which exactly one output fires, in percent
	right    []float64   // of these, the share for which it is the right one; one-hot only
	apart    []float64   // mean specialisation over the outputs
	alike    []float64   // mean cosine between the weights of two outputs
	mean     [][]float64 // mean activation by output and digit, with the first seed
}

func runSpecialisedOutputs(r *run) (Result, error) {
	data, seeds := r.images(), r.values.whole("seeds")
	all := []*firing{{encoding: network.OneHot}, {encoding: network.Binary}}
	for _, f := range all {
		f.one, f.right, f.apart, f.alike = make([]float64, seeds), make([]float64, seeds), make([]float64, seeds), make([]float64, seeds)
	}
	s := r.settings(1)
	r.plan(len(all)*seeds*s.Epochs, func() []Chart { return firingCharts(all) })
	err := r.each(len(all)*seeds, func(ctx context.Context, i int) error {
		f, seed := all[i%len(all)], i/len(all)
		s := r.settings(seed + 1)
		s.Encoding = f.encoding.Name()
		var last training.Epoch
		if err := r.train(ctx, s, data, func(e training.Epoch) { last = e }); err != nil {
			return err
		}
		net := networkAfter(s, last)
		r.advance(0, func() { f.observe(seed, net, r.validation) })
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	table := Table{Title: message.New("Outputs on the validation images after the last epoch"), Columns: []string{"encoding", "outputs", "exactly one fires, %", "and is right, %", "specialisation", "cosine between the weights of two outputs"}}
	for _, f := range all {
		right := any("–")
		if f.encoding == network.OneHot {
			right = spreadOf(f.right)
		}
		table.row(f.encoding.Name(), f.encoding.Outputs(), spreadOf(f.one), right, spreadOf(f.apart), spreadOf(f.alike))
	}
	return Result{Verdict: firingVerdict(all[0], all[1]), Tables: []Table{table}, Charts: firingCharts(all)}, nil
}

// observe fills what a seed's network does.
func (f *firing) observe(seed int, net *network.Network, data *dataset.Dataset) {
	outputs := f.encoding.Outputs()
	sum := make([][]float64, outputs)
	for k := range sum {
		sum[k] = make([]float64, network.Labels)
	}
	var count [network.Labels]float64
	pass := net.NewPass()
	one, right := 0, 0
	for i := range data.Len() {
		label := data.Label(i)
		count[label]++
		fired, which := 0, 0
		for k, a := range net.Forward(pass, data.Input(i)) {
			sum[k][label] += float64(a)
			if a > 0.5 {
				fired++
				which = k
			}
		}
		if fired == 1 {
			one++
			if which == label {
				right++
			}
		}
	}
	f.one[seed] = 100 * float64(one) / float64(max(data.Len(), 1))
	f.right[seed] = 100 * float64(right) / float64(max(one, 1))
	y := make([]float32, outputs)
	var apart []float64
	for k := range sum {
		var own, other []float64
		for label := range sum[k] {
			if count[label] == 0 {
				continue
			}
			sum[k][label] /= count[label]
			f.encoding.Target(y, label)
			if y[k] == 1 {
				own = append(own, sum[k][label])
			} else {
				other = append(other, sum[k][label])
			}
		}
		if own != nil && other != nil {
			apart = append(apart, stat.Mean(own, nil)-stat.Mean(other, nil))
		}
	}
	f.apart[seed] = stat.Mean(apart, nil)
	f.alike[seed] = meanCosine(net)
	if seed == 0 {
		f.mean = sum
	}
}

// meanCosine is that between the weights that lead to two different outputs.
func meanCosine(net *network.Network) float64 {
	layer := net.Layers()[len(net.Layers())-1]
	var cosines []float64
	for i := range layer.Out {
		for j := range i {
			var dot, a, b float64
			for p := range layer.In {
				v, w := float64(layer.W[p*layer.Stride+i]), float64(layer.W[p*layer.Stride+j])
				dot, a, b = dot+v*w, a+v*v, b+w*w
			}
			cosines = append(cosines, dot/max(1e-300, math.Sqrt(a*b)))
		}
	}
	return stat.Mean(cosines, nil)
}

func firingCharts(all []*firing) []Chart {
	var charts []Chart
	for _, f := range all {
		if f.mean == nil {
			continue
		}
		chart := Chart{Title: message.New("Mean activation, %s, seed 1", f.encoding.Name()), X: Axis{Label: "digit", Whole: true}, Y: Axis{Label: "activation"}}
		for k, means := range f.mean {
			chart.Series = append(chart.Series, Series{Name: message.New("output %d", k), Look: Line, X: counting(0, len(means)), Y: slices.Clone(means)})
		}
		charts = append(charts, chart)
	}
	return charts
}

// firingVerdict goes by whether one output fires, and whether ten are more specialised
// than four.
func firingVerdict(oneHot, binary *firing) Verdict {
	const alone = 90
	one, apart := stats.Mean(oneHot.one), stats.Paired(oneHot.apart, binary.apart)
	var text prose
	text.add("With one-hot targets exactly one output fires for %s %% of the validation images, and for %s %% of these it is the right one.", one, spreadOf(oneHot.right))
	text.add("On average an output of ten is %s higher for its own digit than for the others, an output of four %s: a difference of %s.", spreadOf(oneHot.apart), spreadOf(binary.apart), apart)
	text.add("The weights to two outputs have a mean cosine of %s with ten outputs, and of %s with four.", spreadOf(oneHot.alike), spreadOf(binary.alike))
	return Verdict{together(outcomeOf(one.Above(alone)), outcomeOf(apart.Above(0))), text.message()}
}
