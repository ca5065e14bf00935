package lab

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"

	"digitpad/training"
	"digitpad/training/landscape"
)

// A ridge is measured from the higher of its ends; what falls away has none.
func TestRidge(t *testing.T) {
	for _, test := range []struct {
		cost []float64
		want float64
	}{{[]float64{1, 5, 2}, 3}, {[]float64{2, 5, 1}, 3}, {[]float64{2, 1, 1}, 0}} {
		if got := (&crossing{cost: test.cost}).ridge(); got != test.want {
			t.Errorf("the ridge of %v is %g high, want %g", test.cost, got, test.want)
		}
	}
	if got, want := landscape.Span([]float64{3, 2, 10, 4}, 3), []float64{1, 6, 11}; !reflect.DeepEqual(got, want) {
		t.Errorf("2 to 10 is spanned by %v, want %v", got, want)
	}
}

// A walk keeps the networks of its own run, at distances that grow by a quarter
// each up to a quarter of an epoch.
func TestWalk(t *testing.T) {
	train := toyData(t, "toys", 119, 1)
	r := under(t, Data{Train: train, Test: train.Slice(0, 1)}, nil)
	s := training.DefaultSettings()
	s.Hidden, s.Batch, s.Epochs = []int{2}, 3, 2 // 40 iterations an epoch
	kept, err := r.walk(t.Context(), s, train)
	if err != nil {
		t.Fatal(err)
	}
	trainer, err := training.NewTrainer(s, train, train.Slice(0, 1))
	if err != nil {
		t.Fatal(err)
	}
	var at []int
	for i := 0; i <= 80 && len(at) < len(kept); i++ {
		if slices.Equal(trainer.Network().Parameters(), kept[len(at)].Parameters()) {
			at = append(at, i)
		}
		if err := trainer.Step(); i < 80 && err != nil {
			t.Fatal(err)
		}
	}
	if want := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 22, 27, 33, 41, 51, 61, 71, 80}; !reflect.DeepEqual(at, want) {
		t.Errorf("kept after iterations %v, want %v", at, want)
	}
	if r.done != 2 {
		t.Errorf("%d epochs done, want 2", r.done)
	}
}

