package lab

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"digitpad/network/message"
	"digitpad/training"
)

// firstOrder compares the change of cost that the gradient predicts with the measured
// one.
var firstOrder = &Experiment{
	name:    "first-order",
	Title:   "How far can the gradient be trusted?",
	Claim:   "This guarantees that if we move v in the following way, the function C will always decrease.",
	Source:  "section 3.2, (2) to (5)",
	Formula: "ΔC ≈ ∇C · Δv   (2)\nΔv = −η∇C   (3)\nΔC ≈ −η‖∇C‖² ≤ 0   (4)",
	Explanation: "From networks that have trained for more and more epochs, one step of gradient descent over all images is taken " +
		"with ever larger η, always from the same place. The cost that follows stands beside the straight line (4). " +
		"Look for the η at which the two part by 10 %, and for the one beyond which the step makes things worse.",
	Fixed: "The network before the step, the images, the direction −∇C.",
	Criteria: Criteria{
		Holds:        "With the smallest η the change of the cost is within 10 % of that which (4) foretells, and no η raises the cost.",
		Contradicted: "Even the smallest η misses what (4) foretells by more.",
		Open:         "It cannot stay open, as steps are measured and not sampled: it holds in part where a small η does as foretold and a large one raises the cost.",
	},
	Settings: []Setting{
		{"after", "epochs of training before the step", kindWholes, "0,1,10", 0, 1000, nil},
		{"smallest", "smallest η", kindNumber, "0.01", 1e-4, 1e4, nil},
		{"largest", "largest η", kindNumber, "1000", 1e-3, 1e6, nil},
		images(10000), hidden(15), batch(10), rate(3),
		{"seed", "of the run", kindWhole, "1", 0, 1e9, nil},
	},
	run: runFirstOrder,
}

// steps are single steps from one network along −∇C.
type steps struct {
	epoch int     // after which
	cost  float64 // C before the step
	slope float64 // ‖∇C‖²
	rate  []float64
	after []float64 // C after the step with that rate
}

// ratio is the measured change over the one that (4) predicts, for step i.
func (s *steps) ratio(i int) float64 { return (s.after[i] - s.cost) / (-s.rate[i] * s.slope) }

// breakdown is the first η at which the predicted change is off by 10 %; infinite if
// there is none.
func (s *steps) breakdown() float64 {
	const off = 0.1
	return s.crossing(func(i int) float64 { return math.Abs(s.ratio(i)-1) - off })
}

// rise is the first η whose step raises the cost; infinite if there is none.
func (s *steps) rise() float64 {
	return s.crossing(func(i int) float64 { return s.after[i] - s.cost })
}

// crossing is the rate at which f first rises above 0, by interpolation.
func (s *steps) crossing(f func(int) float64) float64 {
	for i := range s.rate {
		if f(i) <= 0 {
			continue
		}
		if i == 0 {
			return s.rate[0]
		}
		lo, hi := f(i-1), f(i)
		return s.rate[i-1] * math.Pow(s.rate[i]/s.rate[i-1], -lo/(hi-lo))
	}
	return math.Inf(1)
}

// best is the η whose single step lowers the cost most.
func (s *steps) best() float64 { return s.rate[floats.MinIdx(s.after)] }

