package training

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/note"
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
	written, err := trainer.Model(history[2])
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := codec.WriteSafetensors(&file, written); err != nil {
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
	if got.Score != history[2].Validation {
		t.Errorf("the saved network scores %v, in training it scored %v", got.Score, history[2].Validation)
	}
	if noted, err := strconv.ParseFloat(model.Notes[note.ValidationAccuracy], 64); err != nil || noted != got.Accuracy {
		t.Errorf("the notes say accuracy %q, it is %v", model.Notes[note.ValidationAccuracy], got.Accuracy)
	}
}

// A network is read, and another file called what it is.
func TestReadModel(t *testing.T) {
	for name, want := range map[string]string{
		"model.h5":   "this is a file in the format Keras, not a network: save its weights",
		"model.onnx": "ONNX file: it is damaged",
	} {
		path := filepath.Join("filetype", "testdata", name)
		if _, err := ReadModel(path, codec.Given{}); err == nil || !strings.HasPrefix(err.Error(), path+": "+want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var file bytes.Buffer
	if err := codec.Write(&file, "n.npz", codec.Model{Network: network.New(network.PostSpec())}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "n.anything")
	write(t, path, file.Bytes())
	if model, err := ReadModel(path, codec.Given{}); err != nil || model.Network.Spec().SizesString() != "784-15-10" {
		t.Errorf("%v, %v", model, err)
	}
}

// A checkpoint is opened as the network after its last whole epoch, with notes as if that
// had been saved, and within the first one as it is.
func TestReadModelOfCheckpoint(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.safetensors")
	save := func(trainer *Trainer) {
		t.Helper()
		var file bytes.Buffer
		if err := trainer.Checkpoint(&file); err != nil {
			t.Fatal(err)
		}
		write(t, path, file.Bytes())
	}
	trainer := toyTrainer(t, func(s *Settings) { s.Epochs = 5 })
	steps(t, trainer, 7)
	save(trainer)
	if m, err := ReadModel(path, codec.Given{}); err != nil || !slices.Equal(m.Network.Parameters(), trainer.Network().Parameters()) {
		t.Errorf("before the first epoch is over: %v", err)
	}
	steps(t, trainer, 300)
	save(trainer)
	last := trainer.History()[len(trainer.History())-1]
	want, err := trainer.Model(last)
	if err != nil {
		t.Fatal(err)
	}
	if m, err := ReadModel(path, codec.Given{}); err != nil || !slices.Equal(m.Network.Parameters(), weightsOf(last)) || !maps.Equal(m.Notes, want.Notes) {
		t.Errorf("after %d epochs: %v, %v, want %v", last.Number, err, m.Notes, want.Notes)
	}
	if m, err := ReadModel(filepath.Join("testdata", "0.1.0", "run.safetensors"), codec.Given{}); err != nil || m.Network.Spec().Sizes[0] != dataset.Pixels {
		t.Errorf("of version 0.1.0: %v", err)
	}

	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func([]byte) []byte{
		"cut":              func(b []byte) []byte { return b[:len(b)-100] },
		"other settings":   func(b []byte) []byte { return bytes.Replace(b, []byte(`hidden\":[`), []byte(`hidden\":[9`), 1) },
		"another encoding": func(b []byte) []byte { return bytes.Replace(b, []byte(`one-hot`), []byte(`ordinal`), 1) },
		"an infinity": func(b []byte) []byte {
			copy(b[len(b)-4*last.Parameters.Len()-64:], bytes.Repeat([]byte{0, 0, 128, 127}, 32))
			return b
		},
	} {
		damaged := damage(bytes.Clone(whole))
		if bytes.Equal(damaged, whole) {
			t.Fatalf("%s: nothing is damaged", name)
		}
		write(t, path, damaged)
		if m, err := ReadModel(path, codec.Given{}); err == nil || m.Network != nil || !strings.HasPrefix(err.Error(), path+": saved run: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func write(t *testing.T, path string, contents []byte) {
	t.Helper()
	if err := os.WriteFile(path, contents, 0o644); err != nil {
		t.Fatal(err)
	}
}
