package lab

import (
	"cmp"
	"fmt"
	"slices"
)

// HiddenUnits grows the hidden layer.
var HiddenUnits = &Experiment{
	name:    "hidden-units",
	Title:   "Are 15 hidden units enough?",
	Claim:   "Architecture (minimal but effective) … Hidden: 15 sigmoid units (small, on purpose).",
	Source:  "section 2.1",
	Formula: "parameters of 784→h→10:  784·h + h + h·10 + 10 = 795·h + 10",
	Explanation: "Networks that differ in the width of their hidden layer. More units can tell more features apart, have more to learn by heart, " +
		"and take longer. \"Effective\" is taken as 90 % of the test images, \"minimal\" as losing accuracy with fewer units.",
	Fixed: "Images, learning rate, mini-batch, epochs, seeds.",
	Settings: []Setting{
		{"hidden", "hidden units to compare", Wholes, "5,10,15,30,60,100,300", 1, 5000, nil},
		seeds(3), images(10000), epochs(10), batch(10), rate(1),
	},
	run: runHiddenUnits,
}

func runHiddenUnits(r *run) (Result, error) {
	var all []*contender
	for _, units := range slices.Compact(slices.Sorted(slices.Values(r.values.wholes("hidden")))) {
		c := &contender{name: fmt.Sprintf("%d units", units), settings: r.settings(1)}
		c.settings.Hidden = []int{units}
		all = append(all, c)
	}
	seeds := r.values.whole("seeds")
	r.plan(epochsOf(all, seeds), func() []Chart { return hiddenCharts(all) })
	if err := r.compare(r.images(), all, seeds); err != nil {
		return Result{}, err
	}
	table := Table{Title: "After the last epoch", Columns: []string{"hidden units", "parameters", "accuracy, training, %", "accuracy, test, %", "seconds of training"}}
	for _, c := range all {
		spec, err := c.settings.Spec()
		if err != nil {
			return Result{}, err
		}
		table.row(c.settings.Hidden[0], spec.Parameters(), c.final(trainAccuracy), c.final(testAccuracy), c.seconds())
	}
	return Result{Verdict: hiddenVerdict(all), Tables: []Table{table}, Charts: hiddenCharts(all)}, nil
}

func hiddenCharts(all []*contender) []Chart {
	units := Axis{Label: "hidden units", Log: true}
	accuracy := Chart{
		Title: "Accuracy after the last epoch", X: units, Y: Axis{Label: "correct images, %"},
		Series: []Series{{Name: "training images", Look: Line}, {Name: "test images", Look: Line}},
	}
	time := Chart{Title: "Time", X: units, Y: Axis{Label: "seconds of training", Log: true}, Series: []Series{{Look: Line}}}
	for _, c := range all {
		if !c.done() {
			continue
		}
		add := func(s *Series, v Spread) {
			s.X, s.Y, s.Spread = append(s.X, float64(c.settings.Hidden[0])), append(s.Y, v.Mean), append(s.Spread, v.SD)
		}
		add(&accuracy.Series[0], c.final(trainAccuracy))
		add(&accuracy.Series[1], c.final(testAccuracy))
		add(&time.Series[0], c.seconds())
	}
	return []Chart{accuracy, time, chartByEpoch("Learning", Axis{Label: "correct test images, %"}, 1, testAccuracy, all)}
}

// hiddenVerdict holds if the post's 15 units, or the number nearest to it, read
// 90 % of the test images, and fewer units less by more than the spread.
func hiddenVerdict(all []*contender) Verdict {
	const posts, effective = 15, 90
	small := slices.MinFunc(all, func(a, b *contender) int {
		return cmp.Compare(max(a.settings.Hidden[0]-posts, posts-a.settings.Hidden[0]), max(b.settings.Hidden[0]-posts, posts-b.settings.Hidden[0]))
	})
	best := slices.MaxFunc(all, func(a, b *contender) int {
		return cmp.Compare(a.final(testAccuracy).Mean, b.final(testAccuracy).Mean)
	})
	reached := small.final(testAccuracy)
	text := fmt.Sprintf("%d hidden units read %s %% of the test images. ", small.settings.Hidden[0], reached)
	if best != small {
		text += fmt.Sprintf("The most, %s %%, come with %d units, %.3g times as many, in %.1f times the seconds. ",
			best.final(testAccuracy), best.settings.Hidden[0], float64(best.settings.Hidden[0])/float64(small.settings.Hidden[0]),
			best.seconds().Mean/small.seconds().Mean)
	}
	minimal := true
	for _, c := range all {
		if c.settings.Hidden[0] < small.settings.Hidden[0] {
			minimal = minimal && above(reached, c.final(testAccuracy))
			text += fmt.Sprintf("%d units read %s %%. ", c.settings.Hidden[0], c.final(testAccuracy))
		}
	}
	switch {
	case reached.Mean >= effective && minimal:
		return Verdict{Holds, text + "Effective, and minimal: fewer units lose accuracy."}
	case reached.Mean >= effective:
		return Verdict{HoldsInPart, text + "Effective, but not minimal: fewer units do as well within the spread over the seeds."}
	}
	return Verdict{Fails, text + "That is below the 90 % that we call effective here."}
}
