package evaluate

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"

	"digitpad/network"
	"digitpad/training/calibration"
	"digitpad/training/internal/toy"
)

// An inspection is an evaluation whose guesses are those of the network, one by
// one.
func TestPredict(t *testing.T) {
	net, data := toy.Network(t, 101)
	var done atomic.Int64
	in, err := Predict(context.Background(), net, calibration.None, data, func(n, total int) {
		if total != data.Len() {
			t.Errorf("progress of %d examples, want %d", total, data.Len())
		}
		done.Add(1)
	})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Network(context.Background(), net, data)
	if err != nil || in.Evaluation != plain {
		t.Errorf("inspected %v, evaluated %v, %v", in.Score, plain.Score, err)
	}
	if chunks := (data.Len() + evaluationChunk - 1) / evaluationChunk; int(done.Load()) != chunks {
		t.Errorf("progress was told %d times, want %d", done.Load(), chunks)
	}
	pass := net.NewPass()
	for i, g := range in.Examples {
		a := net.Forward(pass, data.Input(i))
		prediction := net.Spec().Encoding.Decode(a)
		want := Prediction{Label: data.Label(i), Predicted: prediction, Activation: a[prediction]}
		want.Confidence = float32(calibration.None.Answer(net.Spec(), a).Probabilities[prediction])
		if g != want {
			t.Fatalf("example %d: %+v, want %+v", i, g, want)
		}
	}
}

func TestMisclassifiedAreRankedByConfidence(t *testing.T) {
	in := &Predictions{Examples: []Prediction{
		{Label: 4, Predicted: 9, Confidence: 0.6}, {Label: 4, Predicted: 4, Confidence: 0.99}, {Label: 7, Predicted: 1, Confidence: 0.9}, {Label: 4, Predicted: 9, Confidence: 0.8}, {Label: 4, Predicted: 9, Confidence: 0.6}, {Label: 9, Predicted: 4, Confidence: 0.7},
	}}
	if got, want := in.Misclassified(), []int{2, 3, 5, 0, 4}; !slices.Equal(got, want) {
		t.Errorf("mistakes %v, want %v", got, want)
	}
	if got, want := in.Cell(4, 9), []int{3, 0, 4}; !slices.Equal(got, want) {
		t.Errorf("4 read as 9: %v, want %v", got, want)
	}
	if got := in.Cell(0, 0); len(got) != 0 {
		t.Errorf("an empty cell holds %v", got)
	}
}

func TestConfidence(t *testing.T) {
	for _, c := range []struct {
		encoding   network.Encoding
		a          []float32
		prediction int
		want       float32
	}{
		{network.OneHot, []float32{0, 0, 0.25, 0, 0, 0, 0.125, 0, 0, 0}, 2, 0.25},
		{network.Binary, []float32{0.25, 1, 0, 0.875}, 5, 0.75},
		{network.Binary, []float32{1, 1, 0, 0}, 4, 0},
		{network.Ordinal, []float32{1}, 9, 1},
	} {
		if got := Confidence(c.encoding, c.a, c.prediction); got != c.want {
			t.Errorf("%s %v as %d: %g, want %g", c.encoding.Name(), c.a, c.prediction, got, c.want)
		}
	}
}

// An evaluation tells how many examples are done, up to all of them.
func TestEvaluationTellsProgress(t *testing.T) {
	net, all := toy.Network(t, 0)
	for _, n := range []int{1, 499, 500, 501, 1000, 1003} {
		var calls, most atomic.Int64
		data := all.Slice(0, n)
		_, err := evaluateAll(context.Background(), net, calibration.None, data, nil, func(done, total int) {
			calls.Add(1)
			for {
				old := most.Load()
				if int64(done) <= old || most.CompareAndSwap(old, int64(done)) {
					break
				}
			}
			if total != n || done > n || done < 1 {
				t.Errorf("%d of %d are done; there are %d", done, total, n)
			}
		})
		if err != nil || most.Load() != int64(n) || calls.Load() != int64((n+499)/500) {
			t.Errorf("%d examples: told %d times, up to %d; %v", n, calls.Load(), most.Load(), err)
		}
	}
}
