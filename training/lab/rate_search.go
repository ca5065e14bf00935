package lab

import (
	"context"
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
)

// A rateSearch looks for the learning rate of each contender, in the same way for all:
// first along a coarse grid for a few epochs with one seed, then in finer steps about
// the best of it for all epochs with several seeds. What counts is the cost on the
// validation images at the end. The seeds are none that the contenders are compared
// with afterwards.
type rateSearch struct {
	contenders []*contender
	rates      []float64
	trial      int         // epochs on the coarse grid
	found      [][]float64 // by contender: the rates tried
	costs      [][]float64 // and the cost that each led to; NaN while it is not known, +Inf if it failed
}

const (
	searchSeeds = 2    // for the finer steps
	firstSearch = 1001 // the first of them, which no comparison uses
)

// finer are the steps about the best rate of the coarse grid.
var finer = []float64{0.5, 1 / math.Sqrt2, 1, math.Sqrt2, 2}

func newRateSearch(all []*contender, rates []float64, trial int) *rateSearch {
	s := &rateSearch{contenders: all, rates: rates, trial: trial, found: make([][]float64, len(all)), costs: make([][]float64, len(all))}
	return s
}

// work is what the search takes, in epochs.
func (s *rateSearch) work() int {
	total := 0
	for _, c := range s.contenders {
		total += len(s.rates)*min(s.trial, c.settings.Epochs) + len(finer)*searchSeeds*c.settings.Epochs
	}
	return total
}

// search sets the contenders' rates.
func (s *rateSearch) search(r *run, train *dataset.Dataset) error {
	best := make([]float64, len(s.contenders))
	err := s.try(r, train, 1, s.trial, func(int) []float64 { return s.rates })
	if err != nil {
		return err
	}
	for i := range s.contenders {
		best[i] = bestRate(s.found[i], s.costs[i])
	}
	coarse := slices.Clone(s.found)
	coarseCosts := slices.Clone(s.costs)
	err = s.try(r, train, searchSeeds, math.MaxInt, func(i int) []float64 {
		var rates []float64
		for _, factor := range finer {
			rates = append(rates, best[i]*factor)
		}
		return rates
	})
	if err != nil {
		return err
	}
	r.advance(0, func() {
		for i, c := range s.contenders {
			c.settings.Rate = bestRate(s.found[i], s.costs[i])
			s.found[i], s.costs[i] = coarse[i], coarseCosts[i] // what the chart shows
		}
	})
	return nil
}

// try finds the costs of rates, the mean over seeds.
func (s *rateSearch) try(r *run, train *dataset.Dataset, seeds, epochs int, rates func(contender int) []float64) error {
	type job struct{ contender, rate, seed int }
	var jobs []job
	costs := make([][][]float64, len(s.contenders))
	r.advance(0, func() {
		for i := range s.contenders {
			s.found[i] = rates(i)
			s.costs[i] = slices.Repeat([]float64{math.NaN()}, len(s.found[i]))
			costs[i] = make([][]float64, len(s.found[i]))
			for k := range s.found[i] {
				costs[i][k] = make([]float64, seeds)
				for seed := range seeds {
					jobs = append(jobs, job{i, k, seed})
				}
			}
		}
	})
	err := r.each(len(jobs), func(ctx context.Context, n int) error {
		j := jobs[n]
		settings := s.contenders[j.contender].settings
		settings.Rate, settings.Seed = s.found[j.contender][j.rate], uint64(firstSearch+j.seed)
		settings.Epochs = min(settings.Epochs, epochs)
		cost := math.Inf(1)
		err := r.train(ctx, settings, train, func(e training.Epoch) {
			if e.Number == settings.Epochs {
				cost = e.Validation.Cost
			}
		})
		if diverged := (*training.DivergedError)(nil); err != nil && !errors.As(err, &diverged) {
			return err
		}
		if math.IsNaN(cost) {
			cost = math.Inf(1)
		}
		r.advance(0, func() { costs[j.contender][j.rate][j.seed] = cost })
		return nil
	})
	if err != nil {
		return err
	}
	r.advance(0, func() {
		for i := range costs {
			for k := range costs[i] {
				s.costs[i][k] = stat.Mean(costs[i][k], nil)
			}
		}
	})
	return nil
}

// chart shows the coarse grid.
func (s *rateSearch) chart() Chart {
	grid := Chart{
		Title: message.New("Search for the learning rates, %d epochs", s.trial),
		X:     Axis{Label: "learning rate η", Log: true}, Y: Axis{Label: "cost on the validation images", Log: true},
	}
	for i, c := range s.contenders {
		series := Series{Name: c.name, Look: Line, Place: c.place}
		for k, rate := range s.found[i] {
			series.add(rate, s.costs[i][k])
		}
		grid.Series = append(grid.Series, series)
	}
	return grid
}
