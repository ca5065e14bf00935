package training

import (
	"encoding/json"

	"digitpad/training/evaluate"
)

// Epoch is the record of an epoch; epoch 0 is the network before training. It is
// immutable.
type Epoch struct {
	Number     int
	Iterations int                // of the whole run so far
	Rate       float64            // the learning rate η it was trained with; 0 for epoch 0
	Train      evaluate.Score     // on the training data
	Validation evaluate.Score     // on the validation data, which is never trained on; zero without any
	Confusion  evaluate.Confusion // on the validation data
	Seconds    float64            // spent in the iterations of this epoch alone
	Parameters *Vector            `json:"-"` // of the network after this epoch; nil where only the figures are kept

	// State is the optimiser's state after this epoch, to continue from it; see Branch.
	// Only sessions keep it; it is nil in a run that was read from a file.
	State *OptimizerState `json:"-"`

	// GradientNorms is the length of the gradient of each layer's parameters after
	// this epoch, on training examples that are always the same; nil if it is not
	// a finite number.
	GradientNorms []float64
}

// UnmarshalJSON implements json.Unmarshaler. Version 0.1.0 validated on the test data and
// named the score so.
func (e *Epoch) UnmarshalJSON(data []byte) error {
	type plain Epoch
	var read struct {
		plain
		Test *evaluate.Score
	}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	*e = Epoch(read.plain)
	if read.Test != nil {
		e.Validation = *read.Test
	}
	return nil
}

// Validated reports whether there was validation data.
func (e *Epoch) Validated() bool {
	return e.Validation != evaluate.Score{} // no network has cost and accuracy 0
}

// Monitored is the score that decisions use: on the validation data, or where no data was
// held out, on the training data.
func (e *Epoch) Monitored() evaluate.Score {
	if e.Validated() {
		return e.Validation
	}
	return e.Train
}

// Best is the index of the epoch with the highest monitored accuracy, the earliest
// where several are equal; −1 for an empty history.
func Best(history []Epoch) int {
	best := -1
	for i := range history {
		if best < 0 || history[i].Monitored().Accuracy > history[best].Monitored().Accuracy {
			best = i
		}
	}
	return best
}

// Result is the index of the epoch whose network a run with settings s leaves: the best
// where it would have stopped early, since the last ones then brought no progress, else
// the last; −1 for an empty history.
func Result(s Settings, history []Epoch) int {
	if s.Patience > 0 {
		return Best(history)
	}
	return len(history) - 1
}

// Progress is how far a run has come.
type Progress struct {
	Epoch           int     // epochs completed
	Epochs          int     // to be trained in all
	Iteration       int     // completed in the current epoch
	Iterations      int     // in an epoch: n/m, rounded up
	TotalIterations int     // completed since the run began
	ImagesPerSecond float64 // in iterations alone; 0 while unknown
	SecondsLeft     float64 // to the end of the run, evaluation included; 0 while unknown
}

// Event is a change of a run's state. It is a value: it may be kept and sent anywhere.
type Event struct {
	Kind     EventKind
	Progress Progress
	Epoch    *Epoch // of EpochDone
	Err      error  // of Failed

	// Costs are those of the mini-batches since the last event, each with the parameters
	// before its update, if a session records them; see Session.RecordCosts. The last one
	// belongs to the iteration in Progress.
	Costs []float64
}

// EventKind says what happened.
type EventKind int

// The kinds of events. After Stopped, Finished and Failed no other follows.
const (
	Advanced  EventKind = iota // some iterations were done
	EpochDone                  // an epoch was completed and evaluated
	Running                    // a session continues
	Paused                     // a session waits, for Run, StepIteration or StepEpoch
	Changed                    // new settings took effect
	Stopped                    // a session was stopped before its last epoch
	Finished                   // the last epoch is done, or no progress was made for Patience epochs
	Failed                     // the run cannot continue; see Event.Err
)
