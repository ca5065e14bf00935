package training

import (
	"testing"

	"digitpad/training/evaluate"
)

// The best epoch is the first of those with the highest accuracy.
func TestBest(t *testing.T) {
	for _, test := range []struct {
		accuracies []float64
		want       int
	}{
		{nil, -1},
		{[]float64{0, 0}, 0},
		{[]float64{0.9, 0.5}, 0},
		{[]float64{0.5, 0.9, 0.9, 0.2}, 1},
	} {
		var history []Epoch
		for i, accuracy := range test.accuracies {
			history = append(history, Epoch{Number: i, Test: evaluate.Score{Accuracy: accuracy}})
		}
		if got := Best(history); got != test.want {
			t.Errorf("of the accuracies %v the best is %d, want %d", test.accuracies, got, test.want)
		}
	}
}
