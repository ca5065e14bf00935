package run

import (
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/note"
)

// Model is a network of the run as it is now, or as it was after some of its epochs, with
// notes on how it came about.
func (r *Run) Model(n *network.Network, epochs []training.Epoch) codec.Model {
	if len(epochs) == 0 {
		return codec.Model{Network: n, Notes: map[string]string{note.TrainedOn: r.split.Train.Name()}}
	}
	m := training.ModelAfter(r.settings, n, epochs[len(epochs)-1], r.split.Train, r.split.Validation)
	m.Network = n // which may be further than the epoch
	if c, ok := r.calibrations[len(epochs)-1]; ok && (len(epochs) < len(r.epochs) || r.atEpoch()) {
		m.Notes[calibration.Note] = c.Encode()
	}
	if l, ok := r.Look(r.iterations(len(epochs) - 1)); ok {
		training.NoteScore(m, r.data.Test, l.Predicted.Score)
	}
	return m
}

// iterations is how many the network has behind it that stands for the epoch with an
// index; that of the last epoch is the network as it is now.
func (r *Run) iterations(epoch int) int {
	if epoch < len(r.epochs)-1 || r.atEpoch() {
		return r.epochs[epoch].Iterations
	}
	return r.progress.TotalIterations
}

// atEpoch reports whether the network is as it was after the last epoch.
func (r *Run) atEpoch() bool {
	last := len(r.epochs) - 1
	return last >= 0 && (r.phase == Failed || r.progress.TotalIterations == r.epochs[last].Iterations)
}
