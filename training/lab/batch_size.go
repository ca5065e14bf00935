package lab

import (
	"context"
	"math"
	"slices"
	"time"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/stats"
)

// batchSize compares online learning, mini-batches and gradient descent.
var batchSize = &Experiment{
	name:  "batch-size",
	Title: "One image at a time, or all at once?",
	Claim: "SGD speeds up learning by estimating the full gradient from a small, randomly chosen set of m training samples. … " +
		"Setting m = 1 gives online SGD (update after each single example). Expect large oscillations in both the cost and the parameter values.",
	Source:  "section 3.3, (12)",
	Formula: "w → w − η/m · Σᵢ ∂Cₓᵢ/∂w,   i = 1 … m\nm = 1: online learning,   m = n: gradient descent",
	Explanation: "Runs that differ in m and in the learning rate that suits it, which is searched for each m with seeds of its own, from the same initial weights. " +
		"An epoch costs all of them about the same arithmetic but holds n/m iterations. The cost is that of the first 1,000 training images, looked at between iterations. " +
		"Oscillation is the standard deviation about the slow course of the second half of the run, by second differences, so that the bend of a curve is no oscillation: " +
		"of the cost, and of one weight, from the first hidden unit to the output for 0.",
	Fixed: "Initial weights, images, epochs. Not the order in which images are visited, which m cuts into mini-batches.",
	Criteria: Criteria{
		Holds:        "Some mini-batch ends at a lower cost than the largest m, seed by seed, and with the smallest m cost and weight swing more than three times as much as with the largest.",
		Contradicted: "Every smaller m ends at a higher cost, and the smallest swings less than three times as much.",
		Open:         "There is one m or one seed, or the intervals leave both possible.",
	},
	Settings: []Setting{
		{"batches", "mini-batch sizes m; one beyond the number of images means all of them", kindWholes, "1,10,100,1000,10000", 1, 1e7, nil},
		{"rates", "learning rates η to try with each m", kindNumbers, "0.03,0.1,0.3,1,3,10,30", 1e-9, 1e6, nil},
		{"trial", "epochs to try each rate for", kindWhole, "3", 1, 1000, nil},
		seeds(5), images(10000), hidden(15), epochs(10),
	},
	run: runBatchSize,
}

// batchRun is a run with one mini-batch size and one seed, measured at intervals.
type batchRun struct {
	epochs, iterations, seconds, cost, weight []float64
	half                                      int // the first look in the second half
}

// batchRow summarises the runs of one mini-batch size, by seed.
type batchRow struct {
	m                 int
	rate              float64
	iterations        int
	cost              []float64 // at the end
	seconds           []float64
	costOscillation   []float64
	weightOscillation []float64
}

func runBatchSize(r *run) (Result, error) {
	data := r.images()
	var sizes []int
	for _, m := range r.values.wholes("batches") {
		if m = min(m, data.Len()); !slices.Contains(sizes, m) {
			sizes = append(sizes, m)
		}
	}
	slices.Sort(sizes)
	count := r.values.whole("seeds")
	runs := make([][]batchRun, len(sizes)) // by m and seed
	var all []*contender
	for i, m := range sizes {
		runs[i] = make([]batchRun, count)
		c := &contender{name: batchName(m, data.Len()), settings: r.settings(1)}
		c.settings.Batch = m
		all = append(all, c)
	}
	search := newRateSearch(all, r.values.numbers("rates"), r.values.whole("trial"))
	draw := func() []Chart {
		return append([]Chart{search.chart()}, batchCharts(sizes, runs, data.Len())...)
	}
	r.plan(search.work()+len(sizes)*count*r.values.whole("epochs"), draw)
	if err := search.search(r, data); err != nil {
		return Result{}, err
	}
	err := r.each(len(sizes)*count, func(ctx context.Context, i int) error {
		s := all[i%len(sizes)].settings
		s.Seed = uint64(i/len(sizes) + 1)
		return r.watch(ctx, s, data, &runs[i%len(sizes)][i/len(sizes)])
	})
	if err != nil {
		return Result{}, err
	}

	table := Table{Title: message.New("After the last epoch"), Columns: []string{
		"m", "best η", "iterations", "cost", "seconds of training", "oscillation of the cost", "of the weight",
	}}
	var rows []batchRow
	for i, m := range sizes {
		iterations := runs[i][0].iterations
		row := batchRow{m: m, rate: all[i].settings.Rate, iterations: int(iterations[len(iterations)-1])}
		for _, run := range runs[i] {
			last := len(run.cost) - 1
			row.cost, row.seconds = append(row.cost, run.cost[last]), append(row.seconds, run.seconds[last])
			row.costOscillation = append(row.costOscillation, stats.Swing(run.cost[run.half:]))
			row.weightOscillation = append(row.weightOscillation, stats.Swing(run.weight[run.half:]))
		}
		rows = append(rows, row)
		table.row(row.m, row.rate, row.iterations, spreadOf(row.cost), spreadOf(row.seconds), spreadOf(row.costOscillation), spreadOf(row.weightOscillation))
	}
	return Result{Verdict: batchVerdict(rows), Tables: []Table{table}, Charts: draw()}, nil
}

// batchName is what charts call runs with mini-batches of m out of n images.
func batchName(m, n int) message.Message {
	if m == n {
		return message.New("m = %s = n", message.Count(m))
	}
	return message.New("m = %s", message.Count(m))
}

// looks is how often the second half of a run is measured.
const looks = 100

