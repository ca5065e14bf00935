package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/note"
)

// TestTrainAndEval: what train prints of the last epoch is what eval finds in
// the network that it saved.
func TestTrainAndEval(t *testing.T) {
	data, saved := smallDataset(t), filepath.Join(t.TempDir(), "net.safetensors")
	code, out, err := digitpad(t, "train", "--data", data, "--hidden", "12,11", "--epochs", "20", "--json", "--out", saved)
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, err)
	}
	read, trained := lastLine(out)
	score, epochs := decodeLines[testLine](t, read)[0], decodeLines[line](t, trained)
	if len(epochs) != 20 || score.Epoch != 20 {
		t.Fatalf("%d epochs, and a test of epoch %d, want 20", len(epochs), score.Epoch)
	}
	for i, e := range epochs {
		if e.Epoch != i+1 || e.Rate != 3 || e.Seed != 1 || e.TrainSeconds <= 0 {
			t.Errorf("line %d is %+v", i, e)
		}
	}
	last := epochs[19]
	if last.TrainCost >= epochs[0].TrainCost || *last.ValidationAccuracy < 0.8 || score.TestAccuracy < 0.9 {
		t.Errorf("nothing was learnt: %+v, %+v", last, score)
	}

	type evaluation struct {
		schema
		Data           string
		Accuracy, Cost float64
		Confusion      evaluate.Confusion
		Classes        []class
		answered
		Findings []datafile.Finding
	}
	code, out, err = digitpad(t, "eval", "--data", data, "--network", saved, "--json")
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, err)
	}
	e := decodeLines[evaluation](t, out)[0]
	if e.Accuracy != score.TestAccuracy || e.Cost != score.TestCost || e.Confusion.Examples() != 50 {
		t.Errorf("eval finds %+v, train found %+v", e, score)
	}

	_, out, _ = digitpad(t, "eval", "--data", data, "--network", saved)
	if rows := strings.Split(strings.TrimSpace(out), "\n"); len(rows) != 14 || !strings.Contains(rows[0], percent(e.Accuracy)) {
		t.Errorf("eval prints\n%s", out)
	}
}

