package run

import (
	"encoding/json"
	"strconv"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/dataset"
)

// Model is a network of the run after some of its epochs, with notes on how it
// came about.
func (r *Run) Model(n *network.Network, epochs []training.Epoch) codec.Model {
	return TrainedModel(r.settings, r.data, n, epochs)
}

// TrainedModel is a network that was trained for some epochs, with notes on how it
// came about.
func TrainedModel(s training.Settings, d dataset.TrainTest, n *network.Network, epochs []training.Epoch) codec.Model {
	settings, err := json.Marshal(s)
	if err != nil {
		panic("run: settings of a run have no JSON: " + err.Error()) // they were validated
	}
	notes := map[string]string{
		training.NoteName:     n.Spec().SizesString() + ", " + d.Train.Name(),
		training.NoteTrain:    d.Train.Name(),
		training.NoteExamples: strconv.Itoa(d.Train.Len()),
		training.NoteTest:     d.Test.Name(),
		training.NoteSettings: string(settings),
	}
	if last := len(epochs) - 1; last >= 0 {
		notes[training.NoteEpochs] = strconv.Itoa(epochs[last].Number)
		notes[training.NoteCost] = strconv.FormatFloat(epochs[last].Validation.Cost, 'g', 6, 64)
		notes[training.NoteAccuracy] = strconv.FormatFloat(epochs[last].Validation.Accuracy, 'g', -1, 64)
	}
	return codec.Model{Network: n, Notes: notes}
}
