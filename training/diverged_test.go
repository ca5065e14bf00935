package training

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"digitpad/network"
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
		for _, w := range epoch.Parameters {
			if math.IsNaN(float64(w)) || math.IsInf(float64(w), 0) {
				t.Fatalf("epoch %d of the history holds %g", epoch.Number, w)
			}
		}
	}
}

func TestFinite(t *testing.T) {
	inf := float32(math.Inf(1))
	for _, test := range []struct {
		values []float32
		want   bool
	}{
		{nil, true},
		{[]float32{0, math.MaxFloat32, -math.MaxFloat32}, true},
		{[]float32{0, inf}, false},
		{[]float32{-inf, 0}, false},
		{[]float32{0, float32(math.NaN())}, false},
	} {
		if got := network.Finite(test.values); got != test.want {
			t.Errorf("network.Finite(%v) = %v", test.values, got)
		}
	}
}
