package training

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/internal/toy"
	"digitpad/training/optim"
)

// Training needs examples on both sides.
func TestTrainerNeedsExamples(t *testing.T) {
	some, none := toy.Data(t, "some", 20, 1), toy.Data(t, "none", 0, 1)
	for _, validation := range []*dataset.Dataset{some, none} {
		if _, err := NewTrainer(DefaultSettings(), none, validation); err == nil || !strings.Contains(err.Error(), "at least one") {
			t.Errorf("no examples, and %d to validate: %v", validation.Len(), err)
		}
	}
	s := DefaultSettings()
	s.Batch = 21
	var problems Problems
	if _, err := NewTrainer(s, some, some); !errors.As(err, &problems) || problems.Of("batch").Empty() {
		t.Errorf("a mini-batch of more examples than there are: %v", err)
	}
}

// What the network is made of stays while it trains; each such change is refused
// by its name.
func TestChangeRefusesAnotherNetwork(t *testing.T) {
	for field, change := range map[string]func(*Settings){
		"hidden":      func(s *Settings) { s.Hidden = []int{16} },
		"activation":  func(s *Settings) { s.Activation = network.Tanh.Name() },
		"output":      func(s *Settings) { s.Output = network.Softmax.Name() },
		"cost":        func(s *Settings) { s.Cost = network.CrossEntropy.Name() },
		"encoding":    func(s *Settings) { s.Encoding = network.Binary.Name() },
		"initializer": func(s *Settings) { s.Initializer = network.He.Name() },
		"seed":        func(s *Settings) { s.Seed++ },
	} {
		trainer := toyTrainer(t, nil)
		s := trainer.Settings()
		change(&s)
		var problems Problems
		if err := trainer.Change(s); !errors.As(err, &problems) || len(problems) != 1 || problems.Of(field).Empty() {
			t.Errorf("%s: %v", field, err)
		}
		if trainer.Settings().Seed != 1 || !slices.Equal(trainer.Settings().Hidden, []int{15}) {
			t.Errorf("%s: the settings changed", field)
		}
	}
}

// A weight decay of λ takes the share η·λ/n from each weight, and nothing from a
// bias, whatever the optimiser: SGD is momentum with μ = 0.
func TestDecayShrinksWeights(t *testing.T) {
	const rate, decay = 0.5, 100.0
	step := func(optimizer optim.Optimizer, decay float64, batch int) *network.Network {
		trainer := toyTrainer(t, func(s *Settings) {
			s.Optimizer, s.Rate, s.Decay, s.Batch, s.Momentum = optimizer.Name(), rate, decay, batch, 0
		})
		steps(t, trainer, 1)
		return trainer.Network()
	}
	start := toyTrainer(t, nil).Network()
	for _, optimizer := range []optim.Optimizer{optim.SGD, optim.Momentum} {
		for _, batch := range []int{10, 128, 129, 256, 1003} {
			with, without := step(optimizer, decay, batch), step(optimizer, 0, batch)
			for l, layer := range with.Layers() {
				for i, w := range layer.W {
					want := float64(without.Layers()[l].W[i]) - rate*decay/1003*float64(start.Layers()[l].W[i])
					if math.Abs(float64(w)-want) > 1e-5 {
						t.Fatalf("%s, m %d: weight %d of layer %d is %g, want %g", optimizer.Name(), batch, i, l, w, want)
					}
				}
				if !slices.Equal(layer.B, without.Layers()[l].B) {
					t.Fatalf("%s, m %d: the biases of layer %d shrink", optimizer.Name(), batch, l)
				}
			}
		}
	}
}

// The gradient of a mini-batch that is summed in parts is that of the whole.
func TestLargeMiniBatch(t *testing.T) {
	for _, batch := range []int{128, 129, 256, 1003} {
		trainer := toyTrainer(t, func(s *Settings) { s.Batch = batch })
		trainer.startEpoch()
		trainer.from, trainer.to = 0, batch
		trainer.begin(0)
		trainer.computeGradient(trainer.team.members[0])
		whole := trainer.Network().NewBackprop(batch)
		whole.Run(trainer.inputs[:batch], trainer.labels[:batch])
		want := network.New(trainer.Network().Spec())
		whole.AddGradient(want, 1/float32(batch))
		for i, g := range trainer.team.members[0].Gradient() {
			if math.Abs(float64(g-want.Parameters()[i])) > 1e-6 {
				t.Fatalf("m %d: parameter %d has the gradient %g, want %g", batch, i, g, want.Parameters()[i])
			}
		}
	}
}

