package training

import (
	"encoding/json"
	"fmt"
	"strconv"

	"digitpad/network/codec"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// The notes that a trained network carries; see Model.
const (
	NoteName     = "name"          // "784-15-10, MNIST, 30 epochs"
	NoteTrain    = "trained on"    // the name of the training data
	NoteExamples = "examples"      // of the training data
	NoteEpochs   = "epochs"        // completed
	NoteTest     = "tested on"     // the name of the test data, once it was read
	NoteCost     = "test cost"     // (8) on the test data
	NoteAccuracy = "test accuracy" // share of 1

	NoteValidation         = "validated on"        // the name of the validation data, where there is any
	NoteValidationExamples = "validation examples" // how many
	NoteValidationAccuracy = "validation accuracy" // share of 1

	NoteSettings = "settings" // Settings as JSON
)

// Model returns the network after an epoch of the run with notes on its training, ready
// to be saved.
func (t *Trainer) Model(epoch Epoch) codec.Model {
	settings, err := json.Marshal(t.settings)
	if err != nil {
		panic("training: " + err.Error()) // finite numbers and strings, see Settings.Validate
	}
	net := t.net.WithParameters(epoch.Parameters)
	notes := map[string]string{
		NoteName:     fmt.Sprintf("%s, %s, %d epochs", net.Spec().SizesString(), t.train.Name(), epoch.Number),
		NoteTrain:    t.train.Name(),
		NoteExamples: strconv.Itoa(t.train.Len()),
		NoteEpochs:   strconv.Itoa(epoch.Number),
		NoteSettings: string(settings),
	}
	if epoch.Validated() {
		notes[NoteValidation] = t.validation.Name()
		notes[NoteValidationExamples] = strconv.Itoa(t.validation.Len())
		notes[NoteValidationAccuracy] = strconv.FormatFloat(epoch.Test.Accuracy, 'g', -1, 64)
	}
	return codec.Model{Network: net, Notes: notes}
}

// NoteScore adds to a model's notes how it does on the test data.
func NoteScore(m codec.Model, test *dataset.Dataset, e evaluate.Evaluation) {
	m.Notes[NoteTest] = test.Name()
	m.Notes[NoteCost] = strconv.FormatFloat(e.Cost, 'g', 6, 64)
	m.Notes[NoteAccuracy] = strconv.FormatFloat(e.Accuracy, 'g', -1, 64)
}
