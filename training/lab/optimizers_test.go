package lab

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"

	"digitpad/training/optim"
)

// Every algorithm tries every rate for as many epochs as were asked for, then finer
// steps about the best, and trains with the one that led to the lowest cost on the
// validation images, with seeds that the comparison does not use.
func TestOptimizersRun(t *testing.T) {
	data := toys(t)
	values := optimizers.complete(optimizers.smallValues())
	values["trial"], values["rates"] = "1", "0.01,0.1,2"
	r := under(t, data, values)
	result, err := optimizers.run(r)
	if err != nil {
		t.Fatal(err)
	}
	if r.done != r.total {
		t.Errorf("%d done of %d", r.done, r.total)
	}
	rates := []float64{0.01, 0.1, 2}
	algorithms := []string{"sgd", "momentum", "nesterov", "rmsprop", "adam"} // AdamW is Adam without a penalty
	rows := result.Tables[0].Rows
	if len(rows) != 2+len(algorithms) || len(result.Charts) != 4 {
		t.Fatalf("%d algorithms, %d charts", len(rows), len(result.Charts))
	}
	for i, row := range rows {
		optimizer, m, epochs := optim.SGD.Name(), 10, 2
		switch i {
		case len(rows) - 1:
			m, epochs = 100, 3 // of 100 images, as many steps as were asked for
		case len(rows) - 2:
			m = 1
		default:
			optimizer = algorithms[i]
		}
		if row[2] != m || row[3] != epochs || i < len(algorithms) && fmt.Sprint(row[0]) != optimizer {
			t.Errorf("%v with m = %v for %v epochs, want %s with %d for %d", row[0], row[2], row[3], optimizer, m, epochs)
		}
		cost := func(rate float64, epochs, seeds int) float64 {
			total := 0.0
			for seed := range seeds {
				s := r.settings(firstSearch + seed)
				s.Optimizer, s.Batch, s.Rate, s.Epochs = optimizer, m, rate, epochs
				history, err := r.history(s, data.Train.Slice(0, 100))
				if err != nil {
					t.Fatal(err)
				}
				total += last(history).Validation.Cost / float64(seeds)
			}
			return total
		}
		var coarse []float64
		for k, rate := range rates {
			coarse = append(coarse, cost(rate, 1, 1))
			if got := result.Charts[0].Series[i].Y[k]; got != coarse[k] {
				t.Errorf("%v: η = %g leads to a cost of %g, want %g", row[0], rate, got, coarse[k])
			}
		}
		var fine, tried []float64
		for _, factor := range finer {
			tried = append(tried, rates[floats.MinIdx(coarse)]*factor)
			fine = append(fine, cost(last(tried), epochs, searchSeeds))
		}
		if want := tried[floats.MinIdx(fine)]; row[1] != want {
			t.Errorf("%v: the best η is %v, want %g", row[0], row[1], want)
		}
		if got := row[4].(Spread); math.IsNaN(got.Mean) || got.Count != 2 {
			t.Errorf("%v: a cost of %v", row[0], got)
		}
		for _, chart := range result.Charts[:3] {
			for _, s := range chart.Series {
				if s.Name.String() == fmt.Sprint(row[0]) && s.Place != i+1 {
					t.Errorf("%s has place %d on %q, want %d", s.Name, s.Place, chart.Title, i+1)
				}
			}
		}
	}
}
