package lab

import (
	"fmt"
	"reflect"
	"testing"

	"digitpad/training/optim"
)

// The schedules start from the rate that ends at the lowest cost, and the constant
// one among them is the run that found it.
func TestLearningRateRun(t *testing.T) {
	data := toys(t)
	values := learningRate.smallValues()
	values["rates"] = "5,0.1,1,0.1"
	result, err := learningRate.Run(t.Context(), data, values, nil)
	if err != nil {
		t.Fatal(err)
	}
	rates, schedules := result.Tables[0].Rows, result.Tables[1].Rows
	if len(rates) != 3 || len(schedules) != len(optim.Schedules) {
		t.Fatalf("%d rates, %d schedules", len(rates), len(schedules))
	}
	best := rates[0]
	for i, row := range rates {
		if want := []float64{0.1, 1, 5}[i]; row[0] != want || result.Charts[0].Series[1].X[i] != want {
			t.Errorf("η = %v, want %g", row[0], want)
		}
		if row[2].(Spread).Mean < best[2].(Spread).Mean {
			best = row
		}
	}
	if want := fmt.Sprintf("Schedules from η = %g, after the last epoch", best[0]); result.Tables[1].Title.String() != want {
		t.Errorf("%q, want %q", result.Tables[1].Title, want)
	}
	// The constant rate among the schedules has seeds of its own.
	r := under(t, data, learningRate.complete(values))
	var costs []float64
	for seed := range 2 {
		s := r.settings(3 + seed)
		s.Rate = best[0].(float64)
		history, err := r.history(s, r.images())
		if err != nil {
			t.Fatal(err)
		}
		costs = append(costs, last(history).Train.Cost)
	}
	if row := schedules[0]; fmt.Sprint(row[0]) != optim.Constant.Name() || row[1] != spreadOf(costs) || row[2] != "–" {
		t.Errorf("%v, want a cost of %v", row, spreadOf(costs))
	}
	seen := map[string]bool{}
	for _, row := range schedules {
		seen[fmt.Sprint(row[0])] = true
	}
	for _, schedule := range optim.Schedules {
		if !seen[schedule.Name()] {
			t.Errorf("%s is not tried", schedule.Name())
		}
	}
	if chart := result.Charts[1].Series[0]; !reflect.DeepEqual(chart.X, []float64{0, 1, 2}) {
		t.Errorf("the chart of rates shows epochs %v", chart.X)
	}
	if chart := result.Charts[2].Series[0]; !reflect.DeepEqual(chart.X, []float64{1, 2}) {
		t.Errorf("the chart of schedules shows epochs %v", chart.X)
	}
}
