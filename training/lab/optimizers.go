package lab

import (
	"cmp"
	"slices"

	"digitpad/network/message"
	"digitpad/training/optim"
	"digitpad/training/stats"
)

// optimizers compares the algorithms that the post names, from the same weights, each at
// its best learning rate.
var optimizers = &Experiment{
	name:  "optimizers",
	Title: "Which algorithm learns fastest?",
	Claim: "This can be done by optimizing the model parameters with proper cost functions (also called objective function) with a variety of optimization algorithms such as " +
		"Gradient Descent (GD), Stochastic GD, mini-batch GD, momentum, RMSProp, Adam, and more.",
	Source: "section 3.1",
	Formula: "sgd: w → w − ηg   (12)\nmomentum: v → μv − ηg, w → w + v\nnesterov: w → w + μv − ηg\n" +
		"rmsprop: r → 0.9r + 0.1g², w → w − ηg/√r\nadam: w → w − ηm̂/√v̂",
	Explanation: "A learning rate that suits one algorithm ruins another. So the rate of each is searched, along a grid first and in finer steps about its best, " +
		"and chosen by the cost on the validation images, with seeds that the comparison does not use. " +
		"Online learning with m = 1 has the same number of epochs as the mini-batches. Gradient descent with m = n makes one step an epoch, so it has as many epochs as \"steps\" says; " +
		"it is no rival of the others by the epoch, and the time beside it says what its steps cost.",
	Fixed: "Initial weights for each seed, images, network, momentum μ = 0.9; epochs and mini-batch but for m = n and m = 1.",
	Criteria: Criteria{
		Holds:        "Every algorithm trains the network: it reads more than 80 % of the test images, the whole 95 % interval over the seeds. The fastest is named if its cost is below that of each other one, seed by seed.",
		Contradicted: "Every algorithm reads less than that.",
		Open:         "There is one seed, or the intervals span 80 %. No fastest is named where an interval, corrected for the number of algorithms, spans zero.",
	},
	Settings: []Setting{
		{"rates", "learning rates η to try with each algorithm", kindNumbers, "0.001,0.003,0.01,0.03,0.1,0.3,1,3,10,30", 1e-9, 1e6, nil},
		{"trial", "epochs to try each rate for", kindWhole, "3", 1, 1000, nil},
		{"steps", "steps of gradient descent with m = n", kindWhole, "300", 1, 1e6, nil},
		seeds(5), images(10000), hidden(30), epochs(10), batch(10),
	},
	run: runOptimizers,
}

func runOptimizers(r *run) (Result, error) {
	data, seeds := r.images(), r.values.whole("seeds")
	var all []*contender
	add := func(name, optimizer string, m, epochs int) {
		c := &contender{name: message.Text(name), settings: r.settings(1), place: len(all) + 1}
		c.settings.Optimizer, c.settings.Batch, c.settings.Epochs = optimizer, m, epochs
		all = append(all, c)
	}
	epochs := r.values.whole("epochs")
	for _, optimizer := range optim.Optimizers {
		if _, ok := optimizer.(optim.Decoupled); ok {
			continue // without a penalty it is the optimiser that it comes from
		}
		add(optimizer.Name(), optimizer.Name(), r.values.whole("batch"), epochs)
	}
	add("online, m = 1", optim.SGD.Name(), 1, epochs)
	add("gradient descent, m = n", optim.SGD.Name(), data.Len(), r.values.whole("steps"))
	byEpoch := all[:len(all)-1] // without the one that has other epochs

	search := newRateSearch(all, r.values.numbers("rates"), r.values.whole("trial"))
	draw := func() []Chart {
		charts := []Chart{search.chart()}
		if len(all[0].runs) > 0 {
			charts = append(charts,
				chartByEpoch(message.New("Each at its best rate"), Axis{Label: "cost on the training images", Log: true}, 0, trainCost, byEpoch),
				chartByEpoch(message.New("Each at its best rate"), Axis{Label: "correct validation images, %"}, 1, validationAccuracy, byEpoch),
				chartByEpoch(message.New("One step an epoch"), Axis{Label: "cost on the training images", Log: true}, 0, trainCost, all[len(byEpoch):]))
		}
		return charts
	}
	r.plan(search.work()+epochsOf(all, seeds), draw)
	if err := search.search(r, data); err != nil {
		return Result{}, err
	}
	if err := r.compare(data, all, seeds); err != nil {
		return Result{}, err
	}

	table := Table{Title: message.New("After the last epoch"), Columns: []string{"algorithm", "best η", "m", "epochs", "cost on the training images", "above the lowest", "accuracy on the test images, %", "seconds of training"}}
	first, lead := leader(byEpoch)
	for i, c := range all {
		above := any("–")
		if i < len(byEpoch) && i != first {
			above = lead[i]
		}
		table.row(c.name, c.settings.Rate, c.settings.Batch, c.settings.Epochs, c.final(trainCost), above, c.final(testAccuracy), c.seconds())
	}
	return Result{Verdict: optimizersVerdict(all, byEpoch), Tables: []Table{table}, Charts: draw()}, nil
}

// leader is the contender with the lowest cost on the training images, and how far
// the others lie above it; see stats.Lowest.
func leader(all []*contender) (first int, lead []stats.Difference) {
	var costs [][]float64
	for _, c := range all {
		costs = append(costs, c.values(trainCost))
	}
	return stats.Lowest(costs)
}

// optimizersVerdict answers which of rivals is fastest, and holds if every algorithm
// comes to read 80 % of the test images.
func optimizersVerdict(all, rivals []*contender) Verdict {
	const learnt = 80
	ranked := slices.Clone(rivals)
	slices.SortStableFunc(ranked, func(a, b *contender) int {
		return cmp.Compare(a.final(trainCost).Mean, b.final(trainCost).Mean)
	})
	var ranking, level []message.Message
	for _, c := range ranked {
		ranking = append(ranking, message.New("%s %s (η = %.3g)", c.name, c.final(trainCost), c.settings.Rate))
	}
	first, lead := leader(rivals)
	for i, c := range rivals {
		if i != first && lead[i].Above(0) != stats.Holds {
			level = append(level, c.name)
		}
	}
	var text prose
	switch {
	case len(rivals) == 1:
	case stats.Clear(first, lead):
		text.add("Fastest is %s: its cost is below that of every other, seed by seed.", rivals[first].name)
	default:
		text.add("Which is fastest stays open: %s has the lowest mean, but these seeds do not tell it from %s.", rivals[first].name, message.Join(level, ", "))
	}
	text.add("Cost on the training images after %d epochs, best first: %s.", rivals[0].settings.Epochs, message.Join(ranking, "; "))
	var outcomes []Outcome
	var behind []message.Message
	for _, c := range all {
		outcome := outcomeOf(stats.Mean(c.values(testAccuracy)).Above(learnt))
		outcomes = append(outcomes, outcome)
		if outcome != Holds {
			behind = append(behind, message.New("%s (%s %%)", c.name, c.final(testAccuracy)))
		}
	}
	outcome := together(outcomes...)
	switch {
	case outcome == Holds:
		text.add("Every algorithm trains the network: it reads more than 80 %% of the test images.")
	case len(behind) == len(all):
		text.add("None surely reads 80 %% of the test images.")
	default:
		text.add("All train the network to read 80 %% of the test images in these epochs, but for %s.", message.Join(behind, ", "))
	}
	return Verdict{outcome, text.message()}
}
