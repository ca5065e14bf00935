package lab

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"

	"digitpad/training/optim"
)

// Every algorithm tries every rate for as many epochs as were asked for, and then
// trains with the one that led to the lowest cost.
func TestOptimizersRun(t *testing.T) {
	data := toys(t)
	values := Optimizers.complete(Optimizers.smallValues())
	values["trial"], values["rates"] = "2", "0.001,0.1,2"
	r := under(t, data, values)
	result, err := Optimizers.run(r)
	if err != nil {
		t.Fatal(err)
	}
	if r.done != r.total {
		t.Errorf("%d done of %d", r.done, r.total)
	}
	rates := []float64{0.001, 0.1, 2}
	rows := result.Tables[0].Rows
	if len(rows) != 2+len(optim.Optimizers) || len(result.Charts) != 3 {
		t.Fatalf("%d algorithms, %d charts", len(rows), len(result.Charts))
	}
	for i, row := range rows {
		optimizer, m := optim.SGD.Name(), 10
		switch {
		case i == 0:
			m = 100 // of 100 images
		case i == 1:
			m = 1
		default:
			optimizer = optim.Optimizers[i-2].Name()
		}
		if row[2] != m || i >= 2 && row[0] != optimizer {
			t.Errorf("%v with m = %v, want %s with %d", row[0], row[2], optimizer, m)
		}
		var costs []float64
		for k, rate := range rates {
			s := r.settings(1)
			s.Optimizer, s.Batch, s.Rate, s.Epochs = optimizer, m, rate, 2
			history, err := r.history(s, data.Train.Slice(0, 100))
			if err != nil {
				t.Fatal(err)
			}
			costs = append(costs, last(history).Train.Cost)
			if got := result.Charts[0].Series[i].Y[k]; got != costs[k] {
				t.Errorf("%v: η = %g leads to a cost of %g, want %g", row[0], rate, got, costs[k])
			}
		}
		if want := rates[floats.MinIdx(costs)]; row[1] != want {
			t.Errorf("%v: the best η is %v, want %g", row[0], row[1], want)
		}
		if got := row[3].(Spread); math.IsNaN(got.Mean) || got.Count != 2 {
			t.Errorf("%v: a cost of %v", row[0], got)
		}
	}
	if n := len(result.Charts[2].Series); n != len(rows)-1 {
		t.Errorf("the chart of accuracies has %d curves, want all but gradient descent", n)
	}
}

// The rates that have been tried are on the chart before any algorithm trains.
func TestOptimizerCharts(t *testing.T) {
	charts := optimizerCharts([]*contender{{name: "sgd"}}, []float64{0.1, 1, 10}, [][]float64{{0.5, math.NaN(), 0.25}})
	if len(charts) != 1 || len(charts[0].Series[0].X) != 2 || charts[0].Series[0].X[1] != 10 {
		t.Errorf("%+v", charts)
	}
}

// 80 % is enough, and the ranking is by cost.
func TestOptimizersVerdict(t *testing.T) {
	sgd, adam := made("sgd", 80, 80), made("adam", 95, 95)
	v := optimizersVerdict([]*contender{sgd, adam})
	if v.Outcome != Holds {
		t.Errorf("80 %%: the claim %s", v.Outcome)
	}
	wants(t, v, "after 1 epochs, best first: adam 0.05 (η = 3); sgd 0.2 (η = 3).", "Adam leads by more than the spread over the seeds.")
	v = optimizersVerdict([]*contender{made("sgd", 94, 95), made("adam", 94.5, 95.5), made("momentum", 79, 80)})
	if v.Outcome != HoldsInPart {
		t.Errorf("79.5 %%: the claim %s", v.Outcome)
	}
	wants(t, v, "The lead of adam over sgd lies within the spread over the seeds.", "but for momentum (79.5 %).")
}
