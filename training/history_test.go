package training

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/internal/toy"
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
			history = append(history, Epoch{Number: i, Validation: evaluate.Score{Accuracy: accuracy}})
		}
		if got := Best(history); got != test.want {
			t.Errorf("of the accuracies %v the best is %d, want %d", test.accuracies, got, test.want)
		}
	}
}

// With validation data the choices go by it, without by the training data; a run that
// stops early leaves its best epoch, another its last.
func TestMonitored(t *testing.T) {
	score := func(cost, accuracy float64) evaluate.Score { return evaluate.Score{Cost: cost, Accuracy: accuracy} }
	held := []Epoch{
		{Train: score(1, 0.1), Validation: score(1, 0.1)},
		{Train: score(0.5, 0.7), Validation: score(0.4, 0.8)},
		{Train: score(0.1, 0.9), Validation: score(0.6, 0.7)},
	}
	none := slices.Clone(held)
	for i := range none {
		none[i].Validation = evaluate.Score{}
	}
	early, whole := DefaultSettings(), DefaultSettings()
	early.Patience = 1
	for _, test := range []struct {
		name              string
		history           []Epoch
		best, early, last int
		since             int
	}{
		{"held out", held, 1, 1, 2, 1},
		{"nothing held out", none, 2, 2, 2, 0},
		{"nothing done", nil, -1, -1, -1, 0},
	} {
		if got := Best(test.history); got != test.best {
			t.Errorf("%s: best is %d, want %d", test.name, got, test.best)
		}
		if got := Result(early, test.history); got != test.early {
			t.Errorf("%s: stopped early it leaves %d, want %d", test.name, got, test.early)
		}
		if got := Result(whole, test.history); got != test.last {
			t.Errorf("%s: it leaves %d, want %d", test.name, got, test.last)
		}
		if got := sinceBestCost(test.history); got != test.since {
			t.Errorf("%s: %d evaluations since the best, want %d", test.name, got, test.since)
		}
	}
}

// The test data is read on request alone, and how often is counted and saved.
func TestScoreTest(t *testing.T) {
	s := DefaultSettings()
	s.Epochs, s.Validation = 2, 6
	train, validation := s.Split(toy.Data(t, "digits", 60, 1))
	digits := toy.Data(t, "test", 30, 2)
	test := dataset.Seal(digits)
	trainer, err := NewTrainer(s, train, validation)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range trainer.Events(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if trainer.TestLooks() != 0 || train.Len()+validation.Len() != 60 || validation.Len() == 0 {
		t.Errorf("%d looks after a run of %d and %d examples", trainer.TestLooks(), train.Len(), validation.Len())
	}
	got, err := trainer.ScoreTest(t.Context(), trainer.Network(), calibration.None, test)
	if err != nil {
		t.Fatal(err)
	}
	if want, err := evaluate.Network(t.Context(), trainer.Network(), digits); err != nil || got.Evaluation != want {
		t.Errorf("the score is %v, want %v, %v", got.Score, want.Score, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := trainer.ScoreTest(ended, trainer.Network(), calibration.None, test); err == nil || trainer.TestLooks() != 1 {
		t.Errorf("%d looks, and the error %v of one that was cancelled", trainer.TestLooks(), err)
	}
	var file bytes.Buffer
	if err := trainer.Checkpoint(&file); err != nil {
		t.Fatal(err)
	}
	resumed, err := Resume(&file, train, validation)
	if err != nil || resumed.TestLooks() != 1 {
		t.Fatalf("%v, %v", resumed, err)
	}
	session := NewSession(trainer, func(Event) {})
	defer session.Wait()
	defer session.Stop()
	if _, err := session.ScoreTest(t.Context(), session.Snapshot(), calibration.None, test); err != nil || session.TestLooks() != 2 {
		t.Errorf("%d looks of the session, %v", session.TestLooks(), err)
	}
}
