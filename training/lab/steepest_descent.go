package lab

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/network/message"
)

// steepestDescent takes steps of one length in thousands of directions.
var steepestDescent = &Experiment{
	name:    "steepest-descent",
	Title:   "Is there a better direction than −∇C?",
	Claim:   "Gradient Descent can be viewed as a way of taking small steps in the direction which does the most to decrease C.",
	Source:  "section 3.2, (6)",
	Formula: "‖Δv‖ = ε\nΔC ≈ ∇C · Δv = ‖∇C‖ ε cos θ\n|∇C · Δv| ≤ ‖∇C‖ ε   (6), with equality only for θ = 0° and 180°",
	Explanation: "From one network steps of the same length ε are taken in random directions, in random directions turned to a chosen " +
		"angle θ from ∇C, and in −∇C and +∇C themselves. (Purely random directions are all but perpendicular to ∇C: with thousands " +
		"of parameters there is hardly any other way to go.) For small ε the changes of cost lie on the line ε‖∇C‖cos θ, and none " +
		"below its end, −∇C. For large ε the line says little.",
	Fixed: "The network, the images, and in each chart the length of the step.",
	Criteria: Criteria{
		Holds:        "None of the other steps of the shortest length lowers the cost more than that in −∇C, by a thousandth, and the steps lie off the line ε‖∇C‖cos θ by 5 % of its height at most.",
		Contradicted: "A step of the shortest length lowers the cost more.",
		Open:         "It cannot stay open: the steps are measured, not sampled over seeds. It holds in part where −∇C is best but the steps are too long for the line.",
	},
	Settings: []Setting{
		{"lengths", "step lengths ε", kindNumbers, "0.01,5", 1e-4, 1e4, nil},
		{"random", "random directions", kindWhole, "2000", 10, 100000, nil},
		{"turned", "directions at chosen angles", kindWhole, "1000", 10, 100000, nil},
		{"epochs", "epochs of training before the steps", kindWhole, "1", 0, 1000, nil},
		measured(1000), hidden(15), batch(10), rate(3),
		{"seed", "of the run and of the directions", kindWhole, "1", 0, 1e9, nil},
	},
	run: runSteepestDescent,
}

// sphere is the steps of one length from one network.
type sphere struct {
	length float64 // ε
	norm   float64 // ‖∇C‖
	random directions
	turned directions
	down   float64 // ΔC of the step in −∇C
	up     float64 // ΔC of the step in +∇C
}

// directions are steps at angles to ∇C and the changes of cost that they bring.
type directions struct{ cos, change []float64 }

// better counts the steps, turned ones included, that lower the cost more than
// the one in −∇C, by a thousandth at least: less may be the rounding of the cost,
// or that −∇C turns on the way.
func (s *sphere) better() int {
	const thousandth = 1e-3
	count := 0
	for _, change := range slices.Concat(s.random.change, s.turned.change) {
		if change < s.down-thousandth*math.Abs(s.down) {
			count++
		}
	}
	return count
}

// misfit is the root mean square distance of the turned steps from the line
// ε‖∇C‖cos θ, relative to ε‖∇C‖.
func (s *sphere) misfit() float64 {
	var sum float64
	for i, cos := range s.turned.cos {
		e := s.turned.change[i]/(s.length*s.norm) - cos
		sum += e * e
	}
	return math.Sqrt(sum / float64(len(s.turned.cos)))
}

func runSteepestDescent(r *run) (Result, error) {
	data, s := r.measuredImages(), r.settings(r.values.whole("seed"))
	epochs := s.Epochs
	s.Epochs = max(epochs, 1)
	lengths := r.values.numbers("lengths")
	slices.Sort(lengths)
	randomCount, turnedCount := r.values.whole("random"), r.values.whole("turned")
	all := make([]*sphere, len(lengths))
	for i, length := range lengths {
		all[i] = &sphere{length: length}
	}
	r.plan(s.Epochs+len(lengths)*(randomCount+turnedCount), func() []Chart { return steepestCharts(all) })
	history, err := r.history(s, r.data.Train)
	if err != nil {
		return Result{}, err
	}
	net := networkAfter(s, history[epochs])
	gradient, err := fullGradient(r.ctx, net, data)
	if err != nil {
		return Result{}, err
	}
	before, err := costOf(r.ctx, net, data)
	if err != nil {
		return Result{}, err
	}
	norm := floats.Norm(gradient, 2)
	unit := slices.Clone(gradient)
	floats.Scale(1/norm, unit)

	for _, ball := range all {
		change := func(ctx context.Context, direction []float64, sign float64) (float64, error) {
			after, err := costOf(ctx, moved(net, direction, sign*ball.length), data)
			return after - before, err
		}
		down, err := change(r.ctx, unit, -1)
		if err != nil {
			return Result{}, err
		}
		up, err := change(r.ctx, unit, 1)
		if err != nil {
			return Result{}, err
		}
		r.advance(0, func() {
			ball.norm, ball.down, ball.up = norm, down, up
			ball.random = directions{make([]float64, randomCount), make([]float64, randomCount)}
			ball.turned = directions{make([]float64, turnedCount), make([]float64, turnedCount)}
		})
		err = r.each(randomCount+turnedCount, func(ctx context.Context, i int) error {
			random := rand.New(rand.NewPCG(s.Seed, uint64(i)))
			direction := randomDirection(net, random)
			into, k := &ball.random, i
			if i >= randomCount {
				into, k = &ball.turned, i-randomCount
				turn(direction, unit, math.Pi*random.Float64())
			}
			c, err := change(ctx, direction, 1)
			if err != nil {
				return err
			}
			r.advance(1, func() { into.cos[k], into.change[k] = floats.Dot(direction, unit), c })
			return nil
		})
		if err != nil {
			return Result{}, err
		}
	}

	table := Table{Title: message.New("Steps of length ε after epoch %d, where C = %.4g and ‖∇C‖ = %.4g", epochs, before, norm), Columns: []string{
		"ε", "ε‖∇C‖", "ΔC in −∇C", "ΔC in +∇C", "lowest ΔC of the others", "steps better than −∇C", "distance from the line",
	}}
	for _, s := range all {
		others := slices.Concat(s.random.change, s.turned.change)
		table.row(s.length, s.length*s.norm, s.down, s.up, slices.Min(others), s.better(), s.misfit())
	}
	return Result{Verdict: steepestVerdict(all), Tables: []Table{table}, Charts: steepestCharts(all)}, nil
}

