// Package runs stores past training runs, one file a run, so that they can be compared:
// settings, cost and accuracy by epoch, and in separate files the networks after the last
// and the best epoch.
package runs

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"time"

	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/note"
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
	Tested     []TestScore       `json:"tested,omitempty"` // every look at the test images, the latest last
	Networks   []Snapshot        `json:"-"`                // of which the store has the network

	// ByTest says that the run was validated on the test images, as all were in 0.1.0:
	// its accuracy is that of the digits which chose it.
	ByTest bool `json:"by_test,omitempty"`
}

// TestScore is what a look at the test images has shown.
type TestScore struct {
	Epoch    int            `json:"epoch"`    // whose network read them
	Score    evaluate.Score `json:"score"`    // of it
	Examples int            `json:"examples"` // test images
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
	Validation evaluate.Score `json:"validation"`
	Seconds    float64        `json:"seconds"` // spent in this epoch's iterations
}

// UnmarshalJSON implements json.Unmarshaler. In the files of 0.1.0, whose runs were
// validated on the test images, the scores of epochs are named so.
func (r *Run) UnmarshalJSON(data []byte) error {
	type plain Run
	read := struct {
		*plain
		Records []struct {
			EpochRecord
			Test *evaluate.Score `json:"test"`
		} `json:"epochs"`
	}{plain: (*plain)(r)}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	for _, l := range read.Records {
		if l.Test != nil {
			l.Validation, r.ByTest = *l.Test, true
		}
		r.Records = append(r.Records, l.EpochRecord)
	}
	return nil
}

// Add appends an epoch, unless a figure is not finite.
func (r *Run) Add(e training.Epoch) {
	for _, v := range []float64{e.Rate, e.Train.Cost, e.Validation.Cost, e.Seconds} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return
		}
	}
	r.Records = append(r.Records, EpochRecord{e.Number, e.Iterations, e.Rate, e.Train, e.Validation, e.Seconds})
}

// Epochs returns the records as epochs without parameters, for charts.
func (r *Run) Epochs() []training.Epoch {
	epochs := make([]training.Epoch, len(r.Records))
	for i, l := range r.Records {
		epochs[i] = training.Epoch{
			Number: l.Number, Iterations: l.Iterations, Rate: l.Rate,
			Train: l.Train, Validation: l.Validation, Seconds: l.Seconds,
		}
	}
	return epochs
}

// Validated reports whether there was validation data.
func (r *Run) Validated() bool {
	epochs := r.Epochs()
	return len(epochs) > 0 && epochs[len(epochs)-1].Validated()
}

// Last is the monitored score after the last epoch, see training.Epoch; false without
// one.
func (r *Run) Last() (evaluate.Score, bool) {
	epochs := r.Epochs()
	if len(epochs) == 0 {
		return evaluate.Score{}, false
	}
	return epochs[len(epochs)-1].Monitored(), true
}

// Best is the highest monitored accuracy, and the number of its epoch; false without
// one.
func (r *Run) Best() (accuracy float64, epoch int, ok bool) {
	epochs := r.Epochs()
	best := training.Best(epochs)
	if best < 0 {
		return 0, 0, false
	}
	return epochs[best].Monitored().Accuracy, epochs[best].Number, true
}

// Seconds is the time spent in all iterations.
func (r *Run) Seconds() float64 {
	sum := 0.0
	for _, l := range r.Records {
		sum += l.Seconds
	}
	return sum
}

// Made reports whether a network is the run's, by the notes that it carries, and after which
// epoch it was so. Runs that agree in settings, seed, data and figures are the same to the
// bit, so it does not matter through which file the network came.
func (r *Run) Made(notes map[string]string) (epoch int, ok bool) {
	var s training.Settings
	if json.Unmarshal([]byte(notes[note.Settings]), &s) != nil || notes[note.TrainedOn] != r.Data || notes[note.Examples] != strconv.Itoa(r.Examples) {
		return 0, false
	}
	theirs, errTheirs := json.Marshal(s)
	ours, errOurs := json.Marshal(r.Settings)
	if errTheirs != nil || errOurs != nil || !bytes.Equal(theirs, ours) {
		return 0, false
	}
	for _, l := range r.Records {
		accuracy := ""
		if l.Validation != (evaluate.Score{}) {
			accuracy = strconv.FormatFloat(l.Validation.Accuracy, 'g', -1, 64)
		}
		if notes[note.Epochs] == strconv.Itoa(l.Number) && notes[note.ValidationAccuracy] == accuracy {
			return l.Number, true
		}
	}
	return 0, false
}
