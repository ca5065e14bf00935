package gui

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/gui/state/datasets"
)

// came is what came of opening a file: a message's text, or else what was opened.
func (b *testWindow) came() (message, opened string) {
	for line := range strings.Lines(b.trace.String()) {
		var e struct{ Event, Text, Name string }
		if json.Unmarshal([]byte(line), &e) != nil {
			continue
		}
		switch e.Event {
		case "message":
			return e.Text, ""
		case "picture", "data":
			opened = e.Event
		}
	}
	return "", opened
}

// The window opens the files that went wrong for people, as the command does, whatever they
// are, or says in one message what they are or lack; what was open stays then.
func TestCasesInTheWindow(t *testing.T) {
	if testing.Short() {
		t.Skip("every case is tried without -short")
	}
	folder := filepath.Join(os.Getenv("DIGITPAD_DATA"), "cases")
	if _, err := os.Stat(folder); os.Getenv("DIGITPAD_DATA") == "" || err != nil {
		t.Skip("DIGITPAD_DATA names no folder with cases")
	}
	refused := map[string]string{
		"in/emnist-letters": "which is not a digit", "in/empty": "the file is empty", "in/html": "a page of the web", "in/hugehdr": "more than can be read",
		"in/littleendian": "not an IDX file", "in/mismatch": "do not belong together", "in/swapped": "labels where images belong",
		"in/trailing": "more bytes follow", "in/trunc": "cut short", "in/usps16": "16×16", "in/zero": "no examples",
		"net/cut.safetensors": "ends too early", "net/digitpad2.safetensors": "newer digitpad", "net/newer.safetensors": "newer digitpad",
		"net/empty.safetensors": "is empty", "net/garbage-after.safetensors": "more bytes follow", "net/inf.safetensors": "finite", "net/nan.safetensors": "finite",
		"net/model.h5": "Keras", "net/model.onnx": "ONNX", "net/model.pkl": "pickle", "net/torch.pt": "PyTorch", "net/n2-26out.json": "26",
		"net/n2-cut.json": "ends too early", "net/n2-nan.json": "NaN", "net/n2-wrongsizes.json": "weights of 5",
		"img/1x1.png": "no digit", "img/black28.png": "no digit", "img/white.png": "no digit", "img/white28.png": "no digit",
	}
	b := shippedWindow(t)
	paths, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	if err != nil || len(paths) < 60 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	for _, path := range paths {
		name, err := filepath.Rel(folder, path)
		if err != nil {
			t.Fatal(err)
		}
		name = filepath.ToSlash(name)
		b.trace.Reset()
		before, asked := b.state.Prediction.Model().Network, 0
		b.files.OpenFile(path)
		b.pump(name, func() bool {
			message, opened := b.came()
			if message == "" && opened == "" && b.dialogs.Modal() {
				asked++ // for the activation of a file of weights
			}
			return message != "" || opened != "" || asked > 0 || b.state.Prediction.Model().Network != before
		})
		message, opened := b.came()
		want := refused[name]
		switch {
		case want != "":
			if !strings.Contains(message, want) || b.state.Prediction.Model().Network != before {
				t.Errorf("%s: the message is %q, want %q", name, message, want)
			}
		case message != "":
			t.Errorf("%s is refused: %q", name, message)
		case strings.HasPrefix(name, "img/"):
			if opened != "picture" || b.state.Page.Content().Picture != filepath.Base(path) {
				t.Errorf("%s does not lie on the pad", name)
			}
			b.pump("the answer to "+name, func() bool { return b.state.Prediction.Result().Answered })
			if b.digit() != "3" && name != "img/dot.png" {
				t.Errorf("%s is read as %s", name, b.digit())
			}
		case strings.HasPrefix(name, "in/"):
			if s := b.state.Datasets.Status(); opened != "data" || s.Phase != datasets.LoadedDigits || b.state.Datasets.Path() != path {
				t.Errorf("%s is not loaded: %+v", name, s)
			}
		}
		for b.dialogs.Modal() {
			b.dialogs.Dismiss()
		}
		if b.state.Prediction.Model().Network != before {
			b.state.Prediction.UseShipped()
		}
	}
}
