package lab

import (
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/stats"
)

// updateCost times one update by the size of its mini-batch.
var updateCost = &Experiment{
	name:    "update-cost",
	Title:   "What does an update cost, with m images and with all n?",
	Claim:   "We expect that the average value of the ∇Cₓᵢ be roughly equal to the average over all ∇Cₓ (i.e. the full-batch gradient) and be far cheaper to compute per update.",
	Source:  "section 3.3, (11)",
	Formula: "multiplications of an update ≈ 3·m·(784·h + h·10)",
	Explanation: "Updates with mini-batches of growing size m are timed, up to m = n, several times over. The arithmetic of an update is proportional to m; what is not, such as an update's fixed work, shows as a bend at the left. " +
		"The seconds are this computer's, so they differ from run to run.",
	Fixed: "Network, images, learning rate.",
	Criteria: Criteria{
		Holds:        "The update with the smallest m takes less than a tenth of the time of that with m = n, with its whole interval over the repetitions.",
		Contradicted: "It takes more than a tenth.",
		Open:         "There is one repetition, or the interval spans a tenth.",
	},
	Settings: []Setting{
		{"batches", "mini-batch sizes m; one beyond the number of images means all of them", kindWholes, "1,10,100,1000,10000", 1, 1e7, nil},
		{"repetitions", "how often to time each", kindWhole, "7", 1, 1000, nil},
		images(10000), hidden(15), rate(0.1),
	},
	run: runUpdateCost,
}

// timing is how long an update with mini-batches of m takes, in seconds.
type timing struct {
	m       int
	seconds []float64 // of each repetition
}

func runUpdateCost(r *run) (Result, error) {
	data, repetitions := r.images(), r.values.whole("repetitions")
	var all []*timing
	for _, m := range r.values.wholes("batches") {
		if m = min(m, data.Len()); !slices.ContainsFunc(all, func(t *timing) bool { return t.m == m }) {
			all = append(all, &timing{m: m})
		}
	}
	slices.SortFunc(all, func(a, b *timing) int { return a.m - b.m })
	r.plan(repetitions*len(all), func() []Chart { return updateCharts(all) })
	trainers := make([]*training.Trainer, len(all))
	for i, t := range all {
		s := r.settings(1)
		s.Batch, s.Epochs = t.m, 1000
		trainer, err := training.NewTrainer(s, data, r.validation)
		if err != nil {
			return Result{}, err
		}
		trainers[i] = trainer
	}
	const images = 20000    // in a repetition, so that the clock can tell
	for range repetitions { // one after the other, so that all share what else the computer does
		for i, t := range all {
			if err := r.ctx.Err(); err != nil {
				return Result{}, err
			}
			updates := max(images/t.m, 1)
			start := time.Now()
			for range updates {
				if err := trainers[i].Step(); err != nil {
					return Result{}, err
				}
			}
			seconds := time.Since(start).Seconds() / float64(updates)
			r.advance(1, func() { t.seconds = append(t.seconds, seconds) })
		}
	}
	table := Table{Title: message.New("One update"), Columns: []string{"m", "seconds", "seconds an image", "updates an epoch"}}
	for _, t := range all {
		table.row(t.m, spreadOf(t.seconds), stat.Mean(t.seconds, nil)/float64(t.m), (data.Len()+t.m-1)/t.m)
	}
	return Result{Verdict: updateVerdict(all), Tables: []Table{table}, Charts: updateCharts(all)}, nil
}

func updateCharts(all []*timing) []Chart {
	s := Series{Name: message.New("measured"), Look: Line}
	for _, t := range all {
		if len(t.seconds) > 0 {
			spread := spreadOf(t.seconds)
			s.X, s.Y, s.Spread = append(s.X, float64(t.m)), append(s.Y, spread.Mean), append(s.Spread, spread.SD)
		}
	}
	series := []Series{s}
	if len(s.X) > 1 {
		end := len(s.X) - 1
		series = append(series, Series{Name: message.New("proportional to m"), Look: Reference, X: []float64{s.X[0], s.X[end]}, Y: []float64{s.Y[end] * s.X[0] / s.X[end], s.Y[end]}})
	}
	return []Chart{{Title: message.New("Time of an update"), X: Axis{Label: "mini-batch size m", Log: true}, Y: Axis{Label: "seconds", Log: true}, Series: series}}
}

// updateVerdict compares the smallest mini-batch with all images.
func updateVerdict(all []*timing) Verdict {
	const far = 0.1
	if len(all) == 1 {
		return Verdict{Open, message.New("There is nothing to compare with only one m.")}
	}
	first, largest := all[0], last(all)
	shares := make([]float64, len(first.seconds))
	for i, s := range first.seconds {
		shares[i] = s / largest.seconds[i]
	}
	d := stats.Mean(shares)
	return Verdict{outcomeOf(d.Below(far)), message.New("An update with m = %s takes %.2g seconds, one with m = %s %.2g: a share of %s.",
		message.Count(first.m), stat.Mean(first.seconds, nil), message.Count(largest.m), stat.Mean(largest.seconds, nil), d)}
}
