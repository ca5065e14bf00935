package training

import (
	"context"
	"slices"
	"testing"

	"digitpad/training/internal/toy"
)

func toyTrainer(t testing.TB, change func(*Settings)) *Trainer {
	t.Helper()
	s := DefaultSettings()
	s.Epochs = 3
	if change != nil {
		change(&s)
	}
	trainer, err := NewTrainer(s, toy.Data(t, "toy training", 1003, 1), toy.Data(t, "toy test", 200, 2))
	if err != nil {
		t.Fatal(err)
	}
	return trainer
}

// A run learns, and tells of every epoch once, beginning with epoch 0.
func TestEvents(t *testing.T) {
	trainer := toyTrainer(t, nil)
	var epochs []Epoch
	finished := false
	for event, err := range trainer.Events(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		switch event.Kind {
		case EpochDone:
			epochs = append(epochs, *event.Epoch)
		case Finished:
			finished = true
		}
	}
	if !finished || len(epochs) != 4 {
		t.Fatalf("finished %v after %d epochs, epoch 0 included; want true after 4", finished, len(epochs))
	}
	for i, epoch := range epochs {
		if epoch.Number != i || epoch.Iterations != i*101 { // 1003/10, rounded up
			t.Errorf("epoch %d is number %d with %d iterations", i, epoch.Number, epoch.Iterations)
		}
	}
	if accuracy := epochs[3].Validation.Accuracy; accuracy < 0.95 {
		t.Errorf("accuracy on the toy's test data is %.3f after three epochs", accuracy)
	}
	if epochs[3].Train.Cost >= epochs[0].Train.Cost {
		t.Errorf("the cost went from %g to %g", epochs[0].Train.Cost, epochs[3].Train.Cost)
	}
}

// An epoch visits each example once, in an order that differs between epochs and
// is the same again for the same seed.
func TestEpochVisitsEachExampleOnce(t *testing.T) {
	order := func(seed uint64, epoch int) []uint32 {
		trainer := toyTrainer(t, func(s *Settings) { s.Seed = seed })
		trainer.epoch = epoch
		trainer.startEpoch()
		return trainer.order
	}
	first := order(7, 0)
	sorted := slices.Sorted(slices.Values(first))
	for i, e := range sorted {
		if int(e) != i {
			t.Fatalf("example %d is not visited once", i)
		}
	}
	if !slices.Equal(first, order(7, 0)) {
		t.Error("the same seed and epoch give another order")
	}
	if slices.Equal(first, order(7, 1)) || slices.Equal(first, order(8, 0)) {
		t.Error("another epoch or seed gives the same order")
	}
}

// An epoch has n/m iterations, rounded up.
func TestIterationsOfAnEpoch(t *testing.T) {
	for n, want := range map[int]int{100: 10, 101: 11, 109: 11, 110: 11, 10: 1} {
		data := toy.Data(t, "toy", n, 1)
		trainer, err := NewTrainer(DefaultSettings(), data, data)
		if err != nil {
			t.Fatal(err)
		}
		if got := trainer.Progress().Iterations; got != want {
			t.Errorf("%d examples in mini-batches of 10 are %d iterations, want %d", n, got, want)
		}
	}
}
