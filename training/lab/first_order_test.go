package lab

import (
	"errors"
	"math"
	"reflect"
	"testing"

	"digitpad/network/message"
	"digitpad/training"
)

// foretelling are steps of which (4) foretells −0.02, −0.2, −1 and −2: right, right to
// 95 %, all wrong and the wrong way.
func foretelling() *steps {
	return &steps{epoch: 3, cost: 1, slope: 2, rate: []float64{0.01, 0.1, 0.5, 1}, after: []float64{0.98, 0.81, 1, 3}}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12 }

// The rates at which (4) is off by 10 % and at which the cost rises lie between
// those tried, on a straight line over the logarithm of η.
func TestSteps(t *testing.T) {
	s := foretelling()
	for i, want := range []float64{1, 0.95, 0, -1} {
		if got := s.ratio(i); !near(got, want) {
			t.Errorf("η = %g brings %g of what (4) foretells, want %g", s.rate[i], got, want)
		}
	}
	if got, want := s.breakdown(), 0.1*math.Pow(5, 0.05/0.95); !near(got, want) { // 0.05 before, 0.9 after
		t.Errorf("off by 10 %% at η = %g, want %g", got, want)
	}
	if got := s.rise(); !near(got, 0.5) { // where the cost is as before
		t.Errorf("the cost rises from η = %g, want 0.5", got)
	}
	if got := s.best(); got != 0.1 {
		t.Errorf("the best η is %g, want 0.1", got)
	}
	for _, test := range []struct {
		name  string
		after []float64
		want  float64
	}{
		{"never", []float64{0.5, 1, 1, 1}, math.Inf(1)},
		{"at once", []float64{2, 3, 4, 5}, 0.01},
		{"a third of the way, by the logarithm", []float64{0.5, 0.9, 1.2, 9}, 0.1 * math.Pow(5, 1./3)},
	} {
		s.after = test.after
		if got := s.rise(); got != test.want && !near(got, test.want) {
			t.Errorf("%s: the cost rises from η = %g, want %g", test.name, got, test.want)
		}
	}
	if rateCell(math.Inf(1)) != "none tried" || rateCell(0.5) != 0.5 {
		t.Errorf("cells %v, %v", rateCell(math.Inf(1)), rateCell(0.5))
	}
}

