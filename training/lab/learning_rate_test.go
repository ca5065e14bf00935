package lab

import (
	"reflect"
	"testing"

	"digitpad/training/optim"
)

// The schedules start from the rate that ends at the lowest cost, and the constant
// one among them is the run that found it.
func TestLearningRateRun(t *testing.T) {
	data := toys(t)
	values := LearningRate.smallValues()
	values["rates"] = "5,0.1,1,0.1"
	result, err := LearningRate.Run(t.Context(), data, values, nil)
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
		if got := result.Charts[0].Series[1].Y[i]; got != row[2].(Spread).Mean {
			t.Errorf("η = %v reads %g %% on the chart, %v in the table", row[0], got, row[2])
		}
		if row[1].(Spread).Mean < best[1].(Spread).Mean {
			best = row
		}
	}
	if row := schedules[0]; row[0] != optim.Constant.Name() || row[1] != best[1] || row[2] != best[2] {
		t.Errorf("%v, want the figures of %v", row, best)
	}
	seen := map[any]bool{}
	for _, row := range schedules {
		seen[row[0]] = true
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

// A schedule has to be better, not as good.
func TestLearningRateVerdict(t *testing.T) {
	rung := func(name string, rate, cost, accuracy float64) *contender {
		c := costs(made(name, 1, 1), []float64{1, cost}, []float64{1, cost}, []float64{10, accuracy})
		c.settings.Rate = rate
		return c
	}
	l := &ladder{
		rates:     []*contender{rung("η = 1", 1, 0.5, 80), rung("η = 3", 3, 0.25, 90), rung("η = 10", 10, 0.75, 40)},
		best:      3,
		schedules: []*contender{rung("constant", 3, 0.25, 90), rung("step", 3, 0.5, 85), rung("cosine", 3, 0.25, 91)},
	}
	if got := learningRateVerdict(l); got.Outcome != Fails {
		t.Errorf("as good: the claim %s: %s", got.Outcome, got.Text)
	}
	l.schedules[2] = rung("cosine", 3, 0.125, 93)
	v := learningRateVerdict(l)
	if v.Outcome != Holds {
		t.Errorf("better: the claim %s: %s", v.Outcome, v.Text)
	}
	wants(t, v, "Of the constant rates η = 3 ends at the lowest cost. With η = 1 the network reads 80 % of the test images, and with η = 10 40 %.",
		"Among the schedules cosine is best, with a cost of 0.125 against 0.25 for the constant rate, and 93 % of the test images against 90 %.",
		"Better by more than the spread over the seeds: cosine.")
}
