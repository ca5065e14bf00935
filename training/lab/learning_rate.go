package lab

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/floats"

	"digitpad/network/message"
	"digitpad/training/optim"
	"digitpad/training/stats"
)

// learningRate compares constant learning rates and schedules.
var learningRate = &Experiment{
	name:    "learning-rate",
	Title:   "How large a step, and should it shrink?",
	Claim:   "It is also good practice to adjust the learning rate per epoch (e.g., decay based on learning curves) to stabilize and accelerate training.",
	Source:  "section 3.3, (3)",
	Formula: "Δv = −η∇C   (3)\nη(e) by schedule: constant, step, exponential, inverse-time, cosine, linear-warmup, reduce-on-plateau",
	Explanation: "First a ladder of constant rates, with the 0.001 and the 100 of Nielsen's book as its ends: too low a rate hardly moves, " +
		"too high a rate throws the weights to where the sigmoid is flat and nothing can be learnt any more. " +
		"Then every schedule, and the constant rate once more, start from the rate that ended at the lowest cost on the validation images, with seeds that had no part in its choice. " +
		"\"Accelerate\" is the cost on the training images at the end, \"stabilise\" how much the cost on the validation images swings from epoch to epoch in the last third.",
	Fixed: "Initial weights and order of the images for each seed, network, mini-batch, epochs, cost.",
	Criteria: Criteria{
		Holds:        "A schedule ends at a lower cost than the constant rate, and one swings less.",
		Contradicted: "No schedule does either, and every one is worse in one of the two.",
		Open:         "There is one seed or one epoch, or the intervals, corrected for the number of schedules, span zero.",
	},
	Settings: []Setting{
		{"rates", "learning rates η to try", kindNumbers, "0.001,0.03,0.3,1,3,10,30,100", 1e-9, 1e6, nil},
		seeds(5), images(10000), hidden(15), epochs(15), batch(10),
	},
	run: runLearningRate,
}

// ladder is the constant rates and the schedules that start from the best one.
type ladder struct {
	rates     []*contender
	best      float64      // the rate that ended at the lowest cost
	schedules []*contender // the constant rate first
}

func runLearningRate(r *run) (Result, error) {
	l := &ladder{}
	seeds, data := r.values.whole("seeds"), r.images()
	for _, rate := range slices.Compact(slices.Sorted(slices.Values(r.values.numbers("rates")))) {
		c := &contender{name: message.New("η = %g", rate), settings: r.settings(1)}
		c.settings.Rate = rate
		l.rates = append(l.rates, c)
	}
	r.plan(epochsOf(l.rates, seeds)*(len(l.rates)+len(optim.Schedules))/len(l.rates), l.charts)
	if err := r.compare(data, l.rates, seeds); err != nil {
		return Result{}, err
	}
	chosen := lowest(l.rates, validationCost)
	var schedules []*contender
	for _, schedule := range optim.Schedules {
		c := &contender{name: message.Text(schedule.Name()), settings: chosen.settings, seed: seeds + 1}
		c.settings.Schedule = schedule.Name()
		schedules = append(schedules, c)
	}
	r.advance(0, func() { l.best, l.schedules = chosen.settings.Rate, schedules })
	if err := r.compare(data, schedules, seeds); err != nil {
		return Result{}, err
	}

	rates := Table{Title: message.New("Constant learning rates, after the last epoch"), Columns: []string{"η", "cost on the training images", "cost on the validation images", "accuracy on the test images, %"}}
	for _, c := range l.rates {
		rates.row(c.settings.Rate, c.final(trainCost), c.final(validationCost), c.final(testAccuracy))
	}
	table := Table{Title: message.New("Schedules from η = %g, after the last epoch", l.best), Columns: []string{
		"schedule", "cost on the training images", "less the constant rate's", "swing of the cost on the validation images", "less the constant rate's", "accuracy on the test images, %",
	}}
	ends, swings := l.differences()
	for i, c := range l.schedules {
		end, swing := any("–"), any("–")
		if i > 0 {
			end, swing = ends[i-1], swings[i-1]
		}
		table.row(c.name, c.final(trainCost), end, spreadOf(c.unrest(validationCost)), swing, c.final(testAccuracy))
	}
	return Result{Verdict: learningRateVerdict(l), Tables: []Table{rates, table}, Charts: l.charts()}, nil
}

