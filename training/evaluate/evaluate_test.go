package evaluate

import (
	"context"
	"errors"
	"math"
	"runtime"
	"testing"

	"digitpad/training/internal/toy"
)

// An evaluation counts every example once, and is the same, to the last bit, on
// one core and on several.
func TestEvaluate(t *testing.T) {
	net, data := toy.Network(t, 101)

	var costs float64
	correct := 0
	pass := net.NewPass()
	for i := range data.Len() {
		a := net.Forward(pass, data.Input(i))
		y := make([]float32, len(a))
		net.Spec().Encoding.Target(y, data.Label(i))
		costs += net.Spec().Cost.Of(a, y)
		if net.Predict(pass, data.Input(i)) == data.Label(i) {
			correct++
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	alone, err := Network(context.Background(), net, data)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GOMAXPROCS(4)
	together, err := Network(context.Background(), net, data)
	if err != nil {
		t.Fatal(err)
	}
	if alone != together {
		t.Errorf("one core finds %v, four find %v", alone.Score, together.Score)
	}
	n := float64(data.Len())
	if math.Abs(alone.Cost-costs/n) > 1e-12 || alone.Accuracy != float64(correct)/n {
		t.Errorf("cost %g and accuracy %g, want %g and %g", alone.Cost, alone.Accuracy, costs/n, float64(correct)/n)
	}
	if alone.Confusion.Examples() != data.Len() || alone.Confusion.Correct() != correct {
		t.Errorf("%d examples and %d correct in the confusion matrix", alone.Confusion.Examples(), alone.Confusion.Correct())
	}
}

func TestEvaluateCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	net, data := toy.Network(t, 0)
	if _, err := Network(ctx, net, data); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestEvaluateNothing(t *testing.T) {
	net, data := toy.Network(t, 0)
	got, err := Network(context.Background(), net, data.Slice(0, 0))
	if err != nil || got != (Evaluation{}) {
		t.Errorf("an empty data set scores %v, %v", got, err)
	}
}
