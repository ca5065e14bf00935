package lab

import (
	"reflect"
	"testing"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/stats"
)

// compare trains every contender with the seeds 1, 2, …: its scores are those of
// the same runs done one by one.
func TestCompare(t *testing.T) {
	data := toys(t)
	r := under(t, data, nil)
	data.Train = r.data.Train
	var contenders []*contender
	for _, rate := range []float64{0.5, 3} {
		s := training.DefaultSettings()
		s.Epochs, s.Rate = 2, rate
		contenders = append(contenders, &contender{settings: s})
	}
	r.plan(epochsOf(contenders, 3), nil)
	if err := r.compare(data.Train, contenders, 3); err != nil {
		t.Fatal(err)
	}
	if r.total != 2*3*2 || r.done != r.total {
		t.Errorf("%d of %d epochs done, want 12", r.done, r.total)
	}
	for _, c := range contenders {
		var last []float64
		for i, got := range c.runs {
			s := c.settings
			s.Seed = uint64(i + 1)
			history, err := r.history(s, data.Train)
			if err != nil {
				t.Fatal(err)
			}
			want := scores{seconds: got.seconds}
			for _, e := range history {
				want.trainCost, want.validationCost = append(want.trainCost, e.Train.Cost), append(want.validationCost, e.Validation.Cost)
				want.trainAccuracy = append(want.trainAccuracy, 100*e.Train.Accuracy)
				want.validationAccuracy = append(want.validationAccuracy, 100*e.Validation.Accuracy)
			}
			test, err := evaluate.Network(t.Context(), networkAfter(s, history[2]), data.Test)
			if err != nil {
				t.Fatal(err)
			}
			want.testAccuracy, want.confusion = []float64{100 * test.Accuracy}, test.Confusion
			if !reflect.DeepEqual(got, want) || got.seconds <= 0 {
				t.Errorf("η = %g, seed %d: %+v, want %+v", s.Rate, s.Seed, got, want)
			}
			last = append(last, want.trainCost[2])
		}
		if got, want := c.final(trainCost), spreadOf(last); got != want {
			t.Errorf("η = %g ends at a cost of %v, want %v", c.settings.Rate, got, want)
		}
	}
}

// A contender's curve begins at the epoch asked for, and goes on while some of its
// runs have not begun; only when all have ended is it done.
func TestContender(t *testing.T) {
	c := costs(made("η = 3", 1, 1, 1), []float64{5, 4, 3}, []float64{9, 8, 6}, []float64{10, 40, 70})
	for i := range c.runs {
		c.runs[i].validationCost = []float64{9, 8, 6}
	}
	if !c.done() {
		t.Error("is not done")
	}
	if got, want := c.seconds(), (Spread{Mean: 1, Min: 1, Max: 1, Count: 3}); got != want {
		t.Errorf("trained for %v s, want %v", got, want)
	}
	want := Series{Name: message.New("η = 3"), Look: Line, X: []float64{1, 2}, Y: []float64{8, 6}, Spread: []float64{0, 0}}
	if got := c.byEpoch(1, validationCost); !sameText(t, got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	c.runs[1] = scores{}
	if c.done() {
		t.Error("is done before its second run")
	}
	if got := c.byEpoch(1, validationCost); !sameText(t, got, want) {
		t.Errorf("with one run to come: %+v, want %+v", got, want)
	}
	c.runs = nil
	if c.done() {
		t.Error("is done before it has begun")
	}
}

// A contender on the chart before all its runs have ended is one that Figure
// can draw.
func TestUnevenRuns(t *testing.T) {
	c := units(costs(made("15 units", 1, 1, 1), []float64{1, 0.5}, []float64{1, 0.5}, []float64{10, 90}), 15)
	for name, draw := range map[string]func() []Chart{
		"hidden units":  func() []Chart { return hiddenCharts([][]*contender{{c}}) },
		"learning rate": (&ladder{rates: []*contender{c}}).charts,
	} {
		for _, test := range []struct {
			epochs, points int // of the second run; on the chart of ends
		}{{2, 1}, {1, 0}, {0, 0}} {
			whole := c.runs[1]
			c.runs[1].trainAccuracy, c.runs[1].validationAccuracy = whole.trainAccuracy[:test.epochs], whole.validationAccuracy[:test.epochs]
			if test.epochs < 2 {
				c.runs[1].testAccuracy = nil
			}
			if got := len(draw()[0].Series[0].X); got != test.points {
				t.Errorf("%s: %d points where the second run has %d epochs, want %d", name, got, test.epochs, test.points)
			}
			c.runs[1] = whole
		}
	}
}

// A run that fails is counted, and does not hide the others.
func TestFailedRun(t *testing.T) {
	good, bad := made("good", 90, 91, 92), made("bad", 90, 91, 92)
	bad.settings.Epochs = 3
	for i := range bad.runs {
		bad.runs[i] = scores{trainCost: []float64{1, 0.5}, validationCost: []float64{1, 0.5}, trainAccuracy: []float64{10, 80}, validationAccuracy: []float64{10, 80}}
		bad.runs[i].fail(bad.settings.Epochs)
	}
	if good.final(trainCost).Count != 3 {
		t.Errorf("the good runs: %v", good.final(trainCost))
	}
	if bad.final(trainCost).Count != 0 || bad.final(trainCost).String() != "–" || !bad.done() {
		t.Errorf("the runs that failed: %v", bad.final(trainCost))
	}
	if curve := bad.byEpoch(0, trainCost); !reflect.DeepEqual(curve.X, []float64{0, 1}) {
		t.Errorf("the curve has epochs %v", curve.X)
	}
	if got := stats.Paired(good.values(trainCost), bad.values(trainCost)).Above(0); got != stats.Open {
		t.Errorf("beside runs that failed the outcome is %v", got)
	}
	if lowest([]*contender{bad, good}, trainCost) != good {
		t.Error("what failed is lowest")
	}
	half := made("half", 90, 91, 92)
	half.runs[1] = bad.runs[0]
	if got := half.final(testAccuracy); got.Count != 2 || got.Mean != 91 {
		t.Errorf("of two runs that did not fail: %v", got)
	}
}
