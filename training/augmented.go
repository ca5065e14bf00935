package training

import (
	"slices"
	"sync/atomic"

	"digitpad/network"
	"digitpad/training/dataset"
)

// augmented makes the changed examples of an epoch in the order in which they are visited,
// some at a time: beside the iterations, on the other cores that the Trainer may use. An
// iteration that has to wait for them helps. What they are does not depend on who makes
// them, nor when.
type augmented struct {
	train    *dataset.Dataset
	settings Settings
	epoch    int
	order    []uint32
	parts    []augmentedPart
	begun    int          // parts that are made or being made
	have     int          // parts whose examples the Trainer has
	dropped  int          // examples that were visited and are no longer kept
	busy     atomic.Int32 // goroutines
}

// augmentedPart is so many examples, and is made by one goroutine.
type augmentedPart struct {
	inputs []network.Input
	made   chan struct{} // closed when they are
}

// partExamples takes a few milliseconds with elastic distortions: whoever stops the run
// waits no longer.
const partExamples = 64

// newAugmented is for the examples from the given one on; those before it were visited.
func newAugmented(train *dataset.Dataset, s Settings, epoch int, order []uint32, from int) *augmented {
	a := &augmented{
		train: train, settings: s, epoch: epoch, order: slices.Clone(order),
		parts: make([]augmentedPart, (len(order)+partExamples-1)/partExamples),
		begun: from / partExamples, have: from / partExamples,
	}
	for i := range a.parts {
		a.parts[i].made = make(chan struct{})
	}
	return a
}

// take fills inputs, which are all of the epoch, up to the given example, and drops those
// before from. It uses up to so many cores.
func (a *augmented) take(inputs []network.Input, from, to, cores int) {
	clear(inputs[min(a.dropped, from):from])
	a.dropped = from
	for a.have*partExamples < to {
		part := a.have
		own := part == a.begun
		if own {
			a.begun++
		}
		for a.begun < min(part+2*cores, len(a.parts)) && int(a.busy.Load()) < cores-1 {
			ahead := a.begun
			a.begun++
			a.busy.Add(1)
			go func() {
				defer a.busy.Add(-1)
				a.make(ahead)
			}()
		}
		if own {
			a.make(part)
		}
		<-a.parts[part].made
		copy(inputs[part*partExamples:], a.parts[part].inputs)
		a.parts[part].inputs = nil
		a.have++
	}
}

// make makes one of the parts.
func (a *augmented) make(part int) {
	from := part * partExamples
	examples := a.order[from:min(from+partExamples, len(a.order))]
	p := &a.parts[part]
	p.inputs = a.train.AugmentedInputs(examples, a.settings.Augmentation, a.settings.Seed, a.epoch)
	close(p.made)
}
