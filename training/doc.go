// Package training teaches a network: mini-batch stochastic gradient descent
// (12) with its settings, optimisers and schedules, evaluation, and the history
// of a run.
//
// A Trainer does the work on the goroutine that calls it: Step is one
// iteration, Events ranges over a whole run. A Session owns a goroutine that
// drives a Trainer and can be paused, resumed, stepped, changed and stopped
// between two mini-batches.
//
// Given the same settings and data, a run gives the same network, bit for bit.
// All randomness derives from Settings.Seed: the initial parameters from the
// seed and the layer, the order of the examples from the seed and the epoch.
package training
