package state

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/dataset"
	"digitpad/training/filetype"
	"digitpad/training/inference"
)

// shippedModel reads one of the networks that come with digitpad.
func shippedModel(file string) (codec.Model, error) {
	data, err := assets.Network(file)
	if err != nil {
		return codec.Model{}, err
	}
	return codec.Read(bytes.NewReader(data))
}

// shippedRejector tells digits from other drawings; nil in a build that comes
// without its network.
func shippedRejector() *inference.Rejector {
	m, err := shippedModel(assets.Rejector)
	if err != nil {
		return nil
	}
	doubt, err := inference.NewRejector(m.Network)
	if err != nil {
		return nil
	}
	return doubt
}

// ReadModel reads a network's file. The error says which.
func ReadModel(path string) (codec.Model, error) { return readModelGiven(path, codec.Given{}) }

// readModelGiven is ReadModel of a file that leaves open what is given.
func readModelGiven(path string, given codec.Given) (codec.Model, error) {
	m, err := filetype.ReadNetwork(path, given)
	if err != nil {
		return codec.Model{}, err
	}
	if in := m.Network.Spec().Sizes[0]; in != dataset.Pixels {
		return codec.Model{}, fmt.Errorf("%s: the network takes %d inputs; an image of a digit has %d", path, in, dataset.Pixels)
	}
	return m, nil
}

// WriteModel saves a network, whole or not at all, in the format of the file's name.
func WriteModel(m codec.Model, path string) error {
	var data bytes.Buffer
	if err := codec.Write(&data, path, m); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return atomicfile.Write(path, &data)
}

// model is a network of the run after some of its epochs, with notes on how it
// came about.
func (r *Run) model(n *network.Network, epochs []training.Epoch) codec.Model {
	return trainedModel(r.settings, r.data, n, epochs)
}

// trainedModel is a network that was trained for some epochs, with notes on how it
// came about.
func trainedModel(s training.Settings, d TrainTest, n *network.Network, epochs []training.Epoch) codec.Model {
	settings, err := json.Marshal(s)
	if err != nil {
		panic("state: settings of a run have no JSON: " + err.Error()) // they were validated
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
		notes[training.NoteCost] = strconv.FormatFloat(epochs[last].Test.Cost, 'g', 6, 64)
		notes[training.NoteAccuracy] = strconv.FormatFloat(epochs[last].Test.Accuracy, 'g', -1, 64)
	}
	return codec.Model{Network: n, Notes: notes}
}
