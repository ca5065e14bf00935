package training

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/filetype"
	"digitpad/training/note"
)

// Model returns the network after an epoch of the run with notes on its training, ready
// to be saved. The error is that of Epoch.Network.
func (t *Trainer) Model(epoch Epoch) (codec.Model, error) {
	net, err := epoch.Network(t.net)
	if err != nil {
		return codec.Model{}, err
	}
	return ModelAfter(t.settings, net, epoch, t.train, t.validation), nil
}

// ModelAfter is Trainer.Model of a run that is known by its settings, data and epochs, with
// its network after the epoch.
func ModelAfter(s Settings, net *network.Network, epoch Epoch, train, validation *dataset.Dataset) codec.Model {
	return modelOf(s, net, epoch, data{Name: train.Name(), Examples: train.Len()}, data{Name: validation.Name(), Examples: validation.Len()})
}

// modelOf is ModelAfter of a run on such data.
func modelOf(s Settings, net *network.Network, epoch Epoch, train, validation data) codec.Model {
	settings, err := json.Marshal(s)
	if err != nil {
		panic("training: " + err.Error()) // finite numbers and strings, see Settings.Validate
	}
	notes := map[string]string{
		note.Name:      fmt.Sprintf("%s, %s, %d epochs", net.Spec().SizesString(), train.Name, epoch.Number),
		note.TrainedOn: train.Name,
		note.Examples:  strconv.Itoa(train.Examples),
		note.Epochs:    strconv.Itoa(epoch.Number),
		note.Settings:  string(settings),
	}
	if epoch.Validated() {
		notes[note.ValidatedOn] = validation.Name
		notes[note.ValidationExamples] = strconv.Itoa(validation.Examples)
		notes[note.ValidationAccuracy] = strconv.FormatFloat(epoch.Validation.Accuracy, 'g', -1, 64)
	}
	return codec.Model{Network: net, Notes: notes}
}

// ReadModel reads the network in a file, of which given says what the file may leave open
// (see codec.ReadGiven), or the one that a run has come to whose checkpoint or workspace the
// file is. Its error names the file, and what it is if it is something else.
func ReadModel(path string, given codec.Given) (codec.Model, error) {
	is, err := filetype.OfFile(path)
	if err != nil {
		return codec.Model{}, err
	}
	if err := is.Want(message.New("a network"), filetype.Network, filetype.Checkpoint, filetype.Workspace, filetype.Unknown); err != nil {
		return codec.Model{}, message.Errorf("%s: %w", path, err)
	}
	file, err := os.Open(path)
	if err != nil {
		return codec.Model{}, err
	}
	defer file.Close()
	var model codec.Model
	if is.Kind == filetype.Checkpoint || is.Kind == filetype.Workspace {
		model, err = readCheckpointModel(file)
	} else {
		model, err = codec.ReadGiven(file, given)
	}
	if err != nil {
		return codec.Model{}, message.Errorf("%s: %w", path, err)
	}
	return model, nil
}

func readCheckpointModel(r io.Reader) (codec.Model, error) {
	c, vectors, err := readCheckpoint(r)
	if err != nil {
		return codec.Model{}, err
	}
	model, err := c.model(vectors)
	if err != nil {
		return codec.Model{}, message.Errorf("saved run: %w", err)
	}
	return model, nil
}

// Calibrated is Model with the network's calibration, fitted on the validation data, where
// there is any, and noted. The error is the context's, or that of Epoch.Network.
func (t *Trainer) Calibrated(ctx context.Context, epoch Epoch) (codec.Model, calibration.Calibration, error) {
	model, err := t.Model(epoch)
	if err != nil || t.validation.Len() == 0 {
		return model, calibration.None, err
	}
	fitted, err := calibration.Fit(ctx, model.Network, t.validation)
	if err != nil {
		return codec.Model{}, calibration.None, err
	}
	model.Notes[calibration.Note] = fitted.Encode()
	return model, fitted, nil
}

// NoteScore adds to a model's notes how it does on the test data.
func NoteScore(m codec.Model, test *dataset.TestSet, e evaluate.Score) {
	m.Notes[note.TestedOn] = test.Name()
	m.Notes[note.TestCost] = strconv.FormatFloat(e.Cost, 'g', 6, 64)
	m.Notes[note.TestAccuracy] = strconv.FormatFloat(e.Accuracy, 'g', -1, 64)
}
