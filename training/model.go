package training

import (
	"encoding/json"
	"fmt"
	"strconv"

	"digitpad/network/codec"
)

// The notes that a trained network carries; see Model.
const (
	NoteName     = "name"          // "784-15-10, MNIST, 30 epochs"
	NoteTrain    = "trained on"    // the name of the training data
	NoteExamples = "examples"      // of the training data
	NoteEpochs   = "epochs"        // completed
	NoteTest     = "tested on"     // the name of the test data
	NoteCost     = "test cost"     // (8) on the test data
	NoteAccuracy = "test accuracy" // share of 1
	NoteSettings = "settings"      // Settings as JSON
)

// Model is the network as it was after an epoch of the run, with notes on how it
// came about, ready to be saved.
func (t *Trainer) Model(epoch Epoch) codec.Model {
	settings, err := json.Marshal(t.settings)
	if err != nil {
		panic("training: " + err.Error()) // finite numbers and strings, see Settings.Validate
	}
	net := t.net.WithParameters(epoch.Parameters)
	return codec.Model{Network: net, Notes: map[string]string{
		NoteName:     fmt.Sprintf("%s, %s, %d epochs", net.Spec().SizesString(), t.train.Name(), epoch.Number),
		NoteTrain:    t.train.Name(),
		NoteExamples: strconv.Itoa(t.train.Len()),
		NoteEpochs:   strconv.Itoa(epoch.Number),
		NoteTest:     t.test.Name(),
		NoteCost:     strconv.FormatFloat(epoch.Test.Cost, 'g', 6, 64),
		NoteAccuracy: strconv.FormatFloat(epoch.Test.Accuracy, 'g', -1, 64),
		NoteSettings: string(settings),
	}}
}
