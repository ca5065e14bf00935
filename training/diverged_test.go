package training

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/training/internal/toy"
	"digitpad/training/optim"
)

// A parameter that overflows stops the run, which says where and keeps the
// epochs it had. Bounded activations make this so rare that the test has to put
// the number there.
func TestDiverged(t *testing.T) {
	trainer := toyTrainer(t, nil)
	steps(t, trainer, 150)
	trainer.Network().Layers()[1].W[0] = float32(math.Inf(1))
	var failure error
	for _, err := range trainer.Events(context.Background()) {
		failure = err
	}
	var diverged *DivergedError
	if !errors.As(failure, &diverged) {
		t.Fatalf("the run ended with %v", failure)
	}
	if diverged.Epoch != 2 || diverged.Iteration < 50 || diverged.Layer < 1 || !strings.Contains(failure.Error(), "try 1.5") {
		t.Errorf("it says %q", failure)
	}
	if len(trainer.History()) != 2 {
		t.Errorf("%d epochs are kept, want epochs 0 and 1", len(trainer.History()))
	}
	for _, epoch := range trainer.History() {
		for _, w := range weightsOf(epoch) {
			if math.IsNaN(float64(w)) || math.IsInf(float64(w), 0) {
				t.Fatalf("epoch %d of the history holds %g", epoch.Number, w)
			}
		}
	}
}

// A number that is not finite ends the run wherever it is, in any layer, and names the
// layer: a bias at once, a weight before anybody sees it.
func TestDivergedAnywhere(t *testing.T) {
	for layer, name := range []string{"first", "second", "output"} {
		for _, term := range []string{"a weight", "a bias"} {
			trainer := toyTrainer(t, func(s *Settings) { s.Hidden = []int{9, 11} })
			steps(t, trainer, 150)
			values := trainer.Network().Layers()[layer].B
			if term == "a weight" {
				values = trainer.Network().Layers()[layer].W
			}
			if layer == 0 && term == "a weight" {
				// a corner pixel is never inked, so only its own weight is concerned
				values = values[:1]
			}
			values[0] = float32(math.Inf(-1))
			var failure error
			for _, err := range trainer.Events(context.Background()) {
				failure = err
			}
			var diverged *DivergedError
			if !errors.As(failure, &diverged) || diverged.Layer > layer+1 || layer == 0 && diverged.Term != term {
				t.Errorf("%s of the %s layer: the run ended with %v", term, name, failure)
			}
			if !network.Finite(trainer.Network().Parameters()) || trainer.Progress().Epoch != 1 {
				t.Errorf("%s of the %s layer: the network after epoch %d is left, and is not finite", term, name, trainer.Progress().Epoch)
			}
		}
	}
}

// A bias of any one layer is noticed by the very next iteration.
func TestStepLooksAtEveryLayer(t *testing.T) {
	for layer := range 3 {
		trainer := toyTrainer(t, func(s *Settings) { s.Hidden = []int{9, 11} })
		steps(t, trainer, 5)
		trainer.Network().Layers()[layer].B[2] = float32(math.Inf(1)) // saturates its unit and no other
		var diverged *DivergedError
		if err := trainer.Step(); !errors.As(err, &diverged) || diverged.Layer != layer+1 || diverged.Iteration != 6 {
			t.Errorf("layer %d: %v", layer+1, err)
		}
	}
}

// Weights that are finite but too large to be summed give activations that are not.
func TestDivergedCost(t *testing.T) {
	trainer := toyTrainer(t, func(s *Settings) { s.Activation = network.ReLU.Name() })
	steps(t, trainer, 101)
	for i := range trainer.Network().Parameters() {
		trainer.Network().Parameters()[i] = math.MaxFloat32
	}
	output := trainer.Network().Layers()[1]
	for k := range output.Out { // ∞ − ∞
		output.W[k] = -math.MaxFloat32
	}
	_, err := trainer.evaluate(context.Background())
	var diverged *DivergedError
	if !errors.As(err, &diverged) || diverged.Layer != 0 || diverged.Epoch != 1 || !strings.Contains(err.Error(), "the cost on the training data is not a finite number") {
		t.Fatalf("the error is %v", err)
	}
	if len(trainer.History()) != 1 {
		t.Errorf("the epoch is in the history of %d", len(trainer.History()))
	}
}

// However wild the settings, a run ends with finite numbers, or with a DivergedError
// and the numbers of its last good epoch, and can be saved and resumed.
func TestWildRuns(t *testing.T) {
	train, test := toy.Data(t, "toy training", 300, 1), toy.Data(t, "toy test", 50, 2)
	runs, failures := 0, 0
	for _, hidden := range network.Activations.Names() {
		for _, output := range []string{network.Sigmoid.Name(), network.Softmax.Name()} {
			for _, cost := range network.Costs.Names() {
				for _, optimizer := range optim.Optimizers.Names() {
					for _, rate := range []float64{30, 1e4, maxRate} {
						s := DefaultSettings()
						s.Hidden, s.Activation, s.Output, s.Cost, s.Optimizer, s.Rate, s.Epochs = []int{8, 8, 8, 8, 8}, hidden, output, cost, optimizer, rate, 3
						s.Initializer, s.Batch, s.Momentum = network.Normal.Name(), 1, 0.99
						trainer, err := NewTrainer(s, train, test)
						if err != nil {
							continue // a choice that makes no sense
						}
						runs++
						for _, err := range trainer.Events(context.Background()) {
							var diverged *DivergedError
							if errors.As(err, &diverged) {
								failures++
							} else if err != nil {
								t.Fatal(err)
							}
						}
						what := fmt.Sprint(hidden, " ", output, " ", cost, " ", optimizer, " ", rate)
						if !network.Finite(trainer.Network().Parameters()) {
							t.Errorf("%s leaves a network that is not finite", what)
						}
						for _, e := range trainer.History() {
							if !network.Finite(weightsOf(e)) || e.Train.Cost-e.Train.Cost != 0 || e.Validation.Cost-e.Validation.Cost != 0 {
								t.Errorf("%s: epoch %d is kept with numbers that are not finite", what, e.Number)
							}
						}
						var file bytes.Buffer
						if err := trainer.Checkpoint(&file); err != nil {
							t.Errorf("%s: %v", what, err)
						} else if _, err := Resume(&file, train, test); err != nil {
							t.Errorf("%s: %v", what, err)
						}
					}
				}
			}
		}
	}
	if failures == 0 || failures == runs {
		t.Errorf("%d of %d runs diverged; the settings are not what the test needs", failures, runs)
	}
	t.Logf("%d of %d runs diverged", failures, runs)
}
