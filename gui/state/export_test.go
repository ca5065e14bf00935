package state

import (
	"digitpad/gui/state/store"
	"digitpad/training"
	"digitpad/training/ink"
)

// Variants is how the values of a comparison are read.
var Variants = variants

// SetEpochs replaces the epochs of a run, for tests of unlikely ones.
func (r *Run) SetEpochs(epochs []training.Epoch) { r.epochs = epochs }

// SetPhase replaces the phase of a kept run.
func (r *ComparedRun) SetPhase(p Phase) { r.phase = p }

// ReleaseLock gives the files of this program to others, as its end does.
func (t *Training) ReleaseLock() { t.release() }

// FindInterrupted looks for an interrupted run, as a start does.
func (t *Training) FindInterrupted() { t.findInterrupted() }

// LoadSamples reads the samples, as a start does.
func (s *Samples) LoadSamples() { s.load() }

// Remember adds a sample, as a correction does.
func (s *Samples) Remember(sample ink.Sample) { s.Add(sample) }

// LoadRuns reads the kept runs, as a start does.
func (c *Comparison) LoadRuns() { c.load() }

// FillCache puts sets of digits where a mix looks first, so that none is loaded.
func (d *Datasets) FillCache(sets map[store.DataSource]TrainTest) {
	d.cache = &datasetCache{sets: sets}
}

// ExperimentData is what an experiment works on.
func (x *Experiments) ExperimentData() ExperimentData {
	d := x.data()
	return ExperimentData{d.Network != nil && d.Network == x.prediction.Model().Network, d.Example != nil}
}

// ExperimentData is what an experiment gets.
type ExperimentData struct{ OwnNetwork, Example bool }

// FineTunedFile is the file of the network that was corrected last.
const FineTunedFile = fineTunedFile

// Emit calls the listeners of a signal.
func Emit[T any](s *Signal[T], v T) { s.emit(v) }

// Normalised is the image of a sample in MNIST's frame.
func (m *Sample) Normalised() ink.Image { return m.normalised }
