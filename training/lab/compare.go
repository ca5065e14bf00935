package lab

import (
	"context"
	"slices"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// contender is one of several ways to train that an experiment compares, and
// what came of it with each seed.
type contender struct {
	name     string
	settings training.Settings // but for the seed
	runs     []scores          // by seed
}

// scores are those of a run, by epoch, epoch 0 first.
type scores struct {
	trainCost, testCost         []float64
	trainAccuracy, testAccuracy []float64 // in percent
	confusion                   evaluate.Confusion
	seconds                     float64 // of training, without evaluation
}

// A measure is one of the scores of a run.
type measure func(*scores) []float64

func trainCost(s *scores) []float64     { return s.trainCost }
func testCost(s *scores) []float64      { return s.testCost }
func trainAccuracy(s *scores) []float64 { return s.trainAccuracy }
func testAccuracy(s *scores) []float64  { return s.testAccuracy }

func (s *scores) add(e training.Epoch) {
	s.trainCost, s.testCost = append(s.trainCost, e.Train.Cost), append(s.testCost, e.Test.Cost)
	s.trainAccuracy = append(s.trainAccuracy, 100*e.Train.Accuracy)
	s.testAccuracy = append(s.testAccuracy, 100*e.Test.Accuracy)
	s.confusion = e.Confusion
	s.seconds += e.Seconds
}

// after is a measure after an epoch, over the seeds.
func (c *contender) after(epoch int, m measure) Spread {
	var values []float64
	for i := range c.runs {
		values = append(values, m(&c.runs[i])[epoch])
	}
	return spreadOf(values)
}

// final is a measure after the last epoch, over the seeds.
func (c *contender) final(m measure) Spread {
	return c.after(len(m(&c.runs[0]))-1, m)
}

// done reports whether training has ended with every seed.
func (c *contender) done() bool {
	training := func(s scores) bool { return len(s.testAccuracy) <= c.settings.Epochs }
	return len(c.runs) > 0 && !slices.ContainsFunc(c.runs, training)
}

// seconds are those of training, over the seeds.
func (c *contender) seconds() Spread {
	var values []float64
	for _, run := range c.runs {
		values = append(values, run.seconds)
	}
	return spreadOf(values)
}

// byEpoch is a measure from an epoch on, with the spread over the seeds, as far
// as the runs have come.
func (c *contender) byEpoch(from int, m measure) Series {
	var runs [][]float64
	longest := 0
	for i := range c.runs {
		values := m(&c.runs[i])
		values = values[min(from, len(values)):]
		runs, longest = append(runs, values), max(longest, len(values))
	}
	return overSeeds(c.name, counting(from, longest), runs)
}

// compare trains every contender with seeds 1, 2, … on the same images. Seed by
// seed, so that all contenders grow together on the chart. An epoch is one unit
// of work.
func (r *run) compare(train *dataset.Dataset, contenders []*contender, seeds int) error {
	for _, c := range contenders {
		c.runs = make([]scores, seeds)
	}
	return r.each(seeds*len(contenders), func(ctx context.Context, i int) error {
		c, seed := contenders[i%len(contenders)], i/len(contenders)
		s := c.settings
		s.Seed = uint64(seed + 1)
		return r.train(ctx, s, train, c.runs[seed].add)
	})
}

// epochsOf is the work that compare does.
func epochsOf(contenders []*contender, seeds int) int {
	total := 0
	for _, c := range contenders {
		total += seeds * c.settings.Epochs
	}
	return total
}

// chartByEpoch shows a measure of all contenders from an epoch on.
func chartByEpoch(title string, y Axis, from int, m measure, contenders []*contender) Chart {
	chart := Chart{Title: title, X: Axis{Label: "epoch", Whole: true}, Y: y}
	for _, c := range contenders {
		chart.Series = append(chart.Series, c.byEpoch(from, m))
	}
	return chart
}