// TestTrainTable: the table has a row for epoch 0, too, and the mean of seeds.
func TestTrainTable(t *testing.T) {
	code, out, err := digitpad(t, "train", "--data", smallDataset(t), "--epochs", "2", "--seeds", "2", "--seed", "5")
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, err)
	}
	for _, want := range []string{
		"training images: 84; held out for validation: 16",
		"784-15-10 with 11,935 parameters, seed 5; 84 / 10 = 9 iterations", "seed 6;",
		"\n    0  ", "\n    2  ", "the network of epoch 2 on 001 test images (50), ", "over 2 seeds: mean ", "95 % interval ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// lastLine is the last line of a text, and those before it.
func lastLine(text string) (last, before string) {
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	return lines[len(lines)-1], strings.Join(lines[:len(lines)-1], "")
}

// TestTrainLeavesTheBest: a run that stops early leaves the network that was best on the
// validation data, and with --last that of the last epoch; the test data chooses nothing.
func TestTrainLeavesTheBest(t *testing.T) {
	data, saved := smallDataset(t), filepath.Join(t.TempDir(), "net.safetensors")
	train := func(args ...string) (epochs []line, score testLine, kept string) {
		code, out, err := digitpad(t, append([]string{"train", "--data", data, "--epochs", "200", "--optimizer", "adam", "--rate", "0.3", "--batch", "1", "--patience", "3", "--json", "--out", saved}, args...)...)
		if code != exitDone {
			t.Fatalf("exit code %d: %s", code, err)
		}
		read, trained := lastLine(out)
		return decodeLines[line](t, trained), decodeLines[testLine](t, read)[0], readModel(t, saved).Notes[note.Epochs]
	}
	epochs, score, kept := train()
	best := 0
	for i, e := range epochs {
		if *e.ValidationAccuracy > *epochs[best].ValidationAccuracy {
			best = i
		}
	}
	if len(epochs) == 200 || best == len(epochs)-1 {
		t.Fatalf("the run has %d epochs, and is best after %d: nothing to tell apart", len(epochs), best+1)
	}
	if want := epochs[best].Epoch; score.Epoch != want || kept != fmt.Sprint(want) {
		t.Errorf("epoch %d is best, %d is tested and %s kept", want, score.Epoch, kept)
	}
	if last, score, kept := train("--last"); score.Epoch != len(last) || kept != fmt.Sprint(len(last)) {
		t.Errorf("of %d epochs, %d is tested and %s kept", len(last), score.Epoch, kept)
	}
	if _, out, _ := digitpad(t, "train", "--data", data, "--epochs", "2", "--validation", "0"); !strings.Contains(out, "training images: 100\n") || !strings.Contains(out, "       –         –") {
		t.Errorf("with nothing held out it prints\n%s", out)
	}
	if code, _, err := digitpad(t, "train", "--data", data, "--validation", "1"); code != exitUsage || !strings.Contains(err, "--validation: The validation set is one in 2 or more") {
		t.Errorf("one in one: exit code %d, %s", code, err)
	}
}

// TestTrainInterrupted: the network of the last whole epoch is saved.
func TestTrainInterrupted(t *testing.T) {
	saved := filepath.Join(t.TempDir(), "net.safetensors")
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	out := &trigger{after: 3, do: interrupt}
	var errors bytes.Buffer
	code := run(&console{ctx: ctx, out: out, err: &errors},
		[]string{"train", "--data", smallDataset(t), "--epochs", "50000", "--json", "--out", saved})
	if code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	for _, want := range []string{"saved the network after epoch 3 as " + saved, "training was stopped after 3 of 50000 epochs"} {
		if !strings.Contains(errors.String(), want) {
			t.Errorf("no %q in %q", want, &errors)
		}
	}
	model := readModel(t, saved)
	if model.Notes[note.Epochs] != "3" {
		t.Errorf("saved %v", model.Notes)
	}
}

// TestTrainPlot: the chart is in the format that its name asks for.
func TestTrainPlot(t *testing.T) {
	data, dir := smallDataset(t), t.TempDir()
	for name, magic := range map[string]string{"chart.png": "\x89PNG", "chart.svg": "<?xml", "chart.PDF": "%PDF"} {
		path := filepath.Join(dir, name)
		if code, _, err := digitpad(t, "train", "--data", data, "--epochs", "2", "--plot", path); code != exitDone {
			t.Errorf("%s: exit code %d: %s", name, code, err)
		}
		if chart, err := os.ReadFile(path); err != nil || !bytes.HasPrefix(chart, []byte(magic)) {
			t.Errorf("%s: %v, begins %.10q", name, err, chart)
		}
	}
}

// trigger does something after a number of writes.
type trigger struct {
	after int
	do    func()
}

func (t *trigger) Write(b []byte) (int, error) {
	if t.after--; t.after == 0 {
		t.do()
	}
	return len(b), nil
}

func readModel(t *testing.T, path string) codec.Model {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	model, err := codec.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// TestSettingsFlags: every setting has a flag that sets it, and without flags
// they are the post's.
func TestSettingsFlags(t *testing.T) {
	data, saved := smallDataset(t), filepath.Join(t.TempDir(), "net.safetensors")
	trained := func(arguments ...string) (s training.Settings) {
		t.Helper()
		code, _, err := digitpad(t, append([]string{"train", "--data", data, "--out", saved}, arguments...)...)
		if code != exitDone {
			t.Fatalf("%v: exit code %d: %s", arguments, code, err)
		}
		if err := json.Unmarshal([]byte(readModel(t, saved).Notes[note.Settings]), &s); err != nil {
			t.Fatal(err)
		}
		return s
	}

	want := training.DefaultSettings()
	if got := trained(); !reflect.DeepEqual(got, want) {
		t.Errorf("without flags: %+v, want %+v", got, want)
	}
	want = training.Settings{
		Hidden: []int{20, 12}, Activation: "tanh", Output: "softmax", Cost: "log-likelihood", Encoding: "one-hot",
		Initializer: "normal", Seed: 7, Epochs: 2, Batch: 20, Rate: 0.1, Schedule: "cosine", Optimizer: "momentum",
		Momentum: 0.5, Penalty: "l1", Decay: 0.25, Dropout: 0.2, Amount: 0.5, Patience: 9, Validation: 4,
		Augmentation: dataset.Augmentation{Shift: 0.1, Rotation: 2, Scale: 0.03, Shear: 0.04, Stroke: 0.5, Elastic: 0.6},
	}
	if got := trained("--hidden", "20,12", "--activation", "tanh", "--output", "softmax", "--cost", "log-likelihood",
		"--encoding", "one-hot", "--initializer", "normal", "--seed", "7", "--epochs", "2", "--batch", "20",
		"--rate", "0.1", "--schedule", "cosine", "--optimizer", "momentum", "--momentum", "0.5", "--penalty", "l1", "--decay", "0.25", "--dropout", "0.2", "--amount", "0.5",
		"--patience", "9", "--validation", "4", "--shift", "0.1", "--rotation", "2", "--scale", "0.03", "--shear", "0.04",
		"--stroke", "0.5", "--elastic", "0.6"); !reflect.DeepEqual(got, want) {
		t.Errorf("with flags: %+v, want %+v", got, want)
	}
	if got := trained("--hidden", "none", "--encoding", "binary", "--epochs", "1"); len(got.Hidden) != 0 || got.Encoding != "binary" {
		t.Errorf("no hidden layer: %+v", got)
	}
}

// TestSampleInterrupted: writing the sample ends when the program is to end.
func TestSampleInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	for _, command := range []string{"train", "eval", "data"} {
		if code, out, _ := digitpadIn(ctx, nil, command, "--data", "sample"); code != exitInterrupted || out != "" {
			t.Errorf("%s: exit code %d, %q", command, code, out)
		}
	}
}

// The textbook engine prints what the fast one does, to four digits, and refuses what
// it does not do.
func TestTrainByTextbook(t *testing.T) {
	data := smallDataset(t)
	var runs [][]line
	for _, engine := range []string{"fast", "textbook"} {
		code, out, err := digitpad(t, "train", "--data", data, "--epochs", "3", "--json", "--engine", engine)
		if code != exitDone {
			t.Fatalf("%s: exit code %d: %s", engine, code, err)
		}
		_, trained := lastLine(out)
		runs = append(runs, decodeLines[line](t, trained))
	}
	for i, fast := range runs[0] {
		slow := runs[1][i]
		if d := *fast.ValidationCost - *slow.ValidationCost; d > 1e-4 || d < -1e-4 || *fast.ValidationAccuracy != *slow.ValidationAccuracy {
			t.Errorf("epoch %d: fast %+v, textbook %+v", i+1, fast, slow)
		}
	}
	if code, _, err := digitpad(t, "train", "--data", data, "--engine", "textbook", "--optimizer", "adam"); code == exitDone || !strings.Contains(err, "--optimizer") {
		t.Errorf("exit code %d: %s", code, err)
	}
}

// A report of a run in memory and one of the same run from its checkpoint have the
// same bytes.
func TestReport(t *testing.T) {
	data, dir := smallDataset(t), t.TempDir()
	written := filepath.Join(dir, "trained.html")
	if code, _, err := digitpad(t, "train", "--data", data, "--epochs", "2", "--report", written); code != exitDone {
		t.Fatalf("exit code %d: %s", code, err)
	}
	first, err := os.ReadFile(written)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(first, []byte("<svg")) || !bytes.Contains(first, []byte("784 → 15 → 10")) {
		t.Errorf("the report is %d bytes that begin with %.100q", len(first), first)
	}

	c := &console{ctx: t.Context(), out: new(bytes.Buffer), err: new(bytes.Buffer)}
	train, _, err := (source{Data: data}).load(c)
	if err != nil {
		t.Fatal(err)
	}
	settings := training.DefaultSettings()
	settings.Epochs = 2
	train, held := settings.Split(train)
	trainer, err := training.NewTrainer(settings, train, held)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range trainer.Events(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var checkpoint bytes.Buffer
	if err := trainer.Checkpoint(&checkpoint); err != nil {
		t.Fatal(err)
	}
	saved := filepath.Join(dir, "run.checkpoint")
	if err := os.WriteFile(saved, checkpoint.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	var reports [][]byte
	for _, name := range []string{"a.html", "b.html"} {
		if code, _, err := digitpad(t, "report", saved, "--data", data, "--out", filepath.Join(dir, name)); code != exitDone {
			t.Fatalf("exit code %d: %s", code, err)
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, text)
	}
	if !bytes.Equal(reports[0], reports[1]) || !bytes.Equal(reports[0], first) {
		t.Error("the same run gives different reports")
	}
	if code, _, err := digitpad(t, "report", written, "--data", data, "--out", filepath.Join(dir, "c.html")); code == exitDone || !strings.Contains(err, "trained.html") {
		t.Errorf("a file that is no run: exit code %d: %s", code, err)
	}
	if code, _, _ := digitpad(t, "report", filepath.Join(dir, "none"), "--data", data, "--out", filepath.Join(dir, "c.html")); code != exitNoData {
		t.Errorf("a file that is not there: exit code %d", code)
	}
}
