package pretrain

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// Digits, first, and as many drawings of nonsense have the labels of training.Doubt.
func TestAgainstNonsense(t *testing.T) {
	digits := small(t).Test.Slice(0, 30)
	set := withNegatives(digits, 5)
	if set.Len() != 60 {
		t.Fatalf("of 30 digits %d examples are made", set.Len())
	}
	for i := range 30 {
		if !slices.Equal(set.Input(i), digits.Input(i)) || set.Label(i) != inference.Digit {
			t.Errorf("example %d is not digit %d, or has the label %d", i, i, set.Label(i))
		}
		image := Negative(5, uint64(i)).Image()
		if !slices.Equal(set.Input(30+i), network.NewInput(image[:])) || set.Label(30+i) != inference.NotDigit {
			t.Errorf("example %d is not drawing %d, or has the label %d", 30+i, i, set.Label(30+i))
		}
	}
}

// A third of the drawings are scribbles, the others letters, each as often; none
// is drawn twice, whatever the seeds.
func TestNonsense(t *testing.T) {
	scribbles := 0
	seen := map[ink.Image]bool{}
	for n := range uint64(3 * len(synth.Letters)) {
		for _, seed := range []uint64{5, 6} {
			seen[Negative(seed, n).Image()] = true
		}
		if isScribble(Negative(5, n)) {
			scribbles++
		}
	}
	if scribbles != len(synth.Letters) || len(seen) != 6*len(synth.Letters) {
		t.Errorf("of %d drawings %d differ; of the first seed's, %d are scribbles", 6*len(synth.Letters), len(seen), scribbles)
	}
}

// isScribble tells a scribble by its steps, which are all as long.
func isScribble(d ink.Drawing) bool {
	for _, s := range d {
		for i, p := range s.Points[1:] {
			if step := math.Hypot(p.X-s.Points[i].X, p.Y-s.Points[i].Y); math.Abs(step-0.025) > 1e-9 {
				return false
			}
		}
	}
	return true
}

// The network that doubts is tested on nonsense that it has not learned from.
func TestDoubtIsTestedOnOtherNonsense(t *testing.T) {
	r := Rejector()
	r.MNIST, r.Pens, r.Synthetic = 1, 0, 10
	from := small(t)
	from.Train, from.Test = from.Train.Slice(0, 30), from.Test.Slice(0, 30)
	trainer, err := r.RejectorTrainer(context.Background(), from)
	if err != nil {
		t.Fatal(err)
	}
	train, test := trainer.Train(), trainer.Validation()
	for i := 30; i < 60; i++ {
		for k := range train.Len() {
			if slices.Equal(test.Input(i), train.Input(k)) {
				t.Errorf("test example %d is training example %d", i, k)
			}
		}
	}
}

// The shipped network that doubts learned from these very drawings, and was tested
// on these: whoever changes which they are must train it again, and then set the sum.
func TestNonsenseIsTheSameAsEver(t *testing.T) {
	const want = "899edff155137bb8bbd94153c440bff3b314fc96c451a040cb19994702495a64"
	r := Rejector()
	r.MNIST, r.Pens, r.Synthetic = 1, 0, 10
	from := small(t)
	from.Train, from.Test = from.Train.Slice(0, 90), from.Test.Slice(0, 10)
	trainer, err := r.RejectorTrainer(context.Background(), from)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	for _, set := range []*dataset.Dataset{trainer.Train(), trainer.Validation()} {
		for i := range set.Len() {
			if set.Label(i) == inference.NotDigit {
				var image ink.Image
				set.Input(i).Unpack(image[:])
				sum.Write(image[:])
			}
		}
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != want {
		t.Errorf("the sum of the drawings is %s", got)
	}
}
