// Package training trains a network by mini-batch stochastic gradient descent (12): the
// settings of a run, the loop, the history, checkpoints, and sessions that a user
// interface can pause and stop.
//
// A Trainer works on the caller's goroutine: Step is one iteration, Events ranges over a
// whole run. A Session owns a goroutine that runs a Trainer and can be paused, resumed,
// stepped, changed and stopped between two mini-batches.
//
// Given the same settings and data, a run gives the same network, bit for bit.
// All randomness derives from Settings.Seed: the initial parameters from the
// seed and the layer, the order of the examples from the seed and the epoch.
//
// That holds on every CPU for the network's own arithmetic, whose products and sums are
// rounded one by one. Augmentation, the synthetic writers and some schedules also take
// normal numbers, exponentials and sines from Go's library, the last bit of which may
// differ between CPUs. Ink is rounded to whole numbers, written points to 1/4096 of
// the pad and learning rates to float32, so that it does not show but by a chance of
// one in millions an image; testdata/determinism.sh compares them on other CPUs.
package training