// With augmentation, the examples of each epoch are changed, each with its label
// and again in the same way for the same seed; a change of it holds at once.
func TestTrainingOnAugmentedExamples(t *testing.T) {
	trainer := toyTrainer(t, func(s *Settings) { s.Augmentation = dataset.ModerateAugmentation() })
	gathered := func(epoch int) []network.Input {
		trainer.epoch = epoch
		trainer.startEpoch()
		trainer.augmented.take(trainer.inputs, 0, len(trainer.inputs), 1+epoch)
		return slices.Clone(trainer.inputs)
	}
	same := func(a, b []network.Input) bool {
		return slices.EqualFunc(a, b, func(a, b network.Input) bool { return slices.Equal(a, b) })
	}
	first, second := gathered(0), gathered(1)
	if same(first, second) || !same(first, gathered(0)) {
		t.Error("the examples do not change from one epoch to the next, or not in the same way again")
	}
	changed, err := trainer.Train().Augmented(context.Background(), dataset.ModerateAugmentation(), trainer.Settings().Seed, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range trainer.order {
		if !slices.Equal(first[i], changed.Input(int(e))) || int(trainer.labels[i]) != trainer.Train().Label(int(e)) {
			t.Fatalf("place %d does not have example %d", i, e)
		}
	}
	trainer = toyTrainer(t, nil)
	steps(t, trainer, 1)
	plain := slices.Clone(trainer.inputs)
	s := trainer.Settings()
	s.Augmentation = dataset.ModerateAugmentation()
	if err := trainer.Change(s); err != nil {
		t.Fatal(err)
	}
	if same(plain, trainer.inputs) {
		t.Error("augmentation that is switched on within an epoch waits for the next")
	}
}

// Patience counts the evaluations since the lowest cost on the test data; an equal
// cost is no progress.
func TestPatience(t *testing.T) {
	for _, c := range []struct {
		costs []float64
		since int
	}{{nil, 0}, {[]float64{3}, 0}, {[]float64{3, 3}, 1}, {[]float64{3, 2, 2.5, 2}, 2}, {[]float64{3, 2, 2.5, 1.9}, 0}, {[]float64{3, math.NaN(), 4}, 2}} {
		var history []Epoch
		for i, cost := range c.costs {
			history = append(history, Epoch{Number: i, Validation: evaluate.Score{Cost: cost}})
		}
		if got := sinceBestCost(history); got != c.since {
			t.Errorf("%v: %d evaluations since the best, want %d", c.costs, got, c.since)
		}
		for patience := range 4 {
			trainer := toyTrainer(t, func(s *Settings) { s.Patience = patience })
			trainer.history = history
			if over := trainer.Over(); over != (patience > 0 && c.since >= patience) {
				t.Errorf("%v, patience %d: over %t", c.costs, patience, over)
			}
		}
	}
}

// Progress says where the run is, and estimates the rest by the time that its
// examples and evaluations have taken.
func TestProgress(t *testing.T) {
	close := func(a, b Progress) bool {
		seconds := math.Abs(a.SecondsLeft - b.SecondsLeft)
		a.SecondsLeft, b.SecondsLeft = 0, 0
		return a == b && seconds < 1e-9
	}
	trainer := toyTrainer(t, nil)
	if p := trainer.Progress(); p != (Progress{Epochs: 3, Iterations: 101}) {
		t.Errorf("before the first iteration: %+v", p)
	}
	steps(t, trainer, 1)
	trainer.trainTime, trainer.trained, trainer.evalTime = 2*time.Second, 1000, 3*time.Second
	want := Progress{Epochs: 3, Iteration: 1, Iterations: 101, TotalIterations: 1, ImagesPerSecond: 500, SecondsLeft: 2999/500.0 + 9}
	if p := trainer.Progress(); !close(p, want) {
		t.Errorf("after the first iteration: %+v, want %+v", p, want)
	}
	steps(t, trainer, 100)
	want = Progress{Epoch: 1, Epochs: 3, Iterations: 101, TotalIterations: 101, ImagesPerSecond: 500, SecondsLeft: 2*1003/500.0 + 2*3}
	if p := trainer.Progress(); !close(p, want) {
		t.Errorf("after an epoch: %+v, want %+v", p, want)
	}
	steps(t, trainer, 202)
	if p := trainer.Progress(); p.Epoch != 3 || p.SecondsLeft != 0 {
		t.Errorf("at the end: %+v", p)
	}
	steps(t, trainer, 102)
	if p := trainer.Progress(); p.SecondsLeft != 0 {
		t.Errorf("beyond the end: %+v", p)
	}
}

// A piece of a run has one iteration at least, ends with the epoch, and counts the
// time and the examples.
func TestAdvance(t *testing.T) {
	trainer := toyTrainer(t, nil)
	var interrupt atomic.Bool
	interrupt.Store(true)
	for range 2 {
		if err := trainer.advance(&interrupt); err != nil {
			t.Fatal(err)
		}
	}
	if trainer.iterations != 2 || trainer.trained != 20 {
		t.Errorf("%d iterations on %d examples, want 2 on 20", trainer.iterations, trainer.trained)
	}
	interrupt.Store(false)
	for trainer.epoch == 0 {
		before, spent := trainer.iterations, trainer.trainTime
		if err := trainer.advance(&interrupt); err != nil {
			t.Fatal(err)
		}
		if trainer.iterations == before || trainer.trainTime <= spent {
			t.Fatal("nothing happened, or in no time")
		}
	}
	if trainer.iterations != 101 || trainer.trained != 1003 || trainer.epochTime != trainer.trainTime {
		t.Errorf("an epoch has %d iterations on %d examples in %v of %v", trainer.iterations, trainer.trained, trainer.epochTime, trainer.trainTime)
	}
	if _, err := trainer.evaluate(context.Background()); err != nil {
		t.Fatal(err)
	}
	if trainer.epochTime >= trainer.trainTime || trainer.evalTime <= 0 || trainer.evalTime > time.Minute {
		t.Errorf("after the evaluation, the epoch has taken %v, the evaluation %v", trainer.epochTime, trainer.evalTime)
	}
}

// TraceOutputs shows what the network answered after each epoch, of very many epochs
// some that are evenly spread, and always the last.
func TestTraceOutputs(t *testing.T) {
	net := toyTrainer(t, nil).Network()
	image := make([]byte, dataset.Pixels)
	image[300] = 255
	for _, c := range []struct{ epochs, followed int }{{0, 0}, {1, 1}, {300, 300}, {301, 151}, {601, 201}, {602, 201}} {
		epochs := make([]Epoch, c.epochs)
		for i := range epochs {
			at := network.New(net.Spec())
			at.Initialize(network.Normal, uint64(i))
			epochs[i] = Epoch{Number: i, Parameters: newVector(at.Parameters())}
		}
		f, err := TraceOutputs(net, epochs, image)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Epochs) != c.followed || len(f.Outputs) != c.followed || f.Encoding != network.OneHot {
			t.Fatalf("%d of %d epochs are followed, want %d", len(f.Epochs), c.epochs, c.followed)
		}
		for i, number := range f.Epochs {
			then := net.WithParameters(weightsOf(epochs[number]))
			if !slices.Equal(f.Outputs[i], then.Forward(then.NewPass(), network.NewInput(image))) {
				t.Fatalf("epoch %d: outputs %v", number, f.Outputs[i])
			}
		}
		if c.epochs > 0 && f.Epochs[len(f.Epochs)-1] != c.epochs-1 {
			t.Errorf("the last epoch followed is %d of %d", f.Epochs[len(f.Epochs)-1], c.epochs)
		}
	}
}
