// Package batchsizes trains the same network with mini-batches of several sizes side by
// side, iteration by iteration from the same start, and measures how much the cost and a
// weight swing: with m = 1 the post expects "large oscillations" of both.
package batchsizes

import (
	"context"
	"fmt"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/stats"
)

// Run is a run with one mini-batch size, at its start and after each iteration.
type Run struct {
	M      int
	Cost   []float64 // C over all examples, (1) or what is in its place
	Weight []float64 // from the first unit of the last hidden layer to the first output
}

// CostSwing is by how much the cost swings about its slow course in the second half of
// the run, when the first steep fall is over; see stats.Swing.
func (r Run) CostSwing() float64 { return stats.Swing(r.Cost[len(r.Cost)/2:]) }

// WeightSwing is by how much the weight swings about its slow course then.
func (r Run) WeightSwing() float64 { return stats.Swing(r.Weight[len(r.Weight)/2:]) }

// Train trains with each of the sizes for so many iterations: the settings are the same
// but for m, and so are the initial weights. All examples are trained on, none is held
// out or augmented, and no run ends early. After each iteration of all runs progress gets
// what there is; it may keep the slices, which only grow. A size beyond the number of
// examples means all of them. The error is the context's, or training.Problems.
func Train(ctx context.Context, s training.Settings, data *dataset.Dataset, sizes []int, iterations int, progress func([]Run)) ([]Run, error) {
	runs, trainers := make([]Run, len(sizes)), make([]*training.Trainer, len(sizes))
	for i, m := range sizes {
		m = min(m, data.Len())
		s.Batch, s.Epochs = m, max(iterations*m/data.Len()+1, 1)
		s.Patience, s.Validation, s.Augmentation = 0, 0, dataset.Augmentation{}
		trainer, err := training.NewTrainer(s, data, data.Slice(0, 0))
		if err != nil {
			return nil, err
		}
		runs[i], trainers[i] = Run{M: m}, trainer
		if err := runs[i].look(ctx, trainer, data); err != nil {
			return nil, err
		}
	}
	for range iterations {
		for i, trainer := range trainers {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if err := trainer.Step(); err != nil {
				return nil, fmt.Errorf("m = %d: %w", runs[i].M, err)
			}
			if err := runs[i].look(ctx, trainer, data); err != nil {
				return nil, err
			}
		}
		progress(append([]Run(nil), runs...))
	}
	return runs, nil
}

// look measures the network as it is.
func (r *Run) look(ctx context.Context, trainer *training.Trainer, data *dataset.Dataset) error {
	net := trainer.Network()
	e, err := evaluate.Network(ctx, net, data)
	if err != nil {
		return err
	}
	layers := net.Layers()
	r.Cost, r.Weight = append(r.Cost, e.Cost), append(r.Weight, float64(layers[len(layers)-1].W[0]))
	return nil
}
