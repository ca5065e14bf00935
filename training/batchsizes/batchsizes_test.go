package batchsizes

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/synth"
)

// digits are some of the synthetic writer's.
func digits(t *testing.T, n int) *dataset.Dataset {
	t.Helper()
	images, labels, err := synth.WriteSample(context.Background(), 1, n, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	data, err := dataset.New("sample", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// All runs start from the same network, each goes as a run of its own does, and with
// m = 1 cost and weight swing more than with m = 10, and those more than with all.
func TestTrain(t *testing.T) {
	const n, iterations = 200, 200
	data, s := digits(t, n), training.DefaultSettings()
	reported := 0
	runs, err := Train(context.Background(), s, data, []int{1, 10, math.MaxInt}, iterations, func(runs []Run) {
		if reported++; len(runs[2].Cost) != reported+1 {
			t.Errorf("after %d iterations there are %d costs", reported, len(runs[2].Cost))
		}
	})
	if err != nil || reported != iterations || len(runs) != 3 || runs[2].M != n {
		t.Fatalf("%d reports, %+v, %v", reported, runs, err)
	}
	for _, r := range runs {
		if r.Cost[0] != runs[0].Cost[0] || r.Weight[0] != runs[0].Weight[0] || len(r.Cost) != iterations+1 || len(r.Weight) != iterations+1 {
			t.Errorf("m = %d starts at the cost %g with the weight %g, and has %d costs", r.M, r.Cost[0], r.Weight[0], len(r.Cost))
		}
	}
	for _, swing := range []func(Run) float64{Run.CostSwing, Run.WeightSwing} {
		if one, ten, all := swing(runs[0]), swing(runs[1]), swing(runs[2]); !(one > 1.5*ten && ten > 1.5*all && all > 0) {
			t.Errorf("with m = 1, 10 and n it swings by %g, %g and %g", one, ten, all)
		}
	}
	s.Batch, s.Epochs, s.Validation = 10, 4, 0
	trainer, err := training.NewTrainer(s, data, data.Slice(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if err := trainer.Step(); err != nil {
			t.Fatal(err)
		}
	}
	want, err := evaluate.Network(context.Background(), trainer.Network(), data)
	if err != nil || runs[1].Cost[20] != want.Cost {
		t.Errorf("after 20 iterations the cost is %g, of a run by itself %g", runs[1].Cost[20], want.Cost)
	}
	again, err := Train(context.Background(), s, data, []int{1}, 5, func([]Run) {})
	if err != nil || !slices.Equal(again[0].Cost, runs[0].Cost[:6]) {
		t.Errorf("again there are %v, not %v: %v", again, runs[0].Cost[:6], err)
	}
}

// A context that has ended ends the work, and wrong settings are told.
func TestTrainRefuses(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Train(ctx, training.DefaultSettings(), digits(t, 20), []int{1}, 5, func([]Run) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	s, problems := training.DefaultSettings(), training.Problems{}
	s.Rate = -1
	if _, err := Train(context.Background(), s, digits(t, 20), []int{1}, 5, func([]Run) {}); !errors.As(err, &problems) {
		t.Errorf("with a negative rate: %v", err)
	}
}
