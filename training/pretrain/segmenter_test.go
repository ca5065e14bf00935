package pretrain

import (
	"math"
	"testing"

	"digitpad/training/inference"
	"digitpad/training/ink"
)

// Numbers of MNIST's and of synthetic digits give whole digits, and parts of them or
// several; the same recipe gives the same ones.
func TestSegmenterLearnsFromCandidates(t *testing.T) {
	r := Segmenter()
	r.MNIST, r.Pens, r.Synthetic = 20, 0, 20
	from := small(t)
	first, err := r.SegmenterTrainer(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	var count [2]int
	for i := range first.Train().Len() {
		count[first.Train().Label(i)]++
	}
	if count[inference.Digit] < 40 || count[inference.NotDigit] < 40 {
		t.Errorf("there are %d digits and %d others", count[inference.Digit], count[inference.NotDigit])
	}
	again, err := r.SegmenterTrainer(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	if again.Train().Sum() != first.Train().Sum() {
		t.Errorf("the recipe gives other candidates the second time: %d, then %d", first.Train().Len(), again.Train().Len())
	}
}

// Images are alike by the ink that they have in common.
func TestLikeness(t *testing.T) {
	image := func(from, to int, grey byte) (m ink.Image) {
		for i := from; i < to; i++ {
			m[i] = grey
		}
		return m
	}
	a := image(100, 120, 200)
	for _, c := range []struct {
		other ink.Image
		want  float64
	}{
		{a, 1},
		{image(110, 130, 200), 1.0 / 3},
		{image(120, 140, 200), 0},
		{image(100, 120, 50), 0.25},
		{ink.Image{}, 0},
	} {
		if got := likeness(&a, &c.other); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("the likeness is %g, want %g", got, c.want)
		}
	}
}
