package training

import (
	"slices"
	"sync/atomic"

	"digitpad/training/optim"
)

// OptimizerState is an optimiser's state after an epoch, with which a run can continue
// from there. A session keeps those of as many epochs as fit into maxOptimizerStates; see
// thin.
type OptimizerState struct {
	optimizer optim.Optimizer
	age       int                       // iterations that it has seen
	slices    atomic.Pointer[[]*Vector] // nil once it was dropped
}

// maxOptimizerStates is how many bytes the optimiser's states of earlier epochs
// may take in a run: those of 60 epochs of Adam on 784-100-10.
const maxOptimizerStates = 40 << 20

// optimizerState is a copy of the optimiser's state as it is.
func (t *Trainer) optimizerState() *OptimizerState {
	s := &OptimizerState{optimizer: t.optimizer, age: t.stateAge}
	var state []*Vector
	if t.stateAge > 0 { // else it is zero
		for _, slice := range t.state {
			state = append(state, newVector(slices.Clone(slice)))
		}
	}
	s.slices.Store(&state)
	return s
}

// load is the state's slices, none if they are zero; false if they were dropped, or if the
// run was read from a file.
func (s *OptimizerState) load() (state []*Vector, kept bool) {
	if s == nil {
		return nil, false
	}
	slices := s.slices.Load()
	if slices == nil {
		return nil, false
	}
	return *slices, true
}

// goneFor reports whether an optimiser cannot continue because its state was dropped. An
// optimiser other than the state's starts with a state of zero anyway.
func (s *OptimizerState) goneFor(o optim.Optimizer) bool {
	_, kept := s.load()
	return s == nil || s.optimizer == o && !kept
}

// bytes is the room that the state takes.
func (s *OptimizerState) bytes() int {
	sum := 0
	state, _ := s.load()
	for _, slice := range state {
		sum += 4 * slice.Len()
	}
	return sum
}

// thin drops optimiser states until the rest take at most limit bytes: it keeps those of
// every second epoch, then of every fourth, and so on, and always the last.
func thin(history []Epoch, limit int) {
	for stride := 1; ; stride *= 2 {
		sum, skipped := 0, false
		for i, e := range history {
			if e.Number%stride != 0 && i < len(history)-1 {
				e.State.giveUp()
			}
			sum += e.State.bytes()
			skipped = skipped || e.Number >= stride && i < len(history)-1
		}
		if sum <= limit || !skipped {
			return
		}
	}
}

func (s *OptimizerState) giveUp() {
	if s.bytes() > 0 {
		s.slices.Store(nil)
	}
}
