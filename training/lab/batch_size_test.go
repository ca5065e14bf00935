package lab

import (
	"reflect"
	"slices"
	"testing"

	"digitpad/training"
)

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
	values := batchSize.complete(batchSize.smallValues())
	values["batches"] = "30,7,1000,100"
	r := under(t, data, values)
	result, err := batchSize.run(r)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct{ m, iterations int }{{7, 30}, {30, 8}, {100, 2}} // 100 images, two epochs
	rows := result.Tables[0].Rows
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i, row := range rows {
		if row[0] != want[i].m || row[2] != want[i].iterations {
			t.Errorf("m = %v has %v iterations, want m = %d and %d", row[0], row[2], want[i].m, want[i].iterations)
		}
		var costs []float64
		for seed := range 2 {
			s := r.settings(seed + 1)
			s.Batch, s.Rate = want[i].m, row[1].(float64)
			history, err := r.history(s, data.Train.Slice(0, 100))
			if err != nil {
				t.Fatal(err)
			}
			costs = append(costs, last(history).Train.Cost)
		}
		if row[3] != spreadOf(costs) {
			t.Errorf("m = %d ends at %v, want %v", want[i].m, row[3], spreadOf(costs))
		}
	}
	var names []string
	for _, s := range result.Charts[1].Series {
		names = append(names, s.Name.String())
	}
	if want := []string{"m = 7", "m = 30", "m = 100 = n"}; !reflect.DeepEqual(names, want) {
		t.Errorf("the chart shows %q, want %q", names, want)
	}
}
