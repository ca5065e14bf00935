package training

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/network/textbook"
	"digitpad/training/dataset"
	"digitpad/training/internal/toy"
	"digitpad/training/optim"
)

// parametersOf are those of a trainer as a vector.
func parametersOf(t *Trainer) textbook.Vector { return textbook.VectorOf(t.Network()) }

// One iteration of plain SGD moves against the gradient of the cost and that of the
// penalty, for every penalty, in mini-batches of either size. L1 ends at 0 where its
// step would cross it.
func TestPenaltyIsInTheStep(t *testing.T) {
	for _, penalty := range optim.Penalties.Names() {
		for _, m := range []int{10, 300} {
			run := func(decay float64) (before, after textbook.Vector, full *textbook.Network) {
				trainer := toyTrainer(t, func(s *Settings) {
					s.Hidden, s.Batch, s.Rate, s.Penalty, s.Decay = []int{20}, m, 0.5, penalty, decay
				})
				before, full = parametersOf(trainer), textbook.New(trainer.Network())
				if err := trainer.Step(); err != nil {
					t.Fatal(err)
				}
				return before, parametersOf(trainer), full
			}
			const decay, rate = 30.0, 0.5
			before, plain, full := run(0)
			_, penalised, _ := run(decay)
			want := full.PenaltyGradient(penalty, decay/1003).Scaled(-rate)
			moved := penalised.Plus(plain.Scaled(-1))
			crossed := 0
			for l := range want.W {
				raw, w := want.W[l].RawMatrix().Data, before.W[l].RawMatrix().Data
				for i := range raw {
					if math.Abs(raw[i]) > math.Abs(w[i]) && m == 10 {
						raw[i] = -w[i]
						crossed++
					}
				}
			}
			if crossed == 0 && penalty == optim.L1.Name() && m == 10 {
				t.Error("no weight is so near 0 that its step would cross it, so the test does not try that")
			}
			off := moved.Plus(want.Scaled(-1)).Norm()
			if off > 1e-3*want.Norm() || want.Norm() < 1e-3 {
				t.Errorf("%s, m = %d: the penalty moves the weights by %g, off by %g", penalty, m, want.Norm(), off)
			}
		}
	}
}

// The gradient that optimisers with state get has the penalty's in it, but for AdamW,
// which takes the penalty's step on the weights: then the step is Adam's from shrunken
// weights.
func TestAdamWDecouplesThePenalty(t *testing.T) {
	run := func(optimizer optim.Optimizer, decay float64) (before, after textbook.Vector) {
		trainer := toyTrainer(t, func(s *Settings) {
			s.Hidden, s.Optimizer, s.Rate, s.Decay = []int{20}, optimizer.Name(), 0.01, decay
		})
		before = parametersOf(trainer)
		if err := trainer.Step(); err != nil {
			t.Fatal(err)
		}
		return before, parametersOf(trainer)
	}
	const decay = 1003
	_, plain := run(optim.Adam, 0)
	before, decoupled := run(optim.AdamW, decay)
	_, coupled := run(optim.Adam, decay)
	for l := range before.B {
		before.B[l].ScaleVec(0, before.B[l]) // biases have no penalty
	}
	want := plain.Plus(before.Scaled(-0.01 * decay / 1003))
	if off := decoupled.Plus(want.Scaled(-1)).Norm(); off > 1e-5*want.Norm() {
		t.Errorf("AdamW is off by %g", off)
	}
	if off := coupled.Plus(want.Scaled(-1)).Norm(); off < 0.1 {
		t.Errorf("Adam with the penalty in its gradient differs by %g only", off)
	}
}

// The weights of a pixel that is always blank feel nothing but the penalty. A λ whose
// single step is below what changes a float32 shrinks them all the same, by all
// iterations together.
func TestSmallDecayWorks(t *testing.T) {
	const examples, blank = 100, 1 // the second of two inputs is 0 in every example
	values, labels := make([]byte, 2*examples), make([]byte, examples)
	for i := range labels {
		labels[i] = byte(i % 2)
		values[2*i] = 255 * labels[i]
	}
	data := dataset.NewExamples("blank", 2, 2, values, labels)
	const step = 1.0 / (1 << 24) / 30 // a thirtieth of what float32 notices beside 1
	for _, c := range []struct {
		optimizer optim.Optimizer
		batch     int
		rate      float64
		slowdown  float64 // the effective rate is this many times smaller
	}{
		{optim.SGD, 10, 3, 1},
		{optim.SGD, examples, 3, 1},
		{optim.Momentum, 10, 0.3, 0.1},
		{optim.Nesterov, 10, 0.3, 0.1},
		{optim.AdamW, 10, 0.003, 1},
	} {
		s := DefaultSettings()
		s.Optimizer, s.Batch, s.Rate, s.Epochs = c.optimizer.Name(), c.batch, c.rate, 20000
		s.Decay = step * examples / c.rate
		trainer, err := NewTrainer(s, data, data)
		if err != nil {
			t.Fatal(err)
		}
		layer := trainer.Network().Layers()[0]
		row := layer.W[blank*layer.Stride:][:layer.Out]
		before := slices.Clone(row)
		const iterations = 20000
		if err := trainer.Steps(iterations); err != nil {
			t.Fatal(err)
		}
		want := step * iterations / c.slowdown
		for k, w := range before {
			if shrunk := 1 - float64(row[k]/w); math.Abs(shrunk/want-1) > 0.15 {
				t.Errorf("%s, m = %d: weight %d has lost %.3g of itself, want %.3g", c.optimizer.Name(), c.batch, k, shrunk, want)
			}
		}
	}
}

