package lab

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"digitpad/training"
)

// Oscillation is the residual standard error of the line through the points:
// √(Σe²/(n − 2)).
func TestOscillation(t *testing.T) {
	for _, test := range []struct {
		name string
		x, y []float64
		want float64
	}{
		{"a straight line", []float64{0, 1, 2, 5}, []float64{5, 4, 3, 0}, 0},
		{"a tip", []float64{0, 1, 2}, []float64{0, 1, 0}, math.Sqrt(2. / 3)},
		{"a saw on a slope", []float64{0, 1, 2, 3}, []float64{0, 1, 0, 1}, math.Sqrt(0.8 / 2)}, // Σe² = Syy − Sxy²/Sxx = 1 − 1/5
		{"too few points", []float64{0, 1}, []float64{0, 1}, 0},
	} {
		if got := oscillation(test.x, test.y); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("%s oscillates by %g, want %g", test.name, got, test.want)
		}
	}
}

// A run is looked at before its first iteration and after its last, at growing
// distances up to the middle and at equal ones from there on; what is seen is the
// cost of the first 1,000 images and the weight.
func TestWatch(t *testing.T) {
	train := toyData(t, "toys", 1001, 1)
	r := under(t, Data{Train: train, Test: train.Slice(0, 1)}, nil)
	s := training.DefaultSettings()
	s.Hidden, s.Batch, s.Epochs = []int{2}, 150, 62
	const perEpoch, total = 7, 434 // 1,001 images need seven mini-batches
	r.plan(s.Epochs, nil)
	var run batchRun
	if err := r.watch(t.Context(), s, train, &run); err != nil {
		t.Fatal(err)
	}
	if r.done != r.total {
		t.Errorf("%d epochs done of %d", r.done, r.total)
	}
	if run.iterations[0] != 0 || last(run.iterations) != total {
		t.Errorf("looked at from iteration %g to %g, want 0 to %d", run.iterations[0], last(run.iterations), total)
	}
	if half := run.iterations[run.half]; half > total/2 || run.iterations[run.half+1] <= total/2 {
		t.Errorf("the second half begins at iteration %g of %d", half, total)
	}

	trainer, err := training.NewTrainer(s, train, train.Slice(0, 1))
	if err != nil {
		t.Fatal(err)
	}
	layers := trainer.Network().Layers()
	done := 0
	for i, iteration := range run.iterations {
		for ; done < int(iteration); done++ {
			if err := trainer.Step(); err != nil {
				t.Fatal(err)
			}
		}
		cost, err := costOf(t.Context(), trainer.Network(), train.Slice(0, 1000))
		if err != nil {
			t.Fatal(err)
		}
		if run.cost[i] != cost || run.weight[i] != float64(layers[1].W[0]) || run.epochs[i] != iteration/perEpoch {
			t.Errorf("after iteration %g, %g epochs: cost %g, weight %g; want %g, %g", iteration, run.epochs[i], run.cost[i], run.weight[i], cost, layers[1].W[0])
		}
		if i == 0 {
			continue
		}
		before := run.iterations[i-1]
		switch step := iteration - before; {
		case iteration == total:
		case before >= total/2:
			if step != 2 { // a hundred looks at 217 iterations
				t.Errorf("from iteration %g to %g in the second half", before, iteration)
			}
		case step < max(1, before/10) || step > max(1, before/5):
			t.Errorf("from iteration %g to %g in the first half", before, iteration)
		}
	}
	if run.seconds[0] != 0 || !slices.IsSorted(run.seconds) || last(run.seconds) <= 0 {
		t.Errorf("the clock goes from %g to %g", run.seconds[0], last(run.seconds))
	}
	if n := len(run.iterations) - run.half; n < 100 || n > 115 {
		t.Errorf("%d looks at the second half, want about 100", n)
	}
}

// Mini-batch sizes are put in order, each once, none beyond the number of images;
// a run of any of them ends where the Trainer does.
func TestBatchSizes(t *testing.T) {
	data := toys(t)
	values := BatchSize.complete(BatchSize.smallValues())
	values["batches"] = "30,7,1000,100"
	r := under(t, data, values)
	result, err := BatchSize.run(r)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct{ m, iterations int }{{7, 30}, {30, 8}, {100, 2}} // 100 images, two epochs
	rows := result.Tables[0].Rows
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i, row := range rows {
		if row[0] != want[i].m || row[1] != want[i].iterations {
			t.Errorf("m = %v has %v iterations, want m = %d and %d", row[0], row[1], want[i].m, want[i].iterations)
		}
		var costs []float64
		for seed := range 2 {
			s := r.settings(seed + 1)
			s.Batch = want[i].m
			history, err := r.history(s, data.Train.Slice(0, 100))
			if err != nil {
				t.Fatal(err)
			}
			costs = append(costs, last(history).Train.Cost)
		}
		if row[2] != spreadOf(costs) {
			t.Errorf("m = %d ends at %v, want %v", want[i].m, row[2], spreadOf(costs))
		}
	}
	var names []string
	for _, s := range result.Charts[0].Series {
		names = append(names, s.Name)
	}
	if want := []string{"m = 7", "m = 30", "m = 100 = n"}; !reflect.DeepEqual(names, want) {
		t.Errorf("the chart shows %q, want %q", names, want)
	}
}

// The swings of both the cost and the weight have to be more than three times
// those of the largest mini-batch.
func TestBatchVerdict(t *testing.T) {
	rows := func(cost, weight float64) []batchRow {
		return []batchRow{
			{m: 1, iterations: 20000, cost: one(0.25), costOscillation: one(cost), weightOscillation: one(weight)},
			{m: 10, iterations: 2000, cost: one(0.125), costOscillation: one(0.5), weightOscillation: one(0.5)},
			{m: 1000, iterations: 20, cost: one(0.5), costOscillation: one(0.25), weightOscillation: one(0.125)},
		}
	}
	for _, test := range []struct {
		cost, weight float64
		want         Outcome
	}{{1, 1, Holds}, {0.75, 1, HoldsInPart}, {1, 0.375, HoldsInPart}} {
		got := batchVerdict(rows(test.cost, test.weight), 1000)
		if got.Outcome != test.want {
			t.Errorf("swings of %g and %g: the claim %s, want %s: %s", test.cost, test.weight, got.Outcome, test.want, got.Text)
		}
	}
	wants(t, batchVerdict(rows(1, 1), 1000),
		"After the same epochs the cost is lowest with m = 10: 0.125 in 2,000 iterations. With m = 1,000 it is 0.5, in 20.",
		"With m = 1 the cost swings by 1 and the weight by 1 about their course: 4 and 8 times as much as with m = 1,000.")

	tied := rows(1, 1)
	tied[1].cost, tied[2].cost = one(0.25), one(0.25)
	wants(t, batchVerdict(tied, 1000), "the cost is lowest with m = 1: 0.25 in 20,000 iterations.")
	if got := batchVerdict(tied, 1000).Outcome; got != HoldsInPart {
		t.Errorf("equally low: the claim %s", got)
	}
	largest := rows(1, 1)
	largest[2].cost = one(0.1)
	wants(t, batchVerdict(largest, 1000), "the cost is lowest with m = 1,000: 0.1 in 20 iterations. With m = 1 the cost swings")
}
