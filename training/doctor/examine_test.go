package doctor_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/doctor"
	"digitpad/training/ink"
)

// digits are few and synthetic: enough to fall ill on.
var digits = sync.OnceValue(func() (d struct{ train, test *training.Dataset }) {
	read := func(name string, seed uint64, n int) *training.Dataset {
		images, labels, err := ink.WriteSample(context.Background(), seed, n, func(int) {})
		if err != nil {
			panic(err)
		}
		set, err := training.NewDataset(name, images, labels)
		if err != nil {
			panic(err)
		}
		return set
	}
	d.train, d.test = read("train", 11, 5000), read("test", 12, 1000)
	return d
})

// examine trains n examples and has the run examined.
func examine(t *testing.T, s training.Settings, n int) ([]doctor.Diagnosis, training.Epoch) {
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
	return doctor.Examine(doctor.Case{
		Settings: s, Examples: n, Epochs: history, Network: trainer.Network(),
		Sample: doctor.SampleOf(train), Diverged: diverged != nil,
	}), history[len(history)-1]
}

// healthy learns the few digits well.
func healthy() training.Settings {
	s := training.Post()
	s.Hidden, s.Epochs, s.Rate = []int{20}, 8, 0.5
	s.Cost = network.CrossEntropy.Name()
	return s
}

func TestAHealthyRunHasNothing(t *testing.T) {
	for _, s := range []training.Settings{healthy(), func() training.Settings {
		s := training.Post()
		s.Epochs = 15
		return s
	}()} {
		found, last := examine(t, s, 5000)
		if len(found) > 0 {
			t.Errorf("%d epochs to an accuracy of %.3f: %+v", last.Number, last.Test.Accuracy, found)
		}
	}
}

func TestEachDiseaseIsFoundAndCured(t *testing.T) {
	for _, c := range []struct {
		disease  doctor.Disease
		examples int
		with     func(*training.Settings)
	}{
		{doctor.RateTooHigh, 2000, func(s *training.Settings) {
			s.Activation, s.Initializer, s.Rate = network.Tanh.Name(), network.FanIn.Name(), 3
		}},
		{doctor.DeadReLUs, 2000, func(s *training.Settings) {
			s.Activation, s.Initializer, s.Rate = network.ReLU.Name(), network.He.Name(), 2
		}},
		{doctor.SaturatedOutputs, 2000, func(s *training.Settings) {
			s.Cost, s.Initializer, s.Rate = network.Quadratic.Name(), network.Normal.Name(), 100
		}},
		{doctor.SaturatedHidden, 2000, func(s *training.Settings) { s.Initializer, s.Rate = network.Normal.Name(), 0.1 }},
		{doctor.DecayTooStrong, 2000, func(s *training.Settings) { s.Decay = 200 }},
		{doctor.RateTooLow, 2000, func(s *training.Settings) { s.Rate = 0.005 }},
		{doctor.Overfitting, 150, func(s *training.Settings) { s.Epochs, s.Hidden = 60, []int{40} }},
		{doctor.NotLearning, 2000, func(s *training.Settings) {
			s.Encoding, s.Cost, s.Hidden, s.Rate = network.Ordinal.Name(), network.Quadratic.Name(), []int{1}, 0.5
		}},
	} {
		t.Run(c.disease.String(), func(t *testing.T) {
			s := healthy()
			c.with(&s)
			found, ill := examine(t, s, c.examples)
			i := slices.IndexFunc(found, func(d doctor.Diagnosis) bool { return d.Disease == c.disease })
			if i < 0 {
				t.Fatalf("at an accuracy of %.3f: %+v", ill.Test.Accuracy, found)
			}
			t.Logf("%+v, accuracy %.3f", found[i].Sign, ill.Test.Accuracy)
			again, cured := examine(t, found[i].Remedy, c.examples)
			if slices.ContainsFunc(again, func(d doctor.Diagnosis) bool { return d.Disease == c.disease }) {
				t.Errorf("the remedy leaves it: %+v", again)
			}
			if cured.Test.Accuracy < ill.Test.Accuracy {
				t.Errorf("the remedy lowers the accuracy from %.3f to %.3f", ill.Test.Accuracy, cured.Test.Accuracy)
			}
			t.Logf("accuracy with the remedy: %.3f", cured.Test.Accuracy)
		})
	}
}

func TestNothingIsSaidBeforeTheFirstEpoch(t *testing.T) {
	if found := doctor.Examine(doctor.Case{Settings: healthy(), Epochs: make([]training.Epoch, 1)}); found != nil {
		t.Error(found)
	}
}