// randomDirection is a vector of length 1, evenly distributed over all
// directions that the parameters can go; it is 0 where a row is padded.
func randomDirection(net *network.Network, random *rand.Rand) []float64 {
	d := make([]float64, len(net.Parameters()))
	i := 0
	for _, layer := range net.Layers() {
		for range layer.In + 1 { // a row of each input's weights, and the biases
			for k := range layer.Out {
				d[i+k] = random.NormFloat64()
			}
			i += layer.Stride
		}
	}
	floats.Scale(1/floats.Norm(d, 2), d)
	return d
}

// turn turns direction, within the plane that it spans with unit, to the angle
// theta from unit.
func turn(direction, unit []float64, theta float64) {
	floats.AddScaled(direction, -floats.Dot(direction, unit), unit)
	floats.Scale(math.Sin(theta)/floats.Norm(direction, 2), direction)
	floats.AddScaled(direction, math.Cos(theta), unit)
}

func steepestCharts(all []*sphere) []Chart {
	var charts []Chart
	for _, s := range all {
		if s.norm == 0 {
			continue
		}
		dots := func(name string, d directions) Series {
			series := Series{Name: message.Text(name), Look: Dots}
			for i, cos := range d.cos {
				if cos != 0 || d.change[i] != 0 { // else not yet done
					series.add(cos, d.change[i])
				}
			}
			return series
		}
		line := s.length * s.norm
		charts = append(charts, Chart{
			Title: message.New("Steps of length ε = %g", s.length),
			X:     Axis{Label: "cos θ"},
			Y:     Axis{Label: "ΔC"},
			Series: []Series{
				dots("at chosen angles", s.turned),
				dots("random directions", s.random),
				{Name: message.New("along the gradient, down and up"), Look: Dots, X: []float64{-1, 1}, Y: []float64{s.down, s.up}},
				{Name: message.New("∇C·Δv, bounded by (6)"), Look: Reference, X: []float64{-1, 1}, Y: []float64{-line, line}},
			},
		})
	}
	return charts
}

// steepestVerdict holds if no step of the smallest length is better than that in
// −∇C, and they lie on the line.
func steepestVerdict(all []*sphere) Verdict {
	const onTheLine = 0.05
	var sentences prose
	for _, s := range all {
		total := len(s.random.cos) + len(s.turned.cos)
		sentences.add("With ε = %g the step in −∇C changes the cost by %.3g, where (4) foretells %.3g; (6) bounds ∇C·Δv, not ΔC itself.", s.length, s.down, -s.length*s.norm)
		if n := s.better(); n == 0 {
			sentences.add("None of %s other steps is better by a thousandth.", message.Count(total))
		} else {
			sentences.add("%s of %s other steps are better.", message.Count(n), message.Count(total))
		}
		sentences.add("The steps lie off the line ε‖∇C‖cos θ by %.1f %% of its height.", 100*s.misfit())
	}
	small, large := all[0], all[len(all)-1]
	v := Verdict{Outcome: Fails}
	switch {
	case small.better() == 0 && small.misfit() <= onTheLine:
		v.Outcome = Holds
		sentences.add("For small steps −∇C is the best direction.")
	case small.better() == 0:
		v.Outcome = HoldsInPart
		sentences.add("−∇C is the best direction, though the steps are too long for the line.")
	default:
		sentences.add("Even the shortest step is too long for the gradient to show the best direction.")
	}
	if large != small && large.down > 0 {
		sentences.add("With ε = %g even the step in −∇C makes the cost rise.", large.length)
	}
	v.Text = sentences.message()
	return v
}