// What is foretold ends where it would make the cost negative, and the ratio where
// the axis would be all negative numbers.
func TestFirstOrderCharts(t *testing.T) {
	charts := firstOrderCharts([]*steps{foretelling(), {}})
	cost, ratio := charts[0].Series, charts[1].Series
	if want := []float64{0.98, 0.8}; cost[1].Name.String() != "foretold by (4)" || len(cost[1].Y) != 2 || !near(cost[1].Y[0], want[0]) || !near(cost[1].Y[1], want[1]) {
		t.Errorf("%s: %v, want %v", cost[1].Name, cost[1].Y, want)
	}
	if s := cost[0]; s.Name.String() != "after epoch 3" || !reflect.DeepEqual(s.X, foretelling().rate) || !reflect.DeepEqual(s.Y, foretelling().after) {
		t.Errorf("measured: %+v", s)
	}
	if x := ratio[0].X; !reflect.DeepEqual(x, []float64{0.01, 0.1, 0.5}) {
		t.Errorf("measured over foretold at η = %v", x)
	}
	for i, want := range []Series{
		{Name: message.New("as foretold"), Look: Reference, X: []float64{0.01, 1}, Y: []float64{1, 1}},
		{Name: message.New("no change"), Look: Reference, X: []float64{0.01, 1}, Y: []float64{0, 0}},
	} {
		if got := ratio[2+i]; !sameText(t, got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if n := len(firstOrderCharts([]*steps{{}})[1].Series); n != 1 {
		t.Errorf("%d series before there is a step", n)
	}
}

// Small steps from networks in training do what (4) foretells, each from the
// network after its own epoch.
func TestFirstOrderRun(t *testing.T) {
	data := toys(t)
	values := firstOrder.complete(firstOrder.smallValues())
	values["after"], values["smallest"] = "2,0", "0.001"
	r := under(t, data, values)
	result, err := firstOrder.run(r)
	if err != nil {
		t.Fatal(err)
	}
	s := r.settings(1)
	s.Epochs = 2
	history, err := r.history(s, data.Train.Slice(0, 100))
	if err != nil {
		t.Fatal(err)
	}
	for i, epoch := range []int{0, 2} {
		row := result.Tables[0].Rows[i]
		if row[0] != epoch || row[1] != history[epoch].Train.Cost {
			t.Errorf("after epoch %v the cost is %v, want %g after epoch %d", row[0], row[1], history[epoch].Train.Cost, epoch)
		}
		measured, ratio := result.Charts[0].Series[2*i], result.Charts[1].Series[i]
		if n := len(measured.X); n != 61 || measured.X[0] != 0.001 || measured.X[60] != 1000 {
			t.Errorf("%d rates from %g to %g, want 61: ten to a decade", n, measured.X[0], measured.X[n-1])
		}
		if math.Abs(ratio.Y[0]-1) > 0.02 {
			t.Errorf("after epoch %d the smallest step brings %g of what (4) foretells", epoch, ratio.Y[0])
		}
	}
	for largest, refused := range map[string]bool{"0.01": true, "0.009": true, "0.011": false} {
		_, err := firstOrder.Run(t.Context(), data, Values{"after": "0", "images": "50", "largest": largest}, nil)
		var problems training.Problems
		if errors.As(err, &problems) != refused || refused && problems.Of("largest").Empty() {
			t.Errorf("largest η %s beside a smallest of 0.01: %v", largest, err)
		}
	}
}

// (4) has to be right for the smallest step from every network.
func TestFirstOrderVerdict(t *testing.T) {
	right := func() *steps { return &steps{cost: 1, slope: 1, rate: []float64{0.01, 1}, after: []float64{0.99, 0.1}} }
	wrong := func() *steps { return &steps{cost: 1, slope: 1, rate: []float64{0.01, 1}, after: []float64{0.98, 0.1}} }
	rising := func() *steps { return &steps{cost: 1, slope: 1, rate: []float64{0.01, 1}, after: []float64{0.99, 3}} }
	for _, test := range []struct {
		name string
		all  []*steps
		want Outcome
	}{
		{"wrong, then right", []*steps{wrong(), right()}, Fails},
		{"right, then wrong", []*steps{right(), wrong()}, Fails},
		{"rising, then not", []*steps{rising(), right()}, HoldsInPart},
		{"not rising, then rising", []*steps{right(), rising()}, HoldsInPart},
		{"right", []*steps{right(), right()}, Holds},
	} {
		got := firstOrderVerdict(test.all)
		if got.Outcome != test.want {
			t.Errorf("%s: the claim %s, want %s: %s", test.name, got.Outcome, test.want, got.Text)
		}
		wants(t, got, map[Outcome]string{Fails: "too large for (4).", HoldsInPart: "the guarantee ends where the straight line does.", Holds: "The cost always decreased."}[test.want])
	}
	wants(t, firstOrderVerdict([]*steps{foretelling()}),
		"After epoch 3 the smallest step, η = 0.01, changes the cost by 100.0 % of what (4) foretells.",
		"It is 10 % off at η = 0.11.", "One step gains most with η = 0.1.", "From η = 0.5 on it raises the cost.")
	even := &steps{cost: 1, slope: 1, rate: []float64{0.01, 0.1}, after: []float64{0.99, 0.9}}
	even.after[0] = 0.9905
	wants(t, firstOrderVerdict([]*steps{even}), "changes the cost by 95.0 % of what (4) foretells.", "It is within 10 % at every η tried.", "No η tried raises the cost.")
}
