package lab

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// The largest step of a curve is measured by its height.
func TestRoughness(t *testing.T) {
	for _, test := range []struct {
		y    []float64
		want float64
	}{
		{[]float64{0, 1, 3, 2}, 2. / 3},
		{[]float64{1, -1, 1, 3}, 0.5},
		{[]float64{3, 1, 2}, 1},
		{[]float64{2, 2, 2}, 0},
	} {
		if got := roughness(test.y); math.Abs(got-test.want) > 1e-15 {
			t.Errorf("the roughness of %v is %g, want %g", test.y, got, test.want)
		}
	}
	s := staircase{correct: []float64{5, 5, 6, 6, 6}}
	if got := s.stillShare(); got != 0.75 {
		t.Errorf("%g of the steps are flat, want 3 of 4", got)
	}
}

// The weights that may be chosen are those from an inked pixel to a hidden unit
// and from a hidden unit to an output: no bias, no padding, no blank pixel.
func TestWeightsWithInk(t *testing.T) {
	images := make([]byte, 2*dataset.Pixels)
	images[100], images[dataset.Pixels+300] = 255, 1
	data, err := dataset.New("two dots", images, []byte{3, 4})
	if err != nil {
		t.Fatal(err)
	}
	s := training.DefaultSettings()
	s.Hidden = []int{2}
	spec, err := s.Spec()
	if err != nil {
		t.Fatal(err)
	}
	net := network.New(spec)
	places := weightsWithInk(net, data, 1000, rand.New(rand.NewPCG(1, 1)))
	if len(places) != 1000 {
		t.Fatalf("%d places, want 1000", len(places))
	}
	slices.Sort(places)
	if places = slices.Compact(places); len(places) != 2*2+2*10 {
		t.Errorf("%d different weights, want 4 and 20", len(places))
	}
	for _, place := range places {
		net.Parameters()[place] = 1
	}
	layers := net.Layers()
	for _, pixel := range []int{100, 300} {
		for k := range 2 {
			if layers[0].W[pixel*layers[0].Stride+k] != 1 {
				t.Errorf("the weight from pixel %d to hidden unit %d is never chosen", pixel, k)
			}
		}
	}
	for p := range 2 {
		for k := range 10 {
			if layers[1].W[p*layers[1].Stride+k] != 1 {
				t.Errorf("the weight from hidden unit %d to output %d is never chosen", p, k)
			}
		}
	}
}

// In the middle of its way the weight is where training left it; the ends lie as
// far from there as was asked for.
func TestAccuracyRun(t *testing.T) {
	data := toys(t)
	values := accuracy.complete(accuracy.smallValues())
	values["range"] = "0.5"
	r := under(t, data, values)
	result, err := accuracy.run(r)
	if err != nil {
		t.Fatal(err)
	}
	s := r.settings(1)
	history, err := r.history(s, r.data.Train)
	if err != nil {
		t.Fatal(err)
	}
	net, measured := networkAfter(s, last(history)), data.Train.Slice(0, 50)
	before, err := evaluate.Network(t.Context(), net, measured)
	if err != nil {
		t.Fatal(err)
	}
	cost, correct := result.Charts[0].Series[0], result.Charts[1].Series[0]
	weight := float64(net.Layers()[1].W[0])
	if n := len(cost.X); n != 21 || math.Abs(cost.X[0]-(weight-0.5)) > 1e-12 || math.Abs(cost.X[20]-(weight+0.5)) > 1e-12 {
		t.Errorf("%d points from %g to %g, want 21 about %g", n, cost.X[0], cost.X[n-1], weight)
	}
	if cost.Y[10] != before.Cost || correct.Y[10] != float64(before.Confusion.Correct()) {
		t.Errorf("in the middle the cost is %g and %g images are correct, want %g and %d", cost.Y[10], correct.Y[10], before.Cost, before.Confusion.Correct())
	}
	row := result.Tables[0].Rows[0]
	if row[1] != 100*roughness(cost.Y) || row[2] != 100*roughness(correct.Y) {
		t.Errorf("%v, want %g and %g %%", row, 100*roughness(cost.Y), 100*roughness(correct.Y))
	}
}

// Each weight chosen moves alone, by the step; one too small for 32 bits moves
// nothing.
func TestAccuracyMoves(t *testing.T) {
	data := toys(t)
	for _, step := range []float64{3, 1e-12} {
		values := accuracy.complete(accuracy.smallValues())
		values["step"] = fmt.Sprint(step)
		r := under(t, data, values)
		result, err := accuracy.run(r)
		if err != nil {
			t.Fatal(err)
		}
		history, err := r.history(r.settings(1), r.data.Train)
		if err != nil {
			t.Fatal(err)
		}
		net, measured := networkAfter(r.settings(1), last(history)), data.Train.Slice(0, 50)
		before, err := evaluate.Network(t.Context(), net, measured)
		if err != nil {
			t.Fatal(err)
		}
		sameCorrect, sameCost := 0, 0
		for _, place := range weightsWithInk(net, measured, 20, rand.New(rand.NewPCG(1, 1))) {
			other := net.Clone()
			other.Parameters()[place] += float32(step)
			after, err := evaluate.Network(t.Context(), other, measured)
			if err != nil {
				t.Fatal(err)
			}
			if after.Confusion.Correct() == before.Confusion.Correct() {
				sameCorrect++
			}
			if after.Cost == before.Cost {
				sameCost++
			}
		}
		row := result.Tables[0].Rows[1]
		if row[1] != sameCost || row[2] != sameCorrect {
			t.Errorf("%v, want %d for the cost and %d for the number of correct images", row, sameCost, sameCorrect)
		}
		if all := sameCost == 20 && sameCorrect == 20; all != (step < 1) {
			t.Errorf("a step of %g: %d of 20 leave the cost as it was, %d the number of correct images", step, sameCost, sameCorrect)
		}
	}
}

// The accuracy has to jump more than three times as far as the cost, and more than
// one move in ten to leave it alone.
func TestAccuracyVerdict(t *testing.T) {
	glide := []float64{0, 1, 2, 3, 4} // a quarter of its height at a time
	for _, test := range []struct {
		name                         string
		correct                      []float64
		moves, sameCorrect, sameCost int
		want                         Outcome
	}{
		{"three times as rough", []float64{0, 3, 4, 4, 4}, 100, 10, 0, Fails},
		{"rougher", []float64{0, 4, 4, 4, 4}, 100, 50, 0, Holds},
		{"one in ten", []float64{0, 4, 4, 4, 4}, 100, 10, 0, HoldsInPart},
		{"more", []float64{0, 4, 4, 4, 4}, 100, 11, 0, Holds},
		{"the cost as flat", []float64{0, 4, 4, 4, 4}, 100, 50, 50, HoldsInPart},
	} {
		s := &staircase{cost: glide, correct: test.correct, moves: test.moves, sameCorrect: test.sameCorrect, sameCost: test.sameCost, step: 0.5}
		got := accuracyVerdict(s)
		if got.Outcome != test.want {
			t.Errorf("%s: the claim %s, want %s: %s", test.name, got.Outcome, test.want, got.Text)
		}
	}
	wants(t, accuracyVerdict(&staircase{cost: glide, correct: []float64{0, 3, 4, 4, 4}, moves: 50, sameCorrect: 40, sameCost: 5, step: 0.5}),
		"As one weight moves in 4 steps, 50 % of them leave the number of correct images as it was; its largest jump is 75.0 % of its height, that of the cost 25.0 %.",
		"Of 50 weights moved by 0.5, 80 % change the number of correct images not at all, and 10 % the cost not at all.")
}
