package pretrain

import (
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/training/inference"
	"digitpad/training/synth"
)

// Digits, first, and as many negatives have the labels of inference.LabelOf and NotDigit.
func TestWithNegatives(t *testing.T) {
	digits := small(t).Test.Slice(0, 30)
	set, err := withNegatives(t.Context(), digits, 5)
	if err != nil {
		t.Fatal(err)
	}
	if set.Len() != 60 {
		t.Fatalf("of 30 digits %d examples are made", set.Len())
	}
	for i := range 30 {
		if !slices.Equal(set.Input(i), digits.Input(i)) || set.Label(i) != inference.LabelOf[digits.Label(i)] {
			t.Errorf("example %d is not digit %d, or has the label %d", i, i, set.Label(i))
		}
		image := negativeImage(5, i)
		if !slices.Equal(set.Input(30+i), network.NewInput(image[:])) || set.Label(30+i) != inference.NotDigit {
			t.Errorf("example %d is not drawing %d, or has the label %d", 30+i, i, set.Label(30+i))
		}
	}
}

// Every kind that is taught has its turn, those that invent more often, and none that
// judges has.
func TestTurns(t *testing.T) {
	counts := map[string]int{}
	for _, kind := range turns {
		counts[kind.Name()]++
	}
	for _, kind := range synth.TaughtNegatives {
		want, ok := often[kind.Name()]
		if !ok {
			want = 2
		}
		if counts[kind.Name()] != want {
			t.Errorf("%s has %d turns, want %d", kind.Name(), counts[kind.Name()], want)
		}
		delete(counts, kind.Name())
	}
	if len(counts) > 0 {
		t.Errorf("%v are no kinds that are taught", counts)
	}
	for name := range often {
		if !slices.ContainsFunc(synth.TaughtNegatives, func(k synth.NegativeKind) bool { return k.Name() == name }) {
			t.Errorf("there is no kind %q", name)
		}
	}
}