// lowest is the contender with the lowest mean of a measure at the end, over the runs
// that did not fail; one without any is never the lowest.
func lowest(all []*contender, m measure) *contender {
	return slices.MinFunc(all, func(a, b *contender) int {
		x, y := a.final(m), b.final(m)
		return cmp.Or(cmp.Compare(min(y.Count, 1), min(x.Count, 1)), cmp.Compare(x.Mean, y.Mean))
	})
}

// differences are those of the schedules from the constant rate, corrected for their
// number: of the cost at the end, and of its swing.
func (l *ladder) differences() (ends, swings []stats.Difference) {
	var costs, unrest [][]float64
	for _, c := range l.schedules[1:] {
		costs, unrest = append(costs, c.values(trainCost)), append(unrest, c.unrest(validationCost))
	}
	constant := l.schedules[0]
	return stats.Against(constant.values(trainCost), costs), stats.Against(constant.unrest(validationCost), unrest)
}

func (l *ladder) charts() []Chart {
	end := Chart{
		Title: message.New("After the last epoch"), X: Axis{Label: "learning rate η", Log: true}, Y: Axis{Label: "correct images, %"},
		Series: []Series{{Name: message.New("training images"), Look: Line}, {Name: message.New("validation images"), Look: Line}},
	}
	for _, c := range l.rates {
		if !c.done() {
			continue
		}
		for i, m := range []measure{trainAccuracy, validationAccuracy} {
			if s, spread := &end.Series[i], c.final(m); spread.Count > 0 {
				s.X, s.Y, s.Spread = append(s.X, c.settings.Rate), append(s.Y, spread.Mean), append(s.Spread, spread.SD)
			}
		}
	}
	cost := Axis{Label: "cost on the training images", Log: true}
	charts := []Chart{end, chartByEpoch(message.New("Constant learning rates"), cost, 0, trainCost, l.rates)}
	if l.schedules != nil {
		charts = append(charts,
			chartByEpoch(message.New("Schedules from η = %g", l.best), cost, 1, trainCost, l.schedules),
			chartByEpoch(message.New("Schedules from η = %g", l.best), Axis{Label: "cost on the validation images", Log: true}, 1, validationCost, l.schedules))
	}
	return charts
}

// learningRateVerdict goes by whether schedules end lower than the constant rate, and
// swing less.
func learningRateVerdict(l *ladder) Verdict {
	lowest, highest := l.rates[0], l.rates[len(l.rates)-1]
	var text prose
	text.add("Of the constant rates η = %g ends at the lowest cost on the validation images.", l.best)
	text.add("With η = %g the network reads %s %% of the test images, and with η = %g %s %%.",
		lowest.settings.Rate, lowest.final(testAccuracy), highest.settings.Rate, highest.final(testAccuracy))
	ends, swings := l.differences()
	part := func(all []stats.Difference, better, none string) Outcome {
		var clearly []message.Message
		worse := true
		for i, d := range all {
			if d.Below(0) == stats.Holds {
				clearly = append(clearly, message.New("%s by %s", l.schedules[i+1].name, negative(d)))
			}
			worse = worse && d.Above(0) == stats.Holds
		}
		switch {
		case clearly != nil:
			text.add(better, message.Join(clearly, ", "))
			return Holds
		case worse:
			text = append(text, message.Text(none))
			return Fails
		}
		text = append(text, message.Text(none))
		return Open
	}
	accelerates := part(ends, "Lower in cost at the end than the constant rate, seed by seed: %s.", "No schedule ends at a clearly lower cost than the constant rate.")
	stabilises := part(swings, "Steadier in the last third: %s.", "No schedule is clearly steadier.")
	return Verdict{together(accelerates, stabilises), text.message()}
}

// negative is −d, to say by how much something is lower.
func negative(d stats.Difference) stats.Difference {
	d.Mean, d.Lo, d.Hi = -d.Mean, -d.Hi, -d.Lo
	return d
}

// bestRate is the rate at the minimum of the costs that rates lead to; costs that are
// not finite are never the least.
func bestRate(rates, costs []float64) float64 { return rates[floats.MinIdx(costs)] }
