package lab

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"

	"digitpad/training"
	"digitpad/training/optim"
)

// Optimizers lets the algorithms that the post names start from the same
// weights, each at its best learning rate.
var Optimizers = &Experiment{
	name:  "optimizers",
	Title: "Which algorithm learns fastest?",
	Claim: "This can be done by optimizing the model parameters with proper cost functions (also called objective function) with a variety of optimization algorithms such as " +
		"Gradient Descent (GD), Stochastic GD, mini-batch GD, momentum, RMSProp, Adam, and more.",
	Source: "section 3.1",
	Formula: "sgd: w → w − ηg   (12)\nmomentum: v → μv − ηg, w → w + v\nnesterov: w → w + μv − ηg\n" +
		"rmsprop: r → 0.9r + 0.1g², w → w − ηg/√r\nadam: w → w − ηm̂/√v̂",
	Explanation: "A learning rate that suits one algorithm ruins another. So each first tries all rates of a grid with one seed for few epochs, and " +
		"keeps the one with the lowest cost; with that rate it trains from several seeds. " +
		"Gradient descent with m = n and online learning with m = 1 compete with the same number of epochs, not of iterations.",
	Fixed: "Initial weights for each seed, images, network, epochs, momentum μ = 0.9; the mini-batch but for m = n and m = 1.",
	Settings: []Setting{
		{"rates", "learning rates η to try with each algorithm", Numbers, "0.001,0.003,0.01,0.03,0.1,0.3,1,3,10,30", 1e-9, 1e6, nil},
		{"trial", "epochs to try each rate for", Whole, "3", 1, 1000, nil},
		seeds(5), images(10000), hidden(30), epochs(10), batch(10),
	},
	run: runOptimizers,
}

func runOptimizers(r *run) (Result, error) {
	data, rates, seeds := r.images(), r.values.numbers("rates"), r.values.whole("seeds")
	var all []*contender
	add := func(name, optimizer string, m int) {
		c := &contender{name: name, settings: r.settings(1)}
		c.settings.Optimizer, c.settings.Batch = optimizer, m
		all = append(all, c)
	}
	add("gradient descent, m = n", optim.SGD.Name(), data.Len())
	add("online, m = 1", optim.SGD.Name(), 1)
	for _, optimizer := range optim.Optimizers {
		add(optimizer.Name(), optimizer.Name(), r.values.whole("batch"))
	}

	trial := r.values.whole("trial")
	trials := make([][]float64, len(all)) // the cost that each rate leads to
	for i := range trials {
		trials[i] = slices.Repeat([]float64{math.NaN()}, len(rates))
	}
	draw := func() []Chart { return optimizerCharts(all, rates, trials) }
	r.plan(len(all)*len(rates)*trial+epochsOf(all, seeds), draw)
	err := r.each(len(all)*len(rates), func(ctx context.Context, i int) error {
		s := all[i/len(rates)].settings
		s.Rate, s.Epochs = rates[i%len(rates)], trial
		return r.train(ctx, s, data, func(e training.Epoch) {
			if e.Number == trial {
				trials[i/len(rates)][i%len(rates)] = e.Train.Cost
			}
		})
	})
	if err != nil {
		return Result{}, err
	}
	for i, c := range all {
		c.settings.Rate = rates[floats.MinIdx(trials[i])]
	}
	if err := r.compare(data, all, seeds); err != nil {
		return Result{}, err
	}

	table := Table{Title: "After the last epoch", Columns: []string{"algorithm", "best η", "m", "cost on the training images", "accuracy on the test images, %", "seconds of training"}}
	for _, c := range all {
		table.row(c.name, c.settings.Rate, c.settings.Batch, c.final(trainCost), c.final(testAccuracy), c.seconds())
	}
	return Result{Verdict: optimizersVerdict(all), Tables: []Table{table}, Charts: draw()}, nil
}

func optimizerCharts(all []*contender, rates []float64, trials [][]float64) []Chart {
	grid := Chart{Title: "Search for the best rate", X: Axis{Label: "learning rate η", Log: true}, Y: Axis{Label: "cost on the training images", Log: true}}
	for i, c := range all {
		s := Series{Name: c.name, Look: Line}
		for k, rate := range rates {
			s.add(rate, trials[i][k])
		}
		grid.Series = append(grid.Series, s)
	}
	charts := []Chart{grid}
	if len(all[0].runs) > 0 {
		charts = append(charts,
			chartByEpoch("Each at its best rate", Axis{Label: "cost on the training images", Log: true}, 0, trainCost, all),
			chartByEpoch("Each at its best rate", Axis{Label: "correct test images, %"}, 1, testAccuracy, all[1:]))
	}
	return charts
}

// optimizersVerdict holds if every algorithm comes to read 80 % of the test
// images.
func optimizersVerdict(all []*contender) Verdict {
	const learnt = 80
	ranked := slices.Clone(all)
	slices.SortStableFunc(ranked, func(a, b *contender) int {
		return cmp.Compare(a.final(trainCost).Mean, b.final(trainCost).Mean)
	})
	var ranking, behind []string
	for _, c := range ranked {
		ranking = append(ranking, fmt.Sprintf("%s %s (η = %g)", c.name, c.final(trainCost), c.settings.Rate))
		if c.final(testAccuracy).Mean < learnt {
			behind = append(behind, fmt.Sprintf("%s (%.1f %%)", c.name, c.final(testAccuracy).Mean))
		}
	}
	text := fmt.Sprintf("Cost on the training images after %d epochs, best first: %s. ", all[0].settings.Epochs, strings.Join(ranking, "; "))
	if above(ranked[1].final(trainCost), ranked[0].final(trainCost)) {
		text += fmt.Sprintf("%s leads by more than the spread over the seeds. ", capital(ranked[0].name))
	} else {
		text += fmt.Sprintf("The lead of %s over %s lies within the spread over the seeds. ", ranked[0].name, ranked[1].name)
	}
	switch len(behind) {
	case 0:
		return Verdict{Holds, text + "Every algorithm trains the network: it reads at least 80 % of the test images."}
	case len(all):
		return Verdict{Fails, text + "None reads 80 % of the test images."}
	}
	return Verdict{HoldsInPart, text + fmt.Sprintf("All train the network to read 80 %% of the test images in these epochs, but for %s.", strings.Join(behind, ", "))}
}
