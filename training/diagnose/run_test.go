package diagnose_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/diagnose"
	"digitpad/training/synth"
)

// digits are few and synthetic: enough to fall ill on.
var digits = sync.OnceValue(func() (d struct{ train, test *dataset.Dataset }) {
	read := func(name string, seed uint64, n int) *dataset.Dataset {
		images, labels, err := synth.WriteSample(context.Background(), seed, n, func(int) {})
		if err != nil {
			panic(err)
		}
		set, err := dataset.New(name, images, labels)
		if err != nil {
			panic(err)
		}
		return set
	}
	d.train, d.test = read("train", 11, 5000), read("test", 12, 1000)
	return d
})

// examine trains n examples and has the run examined.
func examine(t *testing.T, s training.Settings, n int) ([]diagnose.Diagnosis, training.Epoch) {
	t.Helper()
	train := digits().train.Slice(0, n)
	trainer, err := training.NewTrainer(s, train, digits().test)
	if err != nil {
		t.Fatal(err)
	}
	var diverged *training.DivergedError
	for _, err := range trainer.Events(context.Background()) {
		if err != nil && !errors.As(err, &diverged) {
			t.Fatal(err)
		}
	}
	history := trainer.History()
	return diagnose.Run(diagnose.Input{
		Settings: s, Examples: n, Epochs: history, Network: trainer.Network(),
		Sample: diagnose.SampleOf(train), Diverged: diverged != nil,
	}), history[len(history)-1]
}

// healthy learns the few digits well.
func healthy() training.Settings {
	s := training.DefaultSettings()
	s.Hidden, s.Epochs, s.Rate = []int{20}, 8, 0.5
	s.Cost = network.CrossEntropy.Name()
	return s
}

func TestAHealthyRunHasNothing(t *testing.T) {
	for _, s := range []training.Settings{healthy(), func() training.Settings {
		s := training.DefaultSettings()
		s.Epochs = 15
		return s
	}()} {
		found, last := examine(t, s, 5000)
		if len(found) > 0 {
			t.Errorf("%d epochs to an accuracy of %.3f: %+v", last.Number, last.Validation.Accuracy, found)
		}
	}
}

func TestEachFindingIsMadeAndMended(t *testing.T) {
	for _, c := range []struct {
		finding  diagnose.Finding
		examples int
		with     func(*training.Settings)
	}{
		{diagnose.RateTooHigh, 2000, func(s *training.Settings) {
			s.Activation, s.Initializer, s.Rate = network.Tanh.Name(), network.FanIn.Name(), 1.5
		}},
		{diagnose.DeadReLUs, 2000, func(s *training.Settings) {
			s.Activation, s.Initializer, s.Rate = network.ReLU.Name(), network.He.Name(), 2
		}},
		{diagnose.SaturatedOutputs, 2000, func(s *training.Settings) {
			s.Cost, s.Initializer, s.Rate = network.Quadratic.Name(), network.Normal.Name(), 100
		}},
		{diagnose.SaturatedHidden, 2000, func(s *training.Settings) { s.Initializer, s.Rate = network.Normal.Name(), 0.1 }},
		{diagnose.DecayTooStrong, 2000, func(s *training.Settings) { s.Decay = 200 }},
		{diagnose.RateTooLow, 2000, func(s *training.Settings) { s.Rate = 0.005 }},
		{diagnose.Overfitting, 150, func(s *training.Settings) { s.Epochs, s.Hidden = 60, []int{40} }},
		{diagnose.NotLearning, 2000, func(s *training.Settings) {
			s.Encoding, s.Cost, s.Hidden, s.Rate = network.Ordinal.Name(), network.Quadratic.Name(), []int{1}, 0.2
		}},
	} {
		t.Run(c.finding.String(), func(t *testing.T) {
			s := healthy()
			c.with(&s)
			found, ill := examine(t, s, c.examples)
			i := slices.IndexFunc(found, func(d diagnose.Diagnosis) bool { return d.Finding == c.finding })
			if i < 0 {
				t.Fatalf("at an accuracy of %.3f: %+v", ill.Validation.Accuracy, found)
			}
			t.Logf("%+v, accuracy %.3f", found[i].Evidence, ill.Validation.Accuracy)
			again, cured := examine(t, found[i].Fix, c.examples)
			if slices.ContainsFunc(again, func(d diagnose.Diagnosis) bool { return d.Finding == c.finding }) {
				t.Errorf("the remedy leaves it: %+v", again)
			}
			if cured.Validation.Accuracy < ill.Validation.Accuracy {
				t.Errorf("the remedy lowers the accuracy from %.3f to %.3f", ill.Validation.Accuracy, cured.Validation.Accuracy)
			}
			t.Logf("accuracy with the remedy: %.3f", cured.Validation.Accuracy)
		})
	}
}

func TestNothingIsSaidBeforeTheFirstEpoch(t *testing.T) {
	if found := diagnose.Run(diagnose.Input{Settings: healthy(), Epochs: make([]training.Epoch, 1)}); found != nil {
		t.Error(found)
	}
}
