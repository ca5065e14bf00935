package lab

import (
	"context"
	"math"
	"math/rand/v2"

	"digitpad/network/message"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// minibatchGradient measures how well a mini-batch's gradient estimates the full
// one.
var minibatchGradient = &Experiment{
	name:  "minibatch-gradient",
	Title: "How good is the gradient of a mini-batch?",
	Claim: "Provided the sample size m is large enough, we expect that the average value of the ∇Cₓᵢ be roughly equal to the " +
		"average over all ∇Cₓ.",
	Source:  "(11)",
	Formula: "1/m · Σᵢ ∇Cₓᵢ  ≈  1/n · Σₓ ∇Cₓ = ∇C\nexpected relative error ∝ 1/√m",
	Explanation: "At the start, in the middle and at the end of a training run, mini-batches of m images are drawn at random, " +
		"without replacement, and their mean gradient is compared with that of all n images: the length of the difference, " +
		"relative to ‖∇C‖, and the angle between the two. At 90° a mini-batch says nothing about the way down.",
	Fixed: "Within each stage the network; only the mini-batch changes.",
	Criteria: Criteria{
		Holds:        "At every stage the error falls as m to a power within 0.1 of −1/2.",
		Contradicted: "At some stage it does not fall with m.",
		Open:         "It cannot stay open, as every m is drawn many times: it holds in part where the error falls at another power.",
	},
	Settings: []Setting{
		images(10000), hidden(15), epochs(10), batch(10), rate(3),
		{"draws", "mini-batches to draw for each m, at least", kindWhole, "40", 2, 10000, nil},
		{"seed", "of the run and of the draws", kindWhole, "1", 0, 1e9, nil},
	},
	run: runMinibatchGradient,
}

// gradientStage is a network in training and how mini-batches estimate its
// gradient.
type gradientStage struct {
	name  message.Message
	norm  float64 // ‖∇C‖
	m     []float64
	error []float64 // ‖g − ∇C‖/‖∇C‖, root mean square over the draws
	angle []Spread  // between g and ∇C, in degrees
}

// slope is that of log error against log m, for the mini-batches that are much
// smaller than the n examples; −1/2 is expected.
func (s *gradientStage) slope(n int) float64 {
	var x, y []float64
	for i, m := range s.m {
		if m <= float64(n)/10 {
			x, y = append(x, math.Log(m)), append(y, math.Log(s.error[i]))
		}
	}
	if len(x) < 2 {
		return math.NaN()
	}
	_, slope := stat.LinearRegression(x, y, nil, false)
	return slope
}

// at is the stage's figures for the mini-batch size nearest to m.
func (s *gradientStage) at(m float64) (size, relative float64, angle Spread) {
	i := floats.NearestIdx(s.m, m)
	return s.m[i], s.error[i], s.angle[i]
}

func runMinibatchGradient(r *run) (Result, error) {
	data, s := r.images(), r.settings(r.values.whole("seed"))
	sizes, draws := batchSizes(data.Len()), r.values.whole("draws")
	stages := []*gradientStage{{name: message.New("at the start")}, {name: message.New("in the middle")}, {name: message.New("at the end")}}
	r.plan(s.Epochs+len(stages)*len(sizes), func() []Chart { return gradientCharts(stages) })

	history, err := r.history(s, data)
	if err != nil {
		return Result{}, err
	}
	for k, stage := range stages {
		epoch := history[k*(len(history)-1)/(len(stages)-1)]
		net := networkAfter(s, epoch)
		full, err := fullGradient(r.ctx, net, data)
		if err != nil {
			return Result{}, err
		}
		r.advance(0, func() {
			stage.name = message.New("%s (epoch %d)", stage.name, epoch.Number)
			stage.norm = floats.Norm(full, 2)
		})
		relative, angles := make([]float64, len(sizes)), make([]Spread, len(sizes))
		err = r.each(len(sizes), func(ctx context.Context, i int) error {
			d := newDifferentiator(net, min(sizes[i], gradientPart))
			random := rand.New(rand.NewPCG(s.Seed, uint64(sizes[i])))
			order := make([]int, data.Len())
			for k := range order {
				order[k] = k
			}
			var squares, degrees []float64
			for draw := range drawsOf(draws, sizes[i], data.Len()) {
				if err := ctx.Err(); err != nil {
					return err
				}
				batch := order[:sizes[i]]
				for k := range batch { // the first m of a new random order
					j := k + random.IntN(len(order)-k)
					order[k], order[j] = order[j], order[k]
				}
				if sizes[i] == 1 {
					batch[0] = draw
				}
				e, a := compare(d.sum(data, batch), 1/float64(sizes[i]), full)
				squares, degrees = append(squares, e*e), append(degrees, a)
			}
			relative[i], angles[i] = math.Sqrt(stat.Mean(squares, nil)), spreadOf(degrees)
			r.advance(1, nil)
			return nil
		})
		if err != nil {
			return Result{}, err
		}
		r.advance(0, func() {
			for i, m := range sizes {
				stage.m = append(stage.m, float64(m))
				stage.error, stage.angle = append(stage.error, relative[i]), append(stage.angle, angles[i])
			}
		})
	}

	table := Table{Title: message.New("The gradient of a mini-batch beside the full one"), Columns: []string{"stage", "‖∇C‖", "m", "relative error (root mean square)", "angle, degrees"}}
	for _, stage := range stages {
		for _, m := range []float64{1, 10, 100, 1000} {
			if m < float64(data.Len()) {
				_, e, a := stage.at(m)
				table.row(stage.name, stage.norm, int(m), e, a)
			}
		}
	}
	return Result{Verdict: gradientVerdict(stages, data.Len()), Tables: []Table{table}, Charts: gradientCharts(stages)}, nil
}

// batchSizes are 1, 2, 5, 10, 20, 50, … below n.
func batchSizes(n int) (sizes []int) {
	for decade := 1; ; decade *= 10 {
		for _, digit := range []int{1, 2, 5} {
			if digit*decade >= n {
				return sizes
			}
			sizes = append(sizes, digit*decade)
		}
	}
}

// drawsOf is how many mini-batches of m images to draw: every image once with
// m = 1, which gives the error exactly, and else two epochs of them, because few
// images with large gradients decide.
func drawsOf(least, m, n int) int {
	if m == 1 {
		return n
	}
	return max(least, 2*n/m)
}

// compare returns the relative error of scale·g as an estimate of full, and the
// angle between the two in degrees.
func compare(g []float32, scale float64, full []float64) (relative, angle float64) {
	var difference, dot, length, fullLength float64
	for i, v := range g {
		a, b := scale*float64(v), full[i]
		difference += (a - b) * (a - b)
		dot += a * b
		length += a * a
		fullLength += b * b
	}
	cos := dot / math.Sqrt(length*fullLength)
	return math.Sqrt(difference / fullLength), math.Acos(min(max(cos, -1), 1)) * 180 / math.Pi
}

func gradientCharts(stages []*gradientStage) []Chart {
	relative := Chart{Title: message.New("Error of the mini-batch gradient"), X: Axis{Label: "mini-batch size m", Log: true}, Y: Axis{Label: "difference, relative to the full gradient", Log: true}}
	angle := Chart{Title: message.New("Angle to the full gradient"), X: Axis{Label: "mini-batch size m", Log: true}, Y: Axis{Label: "angle, degrees"}}
	var theory []Series
	for _, stage := range stages {
		e := Series{Name: stage.name, Look: Line}
		a, root := e, Series{Look: Reference}
		for i, m := range stage.m {
			e.add(m, stage.error[i])
			a.X, a.Y, a.Spread = append(a.X, m), append(a.Y, stage.angle[i].Mean), append(a.Spread, stage.angle[i].SD)
			root.add(m, stage.error[0]/math.Sqrt(m))
		}
		relative.Series, angle.Series = append(relative.Series, e), append(angle.Series, a)
		theory = append(theory, root)
	}
	theory[0].Name = message.New("as 1/√m")
	relative.Series = append(relative.Series, theory...)
	return []Chart{relative, angle}
}

// gradientVerdict holds if the error falls like 1/√m at every stage.
func gradientVerdict(stages []*gradientStage, n int) Verdict {
	const tolerance = 0.1 // of the exponent
	root, falling := true, true
	var sentences prose
	for _, stage := range stages {
		slope := stage.slope(n)
		root = root && math.Abs(slope+0.5) <= tolerance
		falling = falling && slope < 0
		m, e, a := stage.at(10)
		says := message.New("%s: with m = %.0f the gradient points %.0f° off and is wrong by %.0f %% of its length; the error goes as m^%.2f.",
			stage.name, m, a.Mean, 100*e, slope)
		says.Sentence = true
		sentences = append(sentences, says)
	}
	v := Verdict{Outcome: Fails}
	switch {
	case root:
		v.Outcome = Holds
		sentences.add("So a larger mini-batch does estimate ∇C better, but a hundred times the images for ten times the accuracy (1/√m).")
	case falling:
		v.Outcome = HoldsInPart
		sentences.add("The error does fall with m, but not like 1/√m at every stage.")
	default:
		sentences.add("The error does not fall with m at every stage.")
	}
	if first, last := stages[0], stages[len(stages)-1]; last.norm < first.norm {
		sentences.add("Training made ‖∇C‖ itself fall from %.3g to %.3g: what is large enough a mini-batch at the start is noisy at the end.", first.norm, last.norm)
	}
	v.Text = sentences.message()
	return v
}
