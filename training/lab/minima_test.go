package lab

import (
	"fmt"
	"math"
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
	values := Minima.complete(Minima.smallValues())
	values["lines"] = "9" // more than there are: three starts have two
	r := under(t, data, values)
	result, err := Minima.run(r)
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
	still := make([]float64, len(ends[0][0].Parameters))

	starts, lines, plane := result.Charts[0].Series, result.Charts[1].Series, result.Charts[2]
	for i, s := range starts {
		if want := []float64{ends[i][0].Train.Cost, ends[i][1].Train.Cost, ends[i][2].Train.Cost}; !reflect.DeepEqual(s.Y, want) || !reflect.DeepEqual(s.X, []float64{0, 1, 2}) {
			t.Errorf("start %d: costs %v after %v, want %v", i+1, s.Y, s.X, want)
		}
	}
	rows := result.Tables[1].Rows
	if len(starts) != 3 || len(lines) != 2 {
		t.Errorf("%d starts, %d lines", len(starts), len(lines))
	}
	for i, line := range lines {
		if line.Name != fmt.Sprintf("%d to %d", i+1, i+2) || len(line.X) != 41 || line.X[0] != 0 || line.X[1] != 1./40 || line.X[40] != 1 {
			t.Errorf("%s: t = %v", line.Name, line.X)
		}
		from, to := cost(last(ends[i]), still), cost(last(ends[i+1]), still)
		if math.Abs(line.Y[0]-from) > 1e-6 || math.Abs(line.Y[40]-to) > 1e-6 {
			t.Errorf("%s: a cost of %g to %g, want %g to %g", line.Name, line.Y[0], line.Y[40], from, to)
		}
		if got, want := fmt.Sprint(rows[i]), fmt.Sprint([]any{line.Name, line.Y[0], line.Y[40], slices.Max(line.Y)}); got != want {
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
	for i, v := range start.Parameters {
		east[i], north[i] = float64(last(ends[0]).Parameters[i]-v), float64(last(history).Parameters[i]-v)
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
		if path.Name != want.name || path.X[0] != 0 || path.Y[0] != 0 || want.points == 0 && (math.Abs(x-want.x) > 1e-4 || math.Abs(y-want.y) > 1e-4) {
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

// Ends are alike within three points where a quarter of the first cost is left,
// and apart where most lines rise to more than twice their ends.
func TestMinimaVerdict(t *testing.T) {
	for _, test := range []struct {
		name   string
		worst  float64 // accuracy, beside one of 95 %
		end    float64 // cost, from 1 at the start
		ridges []float64
		want   Outcome
	}{
		{"three points", 92, 0.125, []float64{0.25}, Holds},
		{"more", 91.5, 0.125, []float64{0.25}, HoldsInPart},
		{"a quarter of the cost", 95, 0.25, []float64{0.5}, HoldsInPart},
		{"as high as the ends", 95, 0.125, []float64{0.125}, HoldsInPart},
		{"half of the lines", 95, 0.125, []float64{0.25, 0, 0, 1}, HoldsInPart},
		{"most of the lines", 95, 0.125, []float64{0.25, 0, 1}, Holds},
		{"nothing", 91.5, 0.25, []float64{0.25}, Fails},
	} {
		land := &valleys{starts: made("starts", 95, test.worst)}
		for i := range land.starts.runs {
			land.starts.runs[i].trainCost = []float64{1, test.end}
		}
		for _, ridge := range test.ridges {
			land.lines = append(land.lines, crossing{cost: []float64{test.end, test.end + ridge, test.end / 2}})
		}
		got := minimaVerdict(land)
		if got.Outcome != test.want {
			t.Errorf("%s: the claim %s, want %s: %s", test.name, got.Outcome, test.want, got.Text)
		}
		if test.name == "half of the lines" {
			wants(t, got, "From 2 beginnings the cost comes from 1 on average to 0.125 (lowest 0.125, highest 0.125), and the accuracy on the test images to 95 % (lowest 95.00, highest 95.00).",
				"On 2 of 4 straight lines between two ends the cost more than doubles; the highest ridge is 1.12.")
		}
	}
}