func runFirstOrder(r *run) (Result, error) {
	data, s := r.images(), r.settings(r.values.whole("seed"))
	after := slices.Compact(slices.Sorted(slices.Values(r.values.wholes("after"))))
	smallest, largest := r.values.number("smallest"), r.values.number("largest")
	if largest <= smallest {
		return Result{}, training.Problems{{Field: "largest", Message: message.New("The largest η must be above the smallest.")}}
	}
	rates := logSteps(smallest, largest, 10)
	s.Epochs = max(after[len(after)-1], 1)

	all := make([]*steps, len(after))
	for i := range all {
		all[i] = &steps{}
	}
	r.plan(s.Epochs+len(after)*len(rates), func() []Chart { return firstOrderCharts(all) })
	history, err := r.history(s, data)
	if err != nil {
		return Result{}, err
	}
	for i, epoch := range after {
		net := networkAfter(s, history[epoch])
		gradient, err := fullGradient(r.ctx, net, data)
		if err != nil {
			return Result{}, err
		}
		before, err := costOf(r.ctx, net, data)
		if err != nil {
			return Result{}, err
		}
		costs := make([]float64, len(rates))
		if err := r.each(len(rates), func(ctx context.Context, k int) (err error) {
			costs[k], err = costOf(ctx, moved(net, gradient, -rates[k]), data)
			r.advance(1, nil)
			return err
		}); err != nil {
			return Result{}, err
		}
		r.advance(0, func() { *all[i] = steps{epoch, before, floats.Dot(gradient, gradient), rates, costs} })
	}

	table := Table{Title: message.New("One step v − η∇C"), Columns: []string{"after epoch", "C", "‖∇C‖", "(4) is off by 10 % at η", "best η", "C there", "cost rises from η"}}
	for _, s := range all {
		table.row(s.epoch, s.cost, math.Sqrt(s.slope), rateCell(s.breakdown()), s.best(), slices.Min(s.after), rateCell(s.rise()))
	}
	return Result{Verdict: firstOrderVerdict(all), Tables: []Table{table}, Charts: firstOrderCharts(all)}, nil
}

// rateCell is a rate, or says that there was none.
func rateCell(eta float64) any {
	if math.IsInf(eta, 1) {
		return "none tried"
	}
	return eta
}

func firstOrderCharts(all []*steps) []Chart {
	cost := Chart{Title: message.New("Cost after one step"), X: Axis{Label: "learning rate η", Log: true}, Y: Axis{Label: "cost", Log: true}}
	ratio := Chart{Title: message.New("Measured change, of the change foretold by (4)"), X: Axis{Label: "learning rate η", Log: true}, Y: Axis{Label: "measured / foretold"}}
	for _, s := range all {
		name := message.New("after epoch %d", s.epoch)
		measured, foretold := Series{Name: name, Look: Curve}, Series{Look: Reference}
		part := Series{Name: name, Look: Curve}
		for i, eta := range s.rate {
			measured.add(eta, s.after[i])
			if line := s.cost - eta*s.slope; line > 0 {
				foretold.add(eta, line)
			}
			if q := s.ratio(i); q > -1 {
				part.add(eta, q)
			}
		}
		cost.Series = append(cost.Series, measured, foretold)
		ratio.Series = append(ratio.Series, part)
	}
	cost.Series[1].Name = message.New("foretold by (4)")
	if first := all[0]; len(first.rate) > 0 {
		ends := []float64{first.rate[0], first.rate[len(first.rate)-1]}
		ratio.Series = append(ratio.Series,
			Series{Name: message.New("as foretold"), Look: Reference, X: ends, Y: []float64{1, 1}},
			Series{Name: message.New("no change"), Look: Reference, X: ends, Y: []float64{0, 0}})
	}
	return []Chart{cost, ratio}
}

// firstOrderVerdict holds only if (4) is right for the smallest step and no step
// raises the cost.
func firstOrderVerdict(all []*steps) Verdict {
	exact, always := true, true
	var sentences prose
	for _, s := range all {
		exact = exact && math.Abs(s.ratio(0)-1) < 0.1
		rise, breakdown := s.rise(), s.breakdown()
		always = always && math.IsInf(rise, 1)
		sentences.add("After epoch %d the smallest step, η = %g, changes the cost by %.1f %% of what (4) foretells.", s.epoch, s.rate[0], 100*s.ratio(0))
		if !math.IsInf(breakdown, 1) {
			sentences.add("It is 10 %% off at η = %.2g.", breakdown)
		} else {
			sentences.add("It is within 10 %% at every η tried.")
		}
		sentences.add("One step gains most with η = %.2g.", s.best())
		if math.IsInf(rise, 1) {
			sentences.add("No η tried raises the cost.")
		} else {
			sentences.add("From η = %.2g on it raises the cost.", rise)
		}
	}
	v := Verdict{Outcome: HoldsInPart}
	switch {
	case !exact:
		v.Outcome = Fails
		sentences.add("Even the smallest step tried is too large for (4).")
	case always:
		v.Outcome = Holds
		sentences.add("The cost always decreased.")
	default:
		sentences.add("So the cost decreases for small η, as (4) says, and not \"always\": the guarantee ends where the straight line does.")
	}
	v.Text = sentences.message()
	return v
}
