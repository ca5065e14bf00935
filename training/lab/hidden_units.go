package lab

import (
	"cmp"
	"slices"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/stats"
)

// hiddenUnits compares sizes of the hidden layer.
var hiddenUnits = &Experiment{
	name:    "hidden-units",
	Title:   "Are 15 hidden units enough?",
	Claim:   "Architecture (minimal but effective) … Hidden: 15 sigmoid units (small, on purpose). Output: 10 sigmoid (or softmax) units, one per digit 0–9.",
	Source:  "section 2.1",
	Formula: "parameters of 784→h→10:  784·h + h + h·10 + 10 = 795·h + 10",
	Explanation: "Networks that differ in the width of their hidden layer, with sigmoid outputs and with softmax outputs, each at the learning rate that suits it. " +
		"More units can tell more features apart, have more to learn by heart, and take longer. " +
		"\"Effective\" is taken as 90 % of the test images, \"minimal\" as losing accuracy with fewer units.",
	Fixed: "Images, mini-batch, epochs, seeds; the quadratic cost for sigmoid outputs, the log-likelihood for softmax.",
	Criteria: Criteria{
		Holds:        "With either output, 15 units read more than 90 % of the test images, the whole interval over the seeds, and every smaller number less than 15, seed by seed.",
		Contradicted: "15 units read less than 90 %, and fewer units no less than 15.",
		Open:         "There is one seed, or the intervals span 90 % or zero.",
	},
	Settings: []Setting{
		{"hidden", "hidden units to compare", kindWholes, "5,10,15,30,60,100", 1, 5000, nil},
		{"rates", "learning rates η to try with each", kindNumbers, "0.03,0.1,0.3,1,3,10", 1e-9, 1e6, nil},
		{"trial", "epochs to try each rate for", kindWhole, "3", 1, 1000, nil},
		seeds(3), images(10000), epochs(10), batch(10),
	},
	run: runHiddenUnits,
}

func runHiddenUnits(r *run) (Result, error) {
	var all []*contender
	widths := slices.Compact(slices.Sorted(slices.Values(r.values.wholes("hidden"))))
	for _, output := range []network.Activation{network.Sigmoid, network.Softmax} {
		for i, units := range widths {
			c := &contender{name: message.New("%d units, %s", units, output.Name()), settings: r.settings(1), place: i + 1}
			c.settings.Hidden, c.settings.Output = []int{units}, output.Name()
			if output == network.Softmax {
				c.settings.Cost = network.LogLikelihood.Name()
			}
			all = append(all, c)
		}
	}
	groups := [][]*contender{all[:len(widths)], all[len(widths):]}
	seeds, data := r.values.whole("seeds"), r.images()
	search := newRateSearch(all, r.values.numbers("rates"), r.values.whole("trial"))
	r.plan(search.work()+epochsOf(all, seeds), func() []Chart { return hiddenCharts(groups) })
	if err := search.search(r, data); err != nil {
		return Result{}, err
	}
	if err := r.compare(data, all, seeds); err != nil {
		return Result{}, err
	}
	table := Table{Title: message.New("After the last epoch"), Columns: []string{"hidden units", "output", "best η", "parameters", "accuracy, training, %", "accuracy, test, %", "seconds of training"}}
	for _, c := range all {
		spec, err := c.settings.Spec()
		if err != nil {
			return Result{}, err
		}
		table.row(c.settings.Hidden[0], c.settings.Output, c.settings.Rate, spec.Parameters(), c.final(trainAccuracy), c.final(testAccuracy), c.seconds())
	}
	return Result{Verdict: hiddenVerdict(groups), Tables: []Table{table}, Charts: hiddenCharts(groups)}, nil
}

func hiddenCharts(groups [][]*contender) []Chart {
	units := Axis{Label: "hidden units", Log: true}
	accuracy := Chart{Title: message.New("Accuracy after the last epoch"), X: units, Y: Axis{Label: "correct images, %"}}
	time := Chart{Title: message.New("Time"), X: units, Y: Axis{Label: "seconds of training", Log: true}}
	var charts []Chart
	for _, group := range groups {
		output := group[0].settings.Output
		train, test := Series{Name: message.New("%s, training images", output), Look: Line}, Series{Name: message.New("%s, test images", output), Look: Line}
		seconds := Series{Name: message.Text(output), Look: Line}
		for _, c := range group {
			if !c.done() {
				continue
			}
			add := func(s *Series, v Spread) {
				s.X, s.Y, s.Spread = append(s.X, float64(c.settings.Hidden[0])), append(s.Y, v.Mean), append(s.Spread, v.SD)
			}
			add(&train, c.final(trainAccuracy))
			add(&test, c.final(testAccuracy))
			add(&seconds, c.seconds())
		}
		accuracy.Series, time.Series = append(accuracy.Series, train, test), append(time.Series, seconds)
		charts = append(charts, chartByEpoch(message.New("Learning, %s", output), Axis{Label: "correct validation images, %"}, 1, validationAccuracy, group))
	}
	return append([]Chart{accuracy, time}, charts...)
}

// hiddenVerdict goes by whether the post's 15 units, or the number nearest to it, read
// 90 % of the test images, and fewer units less.
func hiddenVerdict(groups [][]*contender) Verdict {
	const posts, effective = 15, 90
	var text prose
	var outcomes []Outcome
	for _, group := range groups {
		small := slices.MinFunc(group, func(a, b *contender) int {
			return cmp.Compare(max(a.settings.Hidden[0]-posts, posts-a.settings.Hidden[0]), max(b.settings.Hidden[0]-posts, posts-b.settings.Hidden[0]))
		})
		best := slices.MaxFunc(group, func(a, b *contender) int {
			return cmp.Compare(a.final(testAccuracy).Mean, b.final(testAccuracy).Mean)
		})
		reached := stats.Mean(small.values(testAccuracy))
		text.add("With %s outputs %d hidden units read %s %% of the test images.", small.settings.Output, small.settings.Hidden[0], small.final(testAccuracy))
		if best != small {
			text.add("The most, %s %%, come with %d units, %.3g times as many, in %.1f times the seconds.",
				best.final(testAccuracy), best.settings.Hidden[0], float64(best.settings.Hidden[0])/float64(small.settings.Hidden[0]),
				best.seconds().Mean/small.seconds().Mean)
		}
		outcomes = append(outcomes, outcomeOf(reached.Above(effective)))
		var fewer [][]float64
		var names []int
		for _, c := range group {
			if c.settings.Hidden[0] < small.settings.Hidden[0] {
				fewer, names = append(fewer, c.values(testAccuracy)), append(names, c.settings.Hidden[0])
			}
		}
		for i, d := range stats.Against(small.values(testAccuracy), fewer) {
			text.add("%d units read %s points less.", names[i], negative(d))
			outcomes = append(outcomes, outcomeOf(d.Below(0)))
		}
	}
	outcome := together(outcomes...)
	switch outcome {
	case Holds:
		text.add("Effective, and minimal: fewer units lose accuracy.")
	case HoldsInPart:
		text.add("Not all of it is sure: see which intervals span 90 %% or zero.")
	case Fails:
		text.add("Neither effective, by the 90 %% that we call so here, nor minimal.")
	default:
		text.add("These seeds leave it open.")
	}
	return Verdict{outcome, text.message()}
}
