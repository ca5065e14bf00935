package run

import "digitpad/training"

// MostCosts is how many costs of mini-batches are kept.
const MostCosts = mostCosts

// NewUpdates is what a session would have reported.
func NewUpdates(p training.Progress, costs []float64, events ...training.Event) Updates {
	return Updates{events, p, costs}
}
