package lab

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"digitpad/training/optim"
)

// LearningRate climbs a ladder of learning rates, and lets them decay.
var LearningRate = &Experiment{
	name:    "learning-rate",
	Title:   "How large a step, and should it shrink?",
	Claim:   "It is also good practice to adjust the learning rate per epoch (e.g., decay based on learning curves) to stabilize and accelerate training.",
	Source:  "section 3.3, (3)",
	Formula: "Δv = −η∇C   (3)\nη(e) by schedule: constant, step, exponential, inverse-time, cosine, linear-warmup, reduce-on-plateau",
	Explanation: "First a ladder of constant rates, with the 0.001 and the 100 of Nielsen's book as its ends: too low a rate hardly moves, " +
		"too high a rate throws the weights to where the sigmoid is flat and nothing can be learnt any more. " +
		"Then every schedule, starting from the rate that ended at the lowest cost.",
	Fixed: "Initial weights and order of the images for each seed, network, mini-batch, epochs, cost.",
	Settings: []Setting{
		{"rates", "learning rates η to try", Numbers, "0.001,0.03,0.3,1,3,10,30,100", 1e-9, 1e6, nil},
		seeds(3), images(10000), hidden(15), epochs(15), batch(10),
	},
	run: runLearningRate,
}

// ladder is the constant rates and the schedules that start from the best one.
type ladder struct {
	rates     []*contender
	best      float64 // the rate that ended at the lowest cost
	schedules []*contender
}

func runLearningRate(r *run) (Result, error) {
	l := &ladder{}
	seeds, data := r.values.whole("seeds"), r.images()
	for _, rate := range slices.Compact(slices.Sorted(slices.Values(r.values.numbers("rates")))) {
		c := &contender{name: fmt.Sprintf("η = %g", rate), settings: r.settings(1)}
		c.settings.Rate = rate
		l.rates = append(l.rates, c)
	}
	r.plan(epochsOf(l.rates, seeds)*(len(l.rates)+len(optim.Schedules)-1)/len(l.rates), l.charts)
	if err := r.compare(data, l.rates, seeds); err != nil {
		return Result{}, err
	}
	constant := slices.MinFunc(l.rates, func(a, b *contender) int {
		return cmp.Compare(a.final(trainCost).Mean, b.final(trainCost).Mean)
	})
	var others []*contender
	for _, schedule := range optim.Schedules {
		if schedule.Name() != optim.Constant.Name() {
			c := &contender{name: schedule.Name(), settings: constant.settings}
			c.settings.Schedule = schedule.Name()
			others = append(others, c)
		}
	}
	r.advance(0, func() {
		unchanged := *constant
		unchanged.name = optim.Constant.Name()
		l.best = constant.settings.Rate
		l.schedules = append([]*contender{&unchanged}, others...)
	})
	if err := r.compare(data, others, seeds); err != nil {
		return Result{}, err
	}

	rates := Table{Title: "Constant learning rates, after the last epoch", Columns: []string{"η", "cost on the training images", "accuracy on the test images, %"}}
	for _, c := range l.rates {
		rates.row(c.settings.Rate, c.final(trainCost), c.final(testAccuracy))
	}
	schedules := Table{Title: fmt.Sprintf("Schedules from η = %g, after the last epoch", l.best), Columns: []string{"schedule", "cost on the training images", "accuracy on the test images, %"}}
	for _, c := range l.schedules {
		schedules.row(c.name, c.final(trainCost), c.final(testAccuracy))
	}
	return Result{Verdict: learningRateVerdict(l), Tables: []Table{rates, schedules}, Charts: l.charts()}, nil
}

func (l *ladder) charts() []Chart {
	end := Chart{
		Title: "After the last epoch", X: Axis{Label: "learning rate η", Log: true}, Y: Axis{Label: "correct images, %"},
		Series: []Series{{Name: "training images", Look: Line}, {Name: "test images", Look: Line}},
	}
	for _, c := range l.rates {
		if !c.done() {
			continue
		}
		for i, m := range []measure{trainAccuracy, testAccuracy} {
			s, spread := &end.Series[i], c.final(m)
			s.X, s.Y, s.Spread = append(s.X, c.settings.Rate), append(s.Y, spread.Mean), append(s.Spread, spread.SD)
		}
	}
	cost := Axis{Label: "cost on the training images", Log: true}
	charts := []Chart{end, chartByEpoch("Constant learning rates", cost, 0, trainCost, l.rates)}
	if l.schedules != nil {
		charts = append(charts, chartByEpoch(fmt.Sprintf("Schedules from η = %g", l.best), cost, 1, trainCost, l.schedules))
	}
	return charts
}

// learningRateVerdict holds if a schedule that adjusts the rate ends below the
// constant one by more than the spread.
func learningRateVerdict(l *ladder) Verdict {
	lowest, highest := l.rates[0], l.rates[len(l.rates)-1]
	text := fmt.Sprintf("Of the constant rates η = %g ends at the lowest cost. ", l.best)
	text += fmt.Sprintf("With η = %g the network reads %s %% of the test images, and with η = %g %s %%. ",
		lowest.settings.Rate, lowest.final(testAccuracy), highest.settings.Rate, highest.final(testAccuracy))
	constant, adjusted := l.schedules[0], slices.Clone(l.schedules[1:])
	slices.SortStableFunc(adjusted, func(a, b *contender) int {
		return cmp.Compare(a.final(trainCost).Mean, b.final(trainCost).Mean)
	})
	var clearly []string
	for _, c := range adjusted {
		if above(constant.final(trainCost), c.final(trainCost)) {
			clearly = append(clearly, c.name)
		}
	}
	best := adjusted[0]
	text += fmt.Sprintf("Among the schedules %s is best, with a cost of %s against %s for the constant rate, and %s %% of the test images against %s %%. ",
		best.name, best.final(trainCost), constant.final(trainCost), best.final(testAccuracy), constant.final(testAccuracy))
	switch {
	case len(clearly) > 0:
		return Verdict{Holds, text + fmt.Sprintf("Better by more than the spread over the seeds: %s.", strings.Join(clearly, ", "))}
	case best.final(trainCost).Mean < constant.final(trainCost).Mean:
		return Verdict{HoldsInPart, text + "The gain lies within the spread over the seeds, and may be chance."}
	}
	return Verdict{Fails, text + "No schedule beats the constant rate here."}
}