// Lines lead from end to end; the plane holds the start at 0, the end of
// mini-batches on its first axis and that of online learning.
func TestMinimaRun(t *testing.T) {
	data := toys(t)
	values := minima.complete(minima.smallValues())
	values["lines"] = "9" // more than there are: three starts have two
	r := under(t, data, values)
	result, err := minima.run(r)
	if err != nil {
		t.Fatal(err)
	}
	if r.done != r.total {
		t.Errorf("%d done of %d", r.done, r.total)
	}
	images, probe := data.Train.Slice(0, 100), data.Train.Slice(0, 50)
	ends := make([][]training.Epoch, 3)
	for i := range ends {
		if ends[i], err = r.history(r.settings(i+1), images); err != nil {
			t.Fatal(err)
		}
	}
	cost := func(e training.Epoch, direction []float64) float64 {
		cost, err := costOf(t.Context(), moved(networkAfter(r.settings(1), e), direction, 1), probe)
		if err != nil {
			t.Fatal(err)
		}
		return cost
	}
	still := make([]float64, ends[0][0].Parameters.Len())

	starts, lines, plane := result.Charts[0].Series, result.Charts[1].Series[:2], result.Charts[3]
	if twin := result.Charts[1].Series[2]; twin.Name.String() != "1 to itself renumbered" || math.Abs(twin.Y[0]-last(twin.Y)) > 1e-6 || slices.Max(twin.Y) <= twin.Y[0] {
		t.Errorf("%s: the cost is %v", twin.Name, twin.Y)
	}
	for i, s := range starts {
		if want := []float64{ends[i][0].Train.Cost, ends[i][1].Train.Cost, ends[i][2].Train.Cost}; !reflect.DeepEqual(s.Y, want) || !reflect.DeepEqual(s.X, []float64{0, 1, 2}) {
			t.Errorf("start %d: costs %v after %v, want %v", i+1, s.Y, s.X, want)
		}
	}
	rows := result.Tables[1].Rows
	if len(starts) != 3 || len(result.Charts[1].Series) != 3 || len(result.Charts[2].Series) != 2 || len(rows) != 3 {
		t.Errorf("%d starts, %d lines", len(starts), len(lines))
	}
	for i, line := range lines {
		if line.Name.String() != fmt.Sprintf("%d to %d", i+1, i+2) || len(line.X) != 41 || line.X[0] != 0 || line.X[1] != 1./40 || line.X[40] != 1 {
			t.Errorf("%s: t = %v", line.Name, line.X)
		}
		from, to := cost(last(ends[i]), still), cost(last(ends[i+1]), still)
		if math.Abs(line.Y[0]-from) > 1e-6 || math.Abs(line.Y[40]-to) > 1e-6 {
			t.Errorf("%s: a cost of %g to %g, want %g to %g", line.Name, line.Y[0], line.Y[40], from, to)
		}
		if got, want := fmt.Sprint(rows[i]), fmt.Sprint([]any{line.Name, line.Y[0], line.Y[40], slices.Max(line.Y), slices.Max(result.Charts[2].Series[i].Y)}); got != want {
			t.Errorf("row %s, want %s", got, want)
		}
	}

	// The plane's axes, by Gram and Schmidt.
	online := r.settings(1)
	online.Batch = 1
	history, err := r.history(online, images)
	if err != nil {
		t.Fatal(err)
	}
	start := ends[0][0]
	east, north := make([]float64, len(still)), make([]float64, len(still))
	weights := func(e training.Epoch) []float32 { return networkAfter(online, e).Parameters() }
	for i, v := range weights(start) {
		east[i], north[i] = float64(weights(last(ends[0]))[i]-v), float64(weights(last(history))[i]-v)
	}
	length := floats.Norm(east, 2)
	floats.Scale(1/length, east)
	across := floats.Dot(north, east)
	floats.AddScaled(north, -across, east)
	height := floats.Norm(north, 2)
	floats.Scale(1/height, north)
	for i, want := range []struct {
		name   string
		points int
		x, y   float64
	}{{"mini-batch, m = 10", 0, length, 0}, {"online, m = 1", 0, across, height}, {"full batch, m = n", 6, 0, 0}} {
		path, marks := plane.Series[i], plane.Series[3+i]
		x, y := last(path.X), last(path.Y)
		if path.Name.String() != want.name || path.X[0] != 0 || path.Y[0] != 0 || want.points == 0 && (math.Abs(x-want.x) > 1e-4 || math.Abs(y-want.y) > 1e-4) {
			t.Errorf("%s ends at %g, %g; want %s at %g, %g", path.Name, x, y, want.name, want.x, want.y)
		}
		if want.points > 0 && len(path.X) != want.points {
			t.Errorf("%s has %d points, want %d", path.Name, len(path.X), want.points)
		}
		if !reflect.DeepEqual(marks, Series{Look: Dots, X: []float64{0, x}, Y: []float64{0, y}}) {
			t.Errorf("%s is marked at %v, %v", path.Name, marks.X, marks.Y)
		}
	}
	if len(plane.Heat.X) != 6 || len(plane.Heat.Y) != 6 {
		t.Fatalf("a plane of %d×%d points, want 6×6", len(plane.Heat.X), len(plane.Heat.Y))
	}
	for _, at := range [][2]int{{0, 0}, {5, 1}, {2, 4}} {
		i, j := at[0], at[1]
		there := slices.Clone(still)
		floats.AddScaled(there, plane.Heat.X[i], east)
		floats.AddScaled(there, plane.Heat.Y[j], north)
		if got, want := plane.Heat.Z[j][i], math.Log10(cost(start, there)); math.Abs(got-want) > 1e-3 {
			t.Errorf("log10 of the cost at %g, %g is %g, want %g", plane.Heat.X[i], plane.Heat.Y[j], got, want)
		}
	}
}

// A renumbered network is the same function at another place, and matching finds the
// numbers again.
func TestMatching(t *testing.T) {
	data := toys(t)
	s := training.DefaultSettings()
	s.Hidden, s.Epochs = []int{7}, 2
	r := under(t, data, nil)
	history, err := r.history(s, r.data.Train)
	if err != nil {
		t.Fatal(err)
	}
	net := networkAfter(s, last(history))
	order := rand.New(rand.NewPCG(3, 3)).Perm(7)
	twin := renumbered(net, order)
	if floats.Norm(difference(twin, net), 2) == 0 {
		t.Fatal("renumbering moves nothing")
	}
	a, b := net.NewPass(), twin.NewPass()
	for i := range data.Test.Len() {
		if one, other := net.Forward(a, data.Test.Input(i)), twin.Forward(b, data.Test.Input(i)); !alike(one, other) {
			t.Fatalf("image %d: %v becomes %v", i, one, other)
		}
	}
	if again := renumbered(twin, matching(twin, net)); floats.Norm(difference(again, net), 2) != 0 {
		t.Errorf("%v is matched by %v", order, matching(twin, net))
	}
}

// alike tells whether activations differ by rounding alone.
func alike(a, b []float32) bool {
	for k := range a {
		if d := a[k] - b[k]; d > 1e-5 || d < -1e-5 {
			return false
		}
	}
	return true
}
