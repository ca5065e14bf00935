package lab

import (
	"math"
	"math/rand/v2"

	"digitpad/network/message"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/floats"
)

// gradientAverage compares the mean of single images' gradients with the gradient of
// their mean cost.
var gradientAverage = &Experiment{
	name:    "gradient-average",
	Title:   "Is the gradient of the mean the mean of the gradients?",
	Claim:   "In order to compute the full gradient ∇C, we first calculate ∇Cₓ for each training sample and average them.",
	Source:  "section 3.2, (8) and (10)",
	Formula: "C = 1/n · Σₓ Cₓ   (8)\n∇C = 1/n · Σₓ ∇Cₓ   (10)",
	Explanation: "For n images the gradient of each is found by backpropagation, one at a time, and averaged. Beside it stand the gradient that the program computes for all of them at once, " +
		"and, without any backpropagation, the slope of the mean cost C itself: how much it changes as the parameters move a little to and fro along random directions. " +
		"The slope along d is ∇C·d, so it is compared with the average's.",
	Fixed: "The network and the images.",
	Criteria: Criteria{
		Holds:        "For every n the average is the gradient of all at once to within 0.001 of its length, and the slopes of C along the directions are those that it foretells to within 0.01 of their size.",
		Contradicted: "For every n it misses both.",
		Open:         "It cannot stay open, as gradients are computed and not sampled: it holds in part where one of the two is missed.",
	},
	Settings: []Setting{
		{"counts", "numbers n of images to average over", kindWholes, "1,2,10,100,1000", 1, 1e6, nil},
		{"directions", "random directions to find the slope of C along", kindWhole, "10", 1, 1000, nil},
		hidden(15), epochs(1), batch(10), rate(3),
		{"seed", "of the run and of the directions", kindWhole, "1", 0, 1e9, nil},
	},
	run: runGradientAverage,
}

// averaged is what came of n images.
type averaged struct {
	n              int
	norm           float64 // of the average
	together       float64 // distance of the gradient of all at once, of the norm
	slopes         float64 // root mean square distance of the measured slopes, of that of the slopes
	found, claimed []float64
}

func runGradientAverage(r *run) (Result, error) {
	s := r.settings(r.values.whole("seed"))
	counts, directions := r.values.wholes("counts"), r.values.whole("directions")
	var all []*averaged
	r.plan(s.Epochs+len(counts), func() []Chart { return averageCharts(all) })
	history, err := r.history(s, r.data.Train)
	if err != nil {
		return Result{}, err
	}
	net := networkAfter(s, last(history))
	for _, n := range counts {
		data := r.data.Train.Slice(0, min(n, r.data.Train.Len()))
		single := newDifferentiator(net, 1)
		mean := make([]float64, len(net.Parameters()))
		for i := range data.Len() {
			for k, v := range single.sum(data, []int{i}) {
				mean[k] += float64(v) / float64(data.Len())
			}
		}
		once, err := fullGradient(r.ctx, net, data)
		if err != nil {
			return Result{}, err
		}
		a := &averaged{n: data.Len(), norm: floats.Norm(mean, 2)}
		a.together = floats.Distance(once, mean, 2) / a.norm
		random := rand.New(rand.NewPCG(s.Seed, 3))
		for range directions {
			d := randomDirection(net, random)
			// A direction that has nothing to do with the gradient has hardly a slope
			// to measure; half of it is the gradient's own.
			floats.AddScaled(d, 1/a.norm, mean)
			floats.Scale(1/floats.Norm(d, 2), d)
			found := fd.Derivative(func(t float64) float64 {
				cost, err2 := costOf(r.ctx, moved(net, d, t), data)
				if err2 != nil {
					err = err2
				}
				return cost
			}, 0, &fd.Settings{Formula: fd.Central, Step: 0.02})
			if err != nil {
				return Result{}, err
			}
			a.found, a.claimed = append(a.found, found), append(a.claimed, floats.Dot(mean, d))
		}
		a.slopes = floats.Distance(a.found, a.claimed, 2) / floats.Norm(a.claimed, 2)
		r.advance(1, func() { all = append(all, a) })
	}
	table := Table{Title: message.New("The average of n gradients after epoch %d", s.Epochs), Columns: []string{"n", "‖∇C‖", "all at once differ by, of ‖∇C‖", "measured slopes differ by, of their size"}}
	for _, a := range all {
		table.row(a.n, a.norm, a.together, a.slopes)
	}
	return Result{Verdict: averageVerdict(all), Tables: []Table{table}, Charts: averageCharts(all)}, nil
}

func averageCharts(all []*averaged) []Chart {
	chart := Chart{Title: message.New("Slopes of the mean cost"), X: Axis{Label: "∇C·d of the averaged gradient"}, Y: Axis{Label: "measured slope of C along d"}}
	lowest, highest := math.Inf(1), 0.0
	for _, a := range all {
		s := Series{Name: message.New("n = %s", message.Count(a.n)), Look: Dots, X: a.claimed, Y: a.found}
		chart.Series = append(chart.Series, s)
		lowest, highest = min(lowest, floats.Min(a.claimed)), max(highest, floats.Max(a.claimed))
	}
	if len(all) > 0 {
		chart.Series = append(chart.Series, Series{Name: message.New("equal"), Look: Reference, X: []float64{lowest, highest}, Y: []float64{lowest, highest}})
	}
	return []Chart{chart}
}

// averageVerdict holds if the averages are the gradients, for every n.
func averageVerdict(all []*averaged) Verdict {
	var outcomes []Outcome
	worst := averaged{}
	for _, a := range all {
		for _, ok := range []bool{a.together <= 0.001, a.slopes <= 0.01} {
			outcome := Fails
			if ok {
				outcome = Holds
			}
			outcomes = append(outcomes, outcome)
		}
		worst.together, worst.slopes = max(worst.together, a.together), max(worst.slopes, a.slopes)
	}
	return Verdict{together(outcomes...), message.New("For n from %s to %s the averaged gradient differs from that of all images at once by %.2g of its length at most, and the measured slopes of the mean cost from those that it foretells by %.2g of their size.",
		message.Count(all[0].n), message.Count(last(all).n), worst.together, worst.slopes)}
}
