package lab

import (
	"context"
	"errors"
	"math"
	"slices"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/stats"
)

// contender is one of the ways to train that an experiment compares, with its results by
// seed.
type contender struct {
	name     message.Message
	settings training.Settings // but for the seed
	seed     int               // the first; 1 unless set
	place    int               // in the order of colours, the first being 1; 0 for that of the chart
	runs     []scores          // by seed
}

// scores are those of a run, by epoch, epoch 0 first; NaN from where it failed. The
// test images are read once, by the network that the run ends with.
type scores struct {
	trainCost, validationCost         []float64
	trainAccuracy, validationAccuracy []float64          // in percent
	testAccuracy                      []float64          // in percent; one value
	confusion                         evaluate.Confusion // on the test images
	seconds                           float64            // of training, without evaluation
	failed                            bool
}

// A measure is one of the scores of a run.
type measure func(*scores) []float64

func trainCost(s *scores) []float64          { return s.trainCost }
func validationCost(s *scores) []float64     { return s.validationCost }
func trainAccuracy(s *scores) []float64      { return s.trainAccuracy }
func validationAccuracy(s *scores) []float64 { return s.validationAccuracy }
func testAccuracy(s *scores) []float64       { return s.testAccuracy }

func (s *scores) add(e training.Epoch) {
	s.trainCost, s.validationCost = append(s.trainCost, e.Train.Cost), append(s.validationCost, e.Validation.Cost)
	s.trainAccuracy = append(s.trainAccuracy, 100*e.Train.Accuracy)
	s.validationAccuracy = append(s.validationAccuracy, 100*e.Validation.Accuracy)
	s.seconds += e.Seconds
}

// fail fills the epochs that a run did not reach.
func (s *scores) fail(epochs int) {
	s.failed = true
	for len(s.trainCost) <= epochs {
		s.trainCost, s.validationCost = append(s.trainCost, math.NaN()), append(s.validationCost, math.NaN())
		s.trainAccuracy, s.validationAccuracy = append(s.trainAccuracy, math.NaN()), append(s.validationAccuracy, math.NaN())
	}
	s.testAccuracy = []float64{math.NaN()}
}

// values are a measure at the end of every run, by seed.
func (c *contender) values(m measure) []float64 {
	var values []float64
	for i := range c.runs {
		all := m(&c.runs[i])
		values = append(values, all[len(all)-1])
	}
	return values
}

// unrest is how much a measure swings from epoch to epoch in the last third of each
// run, by seed; see swing.
func (c *contender) unrest(m measure) []float64 {
	var all []float64
	for i := range c.runs {
		y := m(&c.runs[i])
		all = append(all, stats.Swing(y[len(y)*2/3:]))
	}
	return all
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
	training := func(s scores) bool { return len(s.testAccuracy) == 0 }
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
	s := overSeeds(c.name, counting(from, longest), runs)
	s.Place = c.place
	return s
}

// compare trains every contender with its seeds on the same images. It goes seed by seed,
// so that all contenders appear on the chart together. An epoch is one unit of work. A
// failed run is counted as failed.
func (r *run) compare(train *dataset.Dataset, contenders []*contender, seeds int) error {
	for _, c := range contenders {
		c.runs = make([]scores, seeds)
	}
	return r.each(seeds*len(contenders), func(ctx context.Context, i int) error {
		c, seed := contenders[i%len(contenders)], i/len(contenders)
		s := c.settings
		s.Seed = uint64(max(c.seed, 1) + seed)
		return r.score(ctx, s, train, &c.runs[seed])
	})
}

// score does a whole run and records the scores of every epoch, and of the last network
// on the test images.
func (r *run) score(ctx context.Context, s training.Settings, train *dataset.Dataset, into *scores) error {
	var last training.Epoch
	err := r.train(ctx, s, train, func(e training.Epoch) {
		into.add(e)
		last = e
	})
	if diverged := (*training.DivergedError)(nil); errors.As(err, &diverged) {
		r.advance(s.Epochs-last.Number, func() { into.fail(s.Epochs) })
		return nil
	}
	if err != nil {
		return err
	}
	test, err := evaluate.Network(ctx, networkAfter(s, last), r.data.Test)
	if err != nil {
		return err
	}
	r.advance(0, func() { into.testAccuracy, into.confusion = []float64{100 * test.Accuracy}, test.Confusion })
	return nil
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
func chartByEpoch(title message.Message, y Axis, from int, m measure, contenders []*contender) Chart {
	chart := Chart{Title: title, X: Axis{Label: "epoch", Whole: true}, Y: y}
	for _, c := range contenders {
		chart.Series = append(chart.Series, c.byEpoch(from, m))
	}
	return chart
}
