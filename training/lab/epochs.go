package lab

import (
	"gonum.org/v1/gonum/floats"

	"digitpad/network/message"
	"digitpad/training/stats"
)

// moreEpochs measures what more passes over the same images gain.
var moreEpochs = &Experiment{
	name:  "epochs",
	Title: "Why go over the same images again?",
	Claim: "One epoch rarely guarantees convergence for a fixed learning rate. … revisiting the same samples over multiple epochs improves " +
		"convergence.",
	Source:  "section 3.3",
	Formula: "n/m iterations an epoch: with n = 60,000 and m = 100 there are 600, and 6,000 in 10 epochs",
	Explanation: "Cost and accuracy after every epoch, on the images trained on and on the validation images. They start together; later the network " +
		"learns its training images by heart and the two part. Few images make that plain; try more.",
	Fixed: "Network, images, learning rate, mini-batch.",
	Criteria: Criteria{
		Holds:        "The network reads more of the validation images after the last epoch than after the first, seed by seed.",
		Contradicted: "It reads fewer.",
		Open:         "There is one seed or one epoch, or the interval of the difference spans zero.",
	},
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
	table := Table{Title: message.New("After so many epochs"), Columns: []string{"epoch", "cost, training", "cost, validation", "accuracy, training, %", "accuracy, validation, %"}}
	for _, epoch := range []int{0, 1, 2, 5, 10, 20, 30, 50, 100, 200, 500, 1000} {
		if epoch <= c.settings.Epochs {
			table.row(epoch, c.after(epoch, trainCost), c.after(epoch, validationCost), c.after(epoch, trainAccuracy), c.after(epoch, validationAccuracy))
		}
	}
	return Result{Verdict: epochsVerdict(c), Tables: []Table{table}, Charts: epochCharts(c)}, nil
}

func epochCharts(c *contender) []Chart {
	cost := Chart{Title: message.New("Cost"), X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "cost", Log: true}}
	accuracy := Chart{Title: message.New("Accuracy"), X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "correct images, %"}}
	add := func(chart *Chart, name string, from int, m measure) {
		s := c.byEpoch(from, m)
		s.Name = message.Text(name)
		chart.Series = append(chart.Series, s)
	}
	add(&cost, "training images", 0, trainCost)
	add(&cost, "validation images", 0, validationCost)
	add(&accuracy, "training images", 1, trainAccuracy)
	add(&accuracy, "validation images", 1, validationAccuracy)
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

// epochsVerdict goes by how much the accuracy on the validation images rises after the
// first epoch.
func epochsVerdict(c *contender) Verdict {
	if c.settings.Epochs == 1 {
		return Verdict{Open, message.New("After one epoch the network reads %s %% of the validation images; what a second one does was not measured.", c.after(1, validationAccuracy))}
	}
	first := make([]float64, len(c.runs))
	for i, run := range c.runs {
		first[i] = run.validationAccuracy[1]
	}
	gain := stats.Paired(c.values(validationAccuracy), first)
	means := c.means(validationAccuracy)
	best := floats.MaxIdx(means)
	enough := best
	for epoch, v := range means {
		if v >= means[best]-0.25 {
			enough = epoch
			break
		}
	}
	var text prose
	text.add("After one epoch the network reads %s %% of the validation images, after %d epochs %s %%: seed by seed a difference of %s points.",
		spreadOf(first), c.settings.Epochs, c.final(validationAccuracy), gain)
	text.add("It comes within a quarter of a point of its best mean after %d epochs.", enough)
	turn := floats.MinIdx(c.means(validationCost))
	if turn < c.settings.Epochs {
		text.add("The mean cost on the validation images is lowest after epoch %d; that on the training images goes from %.3g there to %.3g at the end.",
			turn, c.after(turn, trainCost).Mean, c.final(trainCost).Mean)
	} else {
		text.add("The cost on the validation images is lowest after the last epoch.")
	}
	text.add("At the end it reads %.1f points more of the training images than of the validation images, and %s %% of the test images.",
		c.final(trainAccuracy).Mean-c.final(validationAccuracy).Mean, c.final(testAccuracy))
	outcome := outcomeOf(gain.Above(0))
	switch outcome {
	case Holds:
		text.add("More epochs have helped.")
	case Fails:
		text.add("One epoch would have done better.")
	default:
		text.add("Whether more epochs have helped is open.")
	}
	return Verdict{outcome, text.message()}
}
