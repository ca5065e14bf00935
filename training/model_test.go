package training

import (
	"bytes"
	"context"
	"strconv"
	"testing"

	"digitpad/network/codec"
	"digitpad/training/evaluate"
)

// A saved model answers as the network that was trained, and its notes tell the
// accuracy that an evaluation gives.
func TestModel(t *testing.T) {
	trainer := toyTrainer(t, nil)
	for _, err := range trainer.Events(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	history := trainer.History()
	var file bytes.Buffer
	if err := codec.WriteSafetensors(&file, trainer.Model(history[2])); err != nil {
		t.Fatal(err)
	}
	model, err := codec.Read(&file)
	if err != nil {
		t.Fatal(err)
	}
	got, err := evaluate.Network(context.Background(), model.Network, trainer.Validation())
	if err != nil {
		t.Fatal(err)
	}
	if got.Score != history[2].Test {
		t.Errorf("the saved network scores %v, in training it scored %v", got.Score, history[2].Test)
	}
	if noted, err := strconv.ParseFloat(model.Notes[NoteValidationAccuracy], 64); err != nil || noted != got.Accuracy {
		t.Errorf("the notes say accuracy %q, it is %v", model.Notes[NoteValidationAccuracy], got.Accuracy)
	}
}
