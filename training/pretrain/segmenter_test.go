package pretrain

import (
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

// Boxes overlap by what they have in common.
func TestOverlap(t *testing.T) {
	box := ink.Box{MaxX: 2, MaxY: 2}
	for other, want := range map[ink.Box]float64{
		box:                                  1,
		{MinX: 1, MaxX: 3, MaxY: 2}:          1.0 / 3,
		{MinX: 2, MaxX: 4, MaxY: 2}:          0,
		{MinX: 0.5, MaxX: 1.5, MaxY: 1}:      0.25,
		{MinX: 5, MinY: 5, MaxX: 6, MaxY: 6}: 0,
	} {
		if got := overlap(box, other); got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%+v overlaps by %g, want %g", other, got, want)
		}
	}
}
