package gui

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/filetype"
)

// A file is opened by what it holds, whatever it is called, and anything else is called
// what it is.
func TestOpenFileByContents(t *testing.T) {
	b := newTestWindow(t)
	folder := t.TempDir()
	var net bytes.Buffer
	if err := codec.Write(&net, "n.onnx", codec.Model{Network: network.New(network.PostSpec())}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "no-extension")
	if err := os.WriteFile(path, net.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	b.files.OpenFile(path)
	b.pump("the network", func() bool { return b.state.Prediction.Origin().File == path })
	if len(b.prefs.Recent) == 0 || b.prefs.Recent[0] != path {
		t.Errorf("the recent networks are %v", b.prefs.Recent)
	}
	for name, want := range map[string]string{
		"../network/codec/testdata/model.h5":   "Keras, not a network, digits, a picture, pen strokes, a lesson or a workspace: save its weights",
		filepath.Join(folder, "missing.onnx"):  "no such file",
		"../network/codec/testdata/model.onnx": "damaged",
		"../network/codec/testdata/torch.pt":   "zip",
	} {
		b.files.OpenFile(name)
		b.pump(want, b.dialogs.Modal)
		b.saysInMessage(want)
		b.dialogs.Dismiss()
	}
}

// A file of weights alone asks for the activation; the answer opens it.
func TestAskActivation(t *testing.T) {
	b := newTestWindow(t)
	path, err := filepath.Abs("../network/codec/testdata/torch-fc.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	b.files.OpenFile(path)
	b.pump("the question", b.dialogs.Modal)
	b.tapInDialog("Open")
	b.pump("the network", func() bool { return b.state.Prediction.Origin().File == path })
	if spec := b.state.Prediction.Model().Network.Spec(); spec.Hidden != network.ReLU || spec.Output != network.Softmax {
		t.Errorf("the network is %v", spec)
	}
}

// The network is written in the format of the name that was chosen, also where its
// extension has two parts.
func TestSaveByExtension(t *testing.T) {
	b := trainedWindow(t)
	folder := t.TempDir()
	t.Setenv("HOME", folder) // where the dialog starts
	for _, f := range codec.Formats {
		if !f.Written() || f.Name == "network2.py" { // which has no such cost
			continue
		}
		path := filepath.Join(folder, "mine"+f.Extensions[0])
		b.files.ExportNetwork(f)
		b.saveAs(path, false)
		b.work.Wait()
		is, err := filetype.OfFile(path)
		if err != nil || f.Readable() && is.Format != f.Name {
			t.Errorf("%s is %v (%v)", path, is, err)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "mine.int8.h.int8.h")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an extension of two parts is added twice")
	}
	if formats := b.submenu("Export"); len(formats) < 9 || !strings.Contains(formats[0].Label, ".safetensors") {
		t.Errorf("the menu lists %d formats", len(formats))
	}
}

// The export stands below saving, also before there is a network to save.
func TestExportStandsBelowSave(t *testing.T) {
	b := newTestWindow(t)
	var labels []string
	for _, item := range b.menus.main.Items[ui.NetworkMenu].Items {
		labels = append(labels, strings.TrimSuffix(item.Label, " (There is no network yet)"))
	}
	if want := []string{"Open network…", "Open recent", "", "Save network…", "Export"}; !slices.Equal(labels[:len(want)], want) {
		t.Errorf("the menu has %q, want %q", labels, want)
	}
}
