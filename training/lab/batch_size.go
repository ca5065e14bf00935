package lab

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"digitpad/training"
	"digitpad/training/dataset"
)

// BatchSize compares online learning, mini-batches and gradient descent.
var BatchSize = &Experiment{
	name:  "batch-size",
	Title: "One image at a time, or all at once?",
	Claim: "SGD speeds up learning by estimating the full gradient from a small, randomly chosen set of m training samples. … " +
		"Setting m = 1 gives online SGD (update after each single example). Expect large oscillations in both the cost and the parameter values.",
	Source:  "section 3.3, (12)",
	Formula: "w → w − η/m · Σᵢ ∂C_xᵢ/∂w,   i = 1 … m\nm = 1: online learning,   m = n: gradient descent",
	Explanation: "Runs that differ in m alone, from the same initial weights. An epoch costs all of them about the same " +
		"arithmetic but holds n/m iterations. The cost is that of the first 1,000 training images, looked at between iterations. " +
		"Oscillation is the standard deviation about a straight line over the second half of the run: " +
		"of the cost, and of one weight, from the first hidden unit to the output for 0.",
	Fixed: "Initial weights, images, learning rate, epochs. Not the order in which images are visited, which m cuts into mini-batches.",
	Settings: []Setting{
		{"batches", "mini-batch sizes m; one beyond the number of images means all of them", Wholes, "1,10,100,1000,10000", 1, 1e7, nil},
		seeds(3), images(10000), hidden(15), epochs(10), rate(3),
	},
	run: runBatchSize,
}

// batchRun is a run with one mini-batch size and one seed, looked at now and
// then.
type batchRun struct {
	epochs, iterations, seconds, cost, weight []float64
	half                                      int // the first look in the second half
}

// oscillation is the standard deviation of y about a line through it.
func oscillation(x, y []float64) float64 {
	if len(x) < 3 {
		return 0
	}
	alpha, beta := stat.LinearRegression(x, y, nil, false)
	var sum float64
	for i := range x {
		e := y[i] - alpha - beta*x[i]
		sum += e * e
	}
	return math.Sqrt(sum / float64(len(x)-2))
}

// batchRow sums the runs of one mini-batch size up.
type batchRow struct {
	m                 int
	iterations        int
	cost              Spread // at the end
	seconds           Spread
	costOscillation   Spread
	weightOscillation Spread
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
	for i := range runs {
		runs[i] = make([]batchRun, count)
	}
	draw := func() []Chart { return batchCharts(sizes, runs, data.Len()) }
	r.plan(len(sizes)*count*r.values.whole("epochs"), draw)
	err := r.each(len(sizes)*count, func(ctx context.Context, i int) error {
		s := r.settings(i/len(sizes) + 1)
		s.Batch = sizes[i%len(sizes)]
		return r.watch(ctx, s, data, &runs[i%len(sizes)][i/len(sizes)])
	})
	if err != nil {
		return Result{}, err
	}

	table := Table{Title: "After the last epoch", Columns: []string{
		"m", "iterations", "cost", "seconds of training", "oscillation of the cost", "of the weight",
	}}
	var rows []batchRow
	for i, m := range sizes {
		var cost, seconds, costSwing, weightSwing []float64
		for _, run := range runs[i] {
			last := len(run.cost) - 1
			cost, seconds = append(cost, run.cost[last]), append(seconds, run.seconds[last])
			costSwing = append(costSwing, oscillation(run.epochs[run.half:], run.cost[run.half:]))
			weightSwing = append(weightSwing, oscillation(run.epochs[run.half:], run.weight[run.half:]))
		}
		last := runs[i][0].iterations
		row := batchRow{m, int(last[len(last)-1]), spreadOf(cost), spreadOf(seconds), spreadOf(costSwing), spreadOf(weightSwing)}
		rows = append(rows, row)
		table.row(row.m, row.iterations, row.cost, row.seconds, row.costOscillation, row.weightOscillation)
	}
	return Result{Verdict: batchVerdict(rows, data.Len()), Tables: []Table{table}, Charts: draw()}, nil
}

// looks is how often the second half of a run is looked at.
const looks = 100

// watch trains and looks at the cost and at a weight: more and more rarely in
// the first half, evenly in the second.
func (r *run) watch(ctx context.Context, s training.Settings, data *dataset.Dataset, run *batchRun) error {
	trainer, err := training.NewTrainer(s, data, r.data.Test)
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

func batchCharts(sizes []int, runs [][]batchRun, n int) []Chart {
	charts := []Chart{
		{Title: "Cost by epochs", X: Axis{Label: "epochs"}, Y: Axis{Label: "cost", Log: true}},
		{Title: "Cost by iterations", X: Axis{Label: "iterations", Log: true}, Y: Axis{Label: "cost", Log: true}},
		{Title: "Cost by seconds", X: Axis{Label: "seconds of training", Log: true}, Y: Axis{Label: "cost", Log: true}},
		{Title: "One weight", X: Axis{Label: "epochs"}, Y: Axis{Label: "w, first hidden unit to output 0"}},
	}
	for i, m := range sizes {
		run := runs[i][0]
		name := "m = " + thousands(m)
		if m == n {
			name += " = n"
		}
		for c, xy := range [][2][]float64{{run.epochs, run.cost}, {run.iterations, run.cost}, {run.seconds, run.cost}, {run.epochs, run.weight}} {
			charts[c].Series = append(charts[c].Series, Series{Name: name, Look: Curve, X: slices.Clone(xy[0]), Y: slices.Clone(xy[1])})
		}
	}
	return charts
}

// batchVerdict holds if some mini-batch ends at a lower cost than all images at
// once, and the smallest one oscillates most in both senses.
func batchVerdict(rows []batchRow, n int) Verdict {
	first, last := rows[0], rows[len(rows)-1]
	best := rows[0]
	for _, row := range rows {
		if row.cost.Mean < best.cost.Mean {
			best = row
		}
	}
	text := fmt.Sprintf("After the same epochs the cost is lowest with m = %s: %s in %s iterations. ", thousands(best.m), best.cost, thousands(best.iterations))
	faster := best.m != last.m && above(last.cost, best.cost)
	if best.m != last.m {
		text += fmt.Sprintf("With m = %s it is %s, in %s. ", thousands(last.m), last.cost, thousands(last.iterations))
	}
	if len(rows) == 1 {
		return Verdict{HoldsInPart, text + "There is nothing to compare with only one m."}
	}
	const large = 3
	costRatio := first.costOscillation.Mean / last.costOscillation.Mean
	weightRatio := first.weightOscillation.Mean / last.weightOscillation.Mean
	swings := costRatio > large && weightRatio > large
	text += fmt.Sprintf("With m = %d the cost swings by %.2g and the weight by %.2g about their course: %.3g and %.3g times as much as with m = %s. ",
		first.m, first.costOscillation.Mean, first.weightOscillation.Mean, costRatio, weightRatio, thousands(last.m))
	switch {
	case faster && swings:
		return Verdict{Holds, text + "Both halves of the claim show: small batches learn faster, and the smallest is the noisiest."}
	case faster:
		return Verdict{HoldsInPart, text + "Small batches learn faster here, but the oscillations are not large."}
	case swings:
		return Verdict{HoldsInPart, text + "The oscillations are as foretold, but small batches have not learnt faster here; try a smaller learning rate."}
	}
	return Verdict{Fails, text + "Neither half of the claim shows with these settings."}
}