// A λ that changes nothing in all the run is refused, and the λ that the message names
// is not.
func TestDecayTooSmall(t *testing.T) {
	s := DefaultSettings()
	s.Decay = 1e-9
	var problems Problems
	if err := s.Validate(60000); !errors.As(err, &problems) || !strings.Contains(problems.Of("decay").String(), "changes no weight") {
		t.Fatalf("the problems are %v", problems)
	}
	s.Decay = problems[0].Message.Args[0].(float64) * 1.001
	if err := s.Validate(60000); err != nil {
		t.Errorf("the least λ: %v", err)
	}
	s.Decay, s.Optimizer, s.Rate = 1e-9, optim.Adam.Name(), 0.001
	if err := s.Validate(60000); err != nil {
		t.Errorf("in the gradient of Adam: %v", err)
	}
}

// L1 takes weights to 0 that L2 leaves small.
func TestL1IsSparse(t *testing.T) {
	zeros := func(penalty string) int {
		trainer := toyTrainer(t, func(s *Settings) { s.Penalty, s.Decay, s.Epochs = penalty, 0.5, 3 })
		steps(t, trainer, 303)
		count := 0
		for _, layer := range trainer.Network().Layers() {
			for p := range layer.In {
				for _, w := range layer.W[p*layer.Stride:][:layer.Out] {
					if w == 0 {
						count++
					}
				}
			}
		}
		return count
	}
	if l1, l2 := zeros(optim.L1.Name()), zeros(optim.L2.Name()); l1 < 2000 || l2 > 0 {
		t.Errorf("%d weights are 0 with L1 and %d with L2", l1, l2)
	}
}

// A network learns under dropout, and is evaluated with all its units.
func TestDropoutLearns(t *testing.T) {
	trainer := toyTrainer(t, func(s *Settings) { s.Hidden, s.Dropout, s.Epochs = []int{40}, 0.5, 4 })
	for _, err := range trainer.Events(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	history := trainer.History()
	if a := history[len(history)-1].Monitored().Accuracy; a < 0.9 {
		t.Errorf("accuracy %g", a)
	}
	bare := DefaultSettings()
	bare.Hidden, bare.Dropout, bare.Cost, bare.Output = nil, 0.5, network.CrossEntropy.Name(), network.Sigmoid.Name()
	var problems Problems
	if err := bare.Validate(1000); !errors.As(err, &problems) || problems.Of("dropout").Empty() {
		t.Errorf("dropout without hidden units: %v", err)
	}
}

// Settings of older files have the penalty that there was, and all examples; a file that
// says 0 is wrong.
func TestOlderSettings(t *testing.T) {
	var old Settings
	if err := json.Unmarshal([]byte(`{"hidden":[15],"decay":5}`), &old); err != nil || old.Penalty != "l2" || old.Amount != 1 || old.Dropout != 0 {
		t.Errorf("%+v, %v", old, err)
	}
	if err := json.Unmarshal([]byte(`{"amount":0}`), &old); err != nil || old.Amount != 0 {
		t.Errorf("an amount of 0 becomes %g, %v", old.Amount, err)
	}
}

// Split holds out first and then takes the amount, so that the validation data is the
// same for every amount.
func TestSplitTakesTheAmount(t *testing.T) {
	data := toy.Data(t, "toy", 600, 1)
	s := DefaultSettings()
	s.Validation = 6
	all, held := s.Split(data)
	s.Amount = 0.1
	some, same := s.Split(data)
	if held.Sum() != same.Sum() || held.Len() != 100 {
		t.Error("the validation data differs")
	}
	if some.Len() < 50 || some.Len() > 60 || all.Len() != 500 {
		t.Errorf("a tenth of %d examples is %d", all.Len(), some.Len())
	}
}
