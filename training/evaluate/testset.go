package evaluate

import (
	"context"
	"sync/atomic"

	"digitpad/network"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
)

// Looks counts how often test examples were read for a run. Its methods may be called
// from any goroutine.
type Looks struct{ n atomic.Int64 }

// Count is how often.
func (l *Looks) Count() int { return int(l.n.Load()) }

// Add counts one more.
func (l *Looks) Add() { l.n.Add(1) }

// Set sets the count to that of an earlier program.
func (l *Looks) Set(n int) { l.n.Store(int64(n)) }

// Test is Predict of a sealed test set, which counts as a look unless it is cancelled.
// The predictions of an empty set are of no examples, and no look.
func Test(ctx context.Context, net *network.Network, c calibration.Calibration, set *dataset.TestSet, looks *Looks, progress func(done, total int)) (Predictions, error) {
	if set.Len() == 0 {
		return Predictions{}, ctx.Err()
	}
	p, err := Predict(ctx, net, c, set.Open(), progress)
	if err == nil {
		looks.Add()
	}
	return p, err
}
