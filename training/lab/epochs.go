package lab

import (
	"fmt"

	"gonum.org/v1/gonum/floats"
)

// Epochs asks what the second and the thirtieth pass over the same images are
// good for.
var Epochs = &Experiment{
	name:  "epochs",
	Title: "Why go over the same images again?",
	Claim: "One epoch rarely guarantees convergence for a fixed learning rate. … revisiting the same samples over multiple epochs improves " +
		"convergence.",
	Source:  "section 3.3",
	Formula: "n/m iterations an epoch: with n = 60,000 and m = 100 there are 600, and 6,000 in 10 epochs",
	Explanation: "Cost and accuracy after every epoch, on the images trained on and on the test images. They start together; later the network " +
		"learns its training images by heart and the two part. Few images make that plain; try more.",
	Fixed:    "Network, images, learning rate, mini-batch.",
	Settings: []Setting{seeds(5), images(5000), hidden(30), epochs(40), batch(10), rate(3)},
	run:      runEpochs,
}

func runEpochs(r *run) (Result, error) {
	c := &contender{settings: r.settings(1)}
	all, seeds := []*contender{c}, r.values.whole("seeds")
	r.plan(epochsOf(all, seeds), func() []Chart { return epochCharts(c) })
	if err := r.compare(r.images(), all, seeds); err != nil {
		return Result{}, err
	}
	table := Table{Title: "After so many epochs", Columns: []string{"epoch", "cost, training", "cost, test", "accuracy, training, %", "accuracy, test, %"}}
	for _, epoch := range []int{0, 1, 2, 5, 10, 20, 30, 50, 100, 200, 500, 1000} {
		if epoch <= c.settings.Epochs {
			table.row(epoch, c.after(epoch, trainCost), c.after(epoch, testCost), c.after(epoch, trainAccuracy), c.after(epoch, testAccuracy))
		}
	}
	return Result{Verdict: epochsVerdict(c), Tables: []Table{table}, Charts: epochCharts(c)}, nil
}

func epochCharts(c *contender) []Chart {
	cost := Chart{Title: "Cost", X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "cost", Log: true}}
	accuracy := Chart{Title: "Accuracy", X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "correct images, %"}}
	add := func(chart *Chart, name string, from int, m measure) {
		s := c.byEpoch(from, m)
		s.Name = name
		chart.Series = append(chart.Series, s)
	}
	add(&cost, "training images", 0, trainCost)
	add(&cost, "test images", 0, testCost)
	add(&accuracy, "training images", 1, trainAccuracy)
	add(&accuracy, "test images", 1, testAccuracy)
	return []Chart{cost, accuracy}
}

// means are those of a measure by epoch.
func (c *contender) means(m measure) []float64 {
	var means []float64
	for epoch := range m(&c.runs[0]) {
		means = append(means, c.after(epoch, m).Mean)
	}
	return means
}

// epochsVerdict holds if the accuracy on the test images rises after the first
// epoch by more than the spread.
func epochsVerdict(c *contender) Verdict {
	first, last := c.after(1, testAccuracy), c.final(testAccuracy)
	means := c.means(testAccuracy)
	best := floats.MaxIdx(means)
	enough := best
	for epoch, v := range means {
		if v >= means[best]-0.25 {
			enough = epoch
			break
		}
	}
	text := fmt.Sprintf("After one epoch the network reads %s %% of the test images, after %d epochs %s %%. ", first, c.settings.Epochs, last)
	text += fmt.Sprintf("It comes within a quarter of a point of its best after %d epochs. ", enough)
	turn := floats.MinIdx(c.means(testCost))
	gap := c.final(trainAccuracy).Mean - last.Mean
	if turn < c.settings.Epochs {
		text += fmt.Sprintf("The cost on the test images is lowest after epoch %d, while that on the training images falls on, from %.3g there to %.3g: from then on the network learns its images by heart. ",
			turn, c.after(turn, trainCost).Mean, c.final(trainCost).Mean)
	} else {
		text += "The cost on the test images still falls. "
	}
	text += fmt.Sprintf("At the end it reads %.1f points more of the training images than of the test images. ", gap)
	switch {
	case above(last, first):
		return Verdict{Holds, text + "More epochs have helped."}
	case last.Mean > first.Mean:
		return Verdict{HoldsInPart, text + "More epochs have helped by no more than the spread over the seeds."}
	}
	return Verdict{Fails, text + "One epoch would have done."}
}
