// Package runs stores past training runs, one file a run, so that they can be compared:
// settings, cost and accuracy by epoch, and in separate files the networks after the last
// and the best epoch.
package runs

import (
	"math"
	"time"

	"digitpad/training"
	"digitpad/training/evaluate"
)

// Run is the record of a training run.
type Run struct {
	ID         string            `json:"-"` // name of its file, without the extension
	Name       string            `json:"name"`
	Data       string            `json:"data"`     // name of the training data
	Examples   int               `json:"examples"` // in it
	Comparison string            `json:"race"`     // what its comparison calls it, empty outside of one
	Varied     string            `json:"varied"`   // the setting in which the race's runs differ
	Started    time.Time         `json:"started"`
	Outcome    Outcome           `json:"outcome"`
	Settings   training.Settings `json:"settings"`
	Records    []EpochRecord     `json:"epochs"`
	Networks   []Snapshot        `json:"-"` // of which the store has the network
}

// Outcome is how a run ended.
type Outcome string

// The outcomes.
const (
	Finished Outcome = "finished"
	Stopped  Outcome = "stopped"
	Diverged Outcome = "diverged"
)

// EpochRecord is the stored part of a training.Epoch.
type EpochRecord struct {
	Number     int            `json:"number"`
	Iterations int            `json:"iterations"` // of the whole run so far
	Rate       float64        `json:"rate"`       // η
	Train      evaluate.Score `json:"train"`
	Test       evaluate.Score `json:"test"`
	Seconds    float64        `json:"seconds"` // spent in this epoch's iterations
}

// Add appends an epoch, unless a figure is not finite.
func (r *Run) Add(e training.Epoch) {
	for _, v := range []float64{e.Rate, e.Train.Cost, e.Test.Cost, e.Seconds} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return
		}
	}
	r.Records = append(r.Records, EpochRecord{e.Number, e.Iterations, e.Rate, e.Train, e.Test, e.Seconds})
}

// Epochs returns the records as epochs without parameters, for charts.
func (r *Run) Epochs() []training.Epoch {
	epochs := make([]training.Epoch, len(r.Records))
	for i, l := range r.Records {
		epochs[i] = training.Epoch{
			Number: l.Number, Iterations: l.Iterations, Rate: l.Rate,
			Train: l.Train, Test: l.Test, Seconds: l.Seconds,
		}
	}
	return epochs
}

// Last is the score on the test data after the last epoch; false without one.
func (r *Run) Last() (evaluate.Score, bool) {
	if len(r.Records) == 0 {
		return evaluate.Score{}, false
	}
	return r.Records[len(r.Records)-1].Test, true
}

// Best is the highest accuracy on the test data, and the number of its epoch;
// false without one.
func (r *Run) Best() (accuracy float64, epoch int, ok bool) {
	for _, l := range r.Records {
		if !ok || l.Test.Accuracy > accuracy {
			accuracy, epoch, ok = l.Test.Accuracy, l.Number, true
		}
	}
	return accuracy, epoch, ok
}

// Seconds is the time spent in all iterations.
func (r *Run) Seconds() float64 {
	sum := 0.0
	for _, l := range r.Records {
		sum += l.Seconds
	}
	return sum
}