// watch trains and measures the cost and a weight: at growing intervals in the first
// half, evenly in the second.
func (r *run) watch(ctx context.Context, s training.Settings, data *dataset.Dataset, run *batchRun) error {
	trainer, err := training.NewTrainer(s, data, r.validation)
	if err != nil {
		return err
	}
	perEpoch := (data.Len() + s.Batch - 1) / s.Batch
	total := perEpoch * s.Epochs
	probe := data.Slice(0, min(1000, data.Len()))
	layers := trainer.Network().Layers()
	var spent time.Duration
	look := func(iteration int) error {
		cost, err := costOf(ctx, trainer.Network(), probe)
		if err != nil {
			return err
		}
		r.advance(0, func() {
			if iteration <= total/2 {
				run.half = len(run.cost)
			}
			run.epochs = append(run.epochs, float64(iteration)/float64(perEpoch))
			run.iterations = append(run.iterations, float64(iteration))
			run.seconds = append(run.seconds, spent.Seconds())
			run.cost = append(run.cost, cost)
			run.weight = append(run.weight, float64(layers[len(layers)-1].W[0]))
		})
		return nil
	}
	if err := look(0); err != nil {
		return err
	}
	for done := 0; done < total; {
		next := max(done+1, int(float64(done)*1.2))
		if next > total/2 {
			next = min(total, done+max(total/2/looks, 1))
		}
		start := time.Now()
		for range next - done {
			if err := trainer.Step(); err != nil {
				return err
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
		spent += time.Since(start)
		r.advance(next/perEpoch-done/perEpoch, nil)
		done = next
		if err := look(done); err != nil {
			return err
		}
	}
	return nil
}

// batchCharts show the runs with the first seed.
func batchCharts(sizes []int, runs [][]batchRun, n int) []Chart {
	charts := []Chart{
		{Title: message.New("Cost by epochs, seed 1"), X: Axis{Label: "epochs"}, Y: Axis{Label: "cost", Log: true}},
		{Title: message.New("Cost by iterations, seed 1"), X: Axis{Label: "iterations", Log: true}, Y: Axis{Label: "cost", Log: true}},
		{Title: message.New("Cost by seconds, seed 1"), X: Axis{Label: "seconds of training", Log: true}, Y: Axis{Label: "cost", Log: true}},
		{Title: message.New("One weight, seed 1"), X: Axis{Label: "epochs"}, Y: Axis{Label: "w, first hidden unit to output 0"}},
	}
	for i, m := range sizes {
		run := runs[i][0]
		for c, xy := range [][2][]float64{{run.epochs, run.cost}, {run.iterations, run.cost}, {run.seconds, run.cost}, {run.epochs, run.weight}} {
			charts[c].Series = append(charts[c].Series, Series{Name: batchName(m, n), Look: Curve, X: slices.Clone(xy[0]), Y: slices.Clone(xy[1])})
		}
	}
	return charts
}

// batchVerdict depends on whether some mini-batch ends at a lower cost than the largest
// m, and whether the smallest oscillates more.
func batchVerdict(rows []batchRow) Verdict {
	const large = 3
	if len(rows) == 1 {
		return Verdict{Open, message.New("There is nothing to compare with only one m.")}
	}
	first, largest := rows[0], rows[len(rows)-1]
	best := rows[0]
	var costs [][]float64
	for _, row := range rows[:len(rows)-1] {
		costs = append(costs, row.cost)
		if spreadOf(row.cost).Mean < spreadOf(best.cost).Mean {
			best = row
		}
	}
	faster, slower := Open, true
	for _, d := range stats.Against(largest.cost, costs) {
		if d.Below(0) == stats.Holds {
			faster = Holds
		}
		slower = slower && d.Above(0) == stats.Holds
	}
	if slower {
		faster = Fails
	}
	var text prose
	text.add("After the same epochs, each m at its best η, the cost with m = %s is %s in %s iterations, and with m = %s %s, in %s.",
		message.Count(best.m), spreadOf(best.cost), message.Count(best.iterations), message.Count(largest.m), spreadOf(largest.cost), message.Count(largest.iterations))
	ratio := func(of func(batchRow) []float64) stats.Difference {
		return stats.Paired(logarithms(of(first)), logarithms(of(largest)))
	}
	cost := ratio(func(row batchRow) []float64 { return row.costOscillation })
	weight := ratio(func(row batchRow) []float64 { return row.weightOscillation })
	text.add("With m = %s the cost swings %.3g times as much as with m = %s, and the weight %.3g times.",
		message.Count(first.m), math.Exp(cost.Mean), message.Count(largest.m), math.Exp(weight.Mean))
	swings := together(outcomeOf(cost.Above(math.Log(large))), outcomeOf(weight.Above(math.Log(large))))
	switch {
	case faster == Holds && swings == Holds:
		text.add("Both halves of the claim show: small batches learn faster, and the smallest is the noisiest.")
	case faster == Holds:
		text.add("Small batches learn faster, but that the oscillations of both are three times as large is not sure.")
	case swings == Holds:
		text.add("The oscillations are as foretold, but that small batches learn faster does not show here.")
	default:
		text.add("Neither half of the claim is sure with these settings.")
	}
	return Verdict{together(faster, swings), text.message()}
}

// logarithms of values, and of the smallest number above 0 for 0.
func logarithms(values []float64) []float64 {
	logs := make([]float64, len(values))
	for i, v := range values {
		logs[i] = math.Log(max(v, math.SmallestNonzeroFloat64))
	}
	return logs
}
