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
	age       int                         // iterations that it has seen
	slices    atomic.Pointer[[][]float32] // nil once it was dropped
}

// maxOptimizerStates is how many bytes the optimiser's states of earlier epochs
// may take in a run: those of 60 epochs of Adam on 784-100-10.
const maxOptimizerStates = 40 << 20

// optimizerState is a copy of the optimiser's state as it is.
func (t *Trainer) optimizerState() *OptimizerState {
	s := &OptimizerState{optimizer: t.optimizer, age: t.stateAge}
	var state [][]float32
	if t.stateAge > 0 { // else it is zero
		for _, slice := range t.state {
			state = append(state, slices.Clone(slice))
		}
	}
	s.slices.Store(&state)
	return s
}

// load is the state's slices, empty if they are zero; nil if they were dropped, or if the
// run was read from a file.
func (s *OptimizerState) load() *[][]float32 {
	if s == nil {
		return nil
	}
	return s.slices.Load()
}

// goneFor reports whether an optimiser cannot continue because its state was dropped. An
// optimiser other than the state's starts with a state of zero anyway.
func (s *OptimizerState) goneFor(o optim.Optimizer) bool {
	return s == nil || s.optimizer == o && s.load() == nil
}

// bytes is the memory that the state takes.
func (s *OptimizerState) bytes() int {
	slices := s.load()
	if slices == nil {
		return 0
	}
	sum := 0
	for _, slice := range *slices {
		sum += 4 * len(slice)
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
