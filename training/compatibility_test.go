package training

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"digitpad/network/codec"
	"digitpad/training/dataset"
	"digitpad/training/note"
	"digitpad/training/optim"
)

// stripes is the data of the run in testdata/0.1.0: each digit has a column of its own.
func stripes(t *testing.T) *dataset.Dataset {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 0))
	images, labels := make([]byte, 40*dataset.Pixels), make([]byte, 40)
	for i := range labels {
		labels[i] = byte(i % 10)
		for row := range dataset.Side {
			images[i*dataset.Pixels+row*dataset.Side+4+2*int(labels[i])] = byte(128 + random.IntN(128))
		}
	}
	data, err := dataset.New("forty stripes", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A run that version 0.1.0 saved, whose schedule has another name now, goes on from
// its file and comes to the network that version 0.1.0 came to, bit for bit.
func TestRunOf010GoesOn(t *testing.T) {
	saved, err := os.ReadFile("testdata/0.1.0/run.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	info, err := ReadCheckpointInfo(bytes.NewReader(saved))
	if err != nil || info.Settings.Schedule != optim.LinearWarmup.Name() || info.Epoch != 1 || info.Train != "forty stripes" {
		t.Fatalf("%+v, %v", info, err)
	}
	data := stripes(t)
	trainer, err := Resume(bytes.NewReader(saved), data, data)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range trainer.Events(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile("testdata/0.1.0/network.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	want, err := codec.Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(trainer.Network().Parameters(), want.Network.Parameters()) {
		t.Error("the run comes to another network")
	}
	var settings Settings
	if err := json.Unmarshal([]byte(want.Notes[note.Settings]), &settings); err != nil || settings.Validate(40) != nil || settings.Schedule != optim.LinearWarmup.Name() {
		t.Errorf("the network's settings: %+v, %v", settings, err)
	}
}

// A run of version 0.1.0 was validated on the test data. It goes on with that, also after
// it is saved by this version, and says so; its scores are read by their old name.
func TestRunOf010KeepsItsSplit(t *testing.T) {
	saved, err := os.ReadFile("testdata/0.1.0/run.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	data := stripes(t)
	for range 2 {
		info, err := ReadCheckpointInfo(bytes.NewReader(saved))
		if err != nil || !info.ByTest() || info.Validation != "forty stripes" {
			t.Fatalf("%+v, %v", info, err)
		}
		trainer, err := ResumeSplit(bytes.NewReader(saved), data, dataset.Seal(data))
		if err != nil {
			t.Fatal(err)
		}
		if trainer.Train() != data || trainer.Validation() != data {
			t.Errorf("it goes on with %d digits and %d for validation", trainer.Train().Len(), trainer.Validation().Len())
		}
		if first := trainer.History()[0]; first.Validation.Cost == 0 || first.Validation.Accuracy == 0 {
			t.Errorf("its first epoch has the scores %+v", first.Validation)
		}
		var again bytes.Buffer
		if err := trainer.Checkpoint(&again); err != nil {
			t.Fatal(err)
		}
		saved = again.Bytes()
	}
	if bytes.Contains(saved, []byte(`\"test\"`)) || bytes.Contains(saved, []byte(`\"Test\"`)) {
		t.Error("the validation scores are saved by the name of the test data")
	}
}

// A saved run holds out again what it has held out.
func TestResumeSplit(t *testing.T) {
	s := DefaultSettings()
	s.Epochs, s.Validation = 2, 4
	data := stripes(t)
	train, validation := s.Split(data)
	trainer, err := NewTrainer(s, train, validation)
	if err != nil {
		t.Fatal(err)
	}
	steps(t, trainer, 2)
	var file bytes.Buffer
	if err := trainer.Checkpoint(&file); err != nil {
		t.Fatal(err)
	}
	info, err := ReadCheckpointInfo(bytes.NewReader(file.Bytes()))
	if err != nil || info.ByTest() {
		t.Errorf("%+v, %v", info, err)
	}
	resumed, err := ResumeSplit(&file, data, nil)
	if err != nil || resumed.Train().Len() != 30 || resumed.Validation().Len() != 10 {
		t.Errorf("%v, %v", resumed, err)
	}
}

// The names that version 0.1.0 had are read; what is missing keeps its value, and a
// field that there is not is refused.
func TestSettingsAreReadFromJSON(t *testing.T) {
	for name, want := range map[string]string{
		"1/t": "inverse-time", "warm-up": "linear-warmup", "halve on plateau": "reduce-on-plateau", "cosine": "cosine",
	} {
		s := DefaultSettings()
		if err := json.Unmarshal([]byte(`{"schedule":"`+name+`","rate":0.5}`), &s); err != nil || s.Schedule != want || s.Rate != 0.5 || s.Batch != 10 {
			t.Errorf("%s is read as %+v, %v", name, s, err)
		}
	}
	s := DefaultSettings()
	if err := json.Unmarshal([]byte(`{"rat":0.5}`), &s); err == nil {
		t.Error("an unknown field is accepted")
	}
}
