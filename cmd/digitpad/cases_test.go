package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// caseFolder is where small inputs lie that went wrong for people.
func caseFolder(t *testing.T, name string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("every case is tried without -short")
	}
	folder := filepath.Join(os.Getenv("DIGITPAD_DATA"), "cases", name)
	if _, err := os.Stat(folder); os.Getenv("DIGITPAD_DATA") == "" || err != nil {
		t.Skip("DIGITPAD_DATA names no folder with cases")
	}
	return folder
}

// Every network of the cases is read, or refused with a word of what it is or lacks.
func TestNetworkCases(t *testing.T) {
	folder, digits := caseFolder(t, "net"), filepath.Join(caseFolder(t, "in"), "one")
	const given = "--activation relu --output softmax"
	cases := map[string]struct{ flags, says string }{
		"bom.json": {}, "n2.json": {}, "n2-flatbias.json": {}, "post.safetensors": {}, "newer2.safetensors": {},
		"noMeta.safetensors": {flags: given}, "noMetaT.safetensors": {flags: given},
		"torch-fc.safetensors": {flags: given}, "torch-f16.safetensors": {flags: given}, "torch-bf16.safetensors": {flags: given},
		"cut.safetensors":           {says: "the file ends too early"},
		"digitpad2.safetensors":     {says: "of a newer digitpad"},
		"newer.safetensors":         {says: "of a newer digitpad"},
		"empty.safetensors":         {says: "the file is empty"},
		"garbage-after.safetensors": {says: "more bytes follow"},
		"inf.safetensors":           {says: "not a finite number"},
		"nan.safetensors":           {says: "not a finite number"},
		"model.h5":                  {says: "Keras"},
		"model.onnx":                {says: "ONNX"},
		"model.pkl":                 {says: "pickle"},
		"torch.pt":                  {says: "PyTorch"},
		"n2-26out.json":             {says: "10 outputs, not 26"},
		"n2-cut.json":               {says: "the file ends too early"},
		"n2-nan.json":               {says: "JSON has no NaN"},
		"n2-wrongsizes.json":        {says: "weights of 5"},
	}
	for name, c := range cases {
		arguments := append([]string{"eval", "--data", digits, "--network", filepath.Join(folder, name)}, strings.Fields(c.flags)...)
		code, out, said := digitpad(t, arguments...)
		switch {
		case c.says == "" && (code != 0 || !strings.Contains(out, "accuracy")):
			t.Errorf("%s is not read: %d, %s", name, code, said)
		case c.says != "" && (code != exitFailed || out != "" || !strings.Contains(said, c.says) || strings.Count(said, "\n") != 1):
			t.Errorf("%s: %d, %q, want one line with %q", name, code, said, c.says)
		}
		if c.flags == "" {
			continue
		}
		if code, _, said := digitpad(t, arguments[:5]...); code != exitUsage || !strings.Contains(said, "add --activation") {
			t.Errorf("%s without its activation: %d, %q", name, code, said)
		}
	}
	allKnown(t, folder, len(cases))
}

// Every picture of the cases shows a 3, a dot, of which nobody can be sure, or nothing.
func TestPictureCases(t *testing.T) {
	folder := caseFolder(t, "img")
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	nothing := map[string]bool{"1x1.png": true, "black28.png": true, "white.png": true, "white28.png": true}
	for _, file := range files {
		code, out, said := digitpad(t, "predict", "--json", filepath.Join(folder, file.Name()))
		if nothing[file.Name()] {
			if code != exitFailed || !strings.HasSuffix(said, file.Name()+": there is no digit in the image\n") {
				t.Errorf("%s: %d, %q", file.Name(), code, said)
			}
			continue
		}
		var read struct {
			Prediction int
			Sure       bool
		}
		if err := json.Unmarshal([]byte(out), &read); err != nil || code != 0 {
			t.Errorf("%s: %d, %q, %v", file.Name(), code, said, err)
		}
		if dot := file.Name() == "dot.png"; dot && read.Sure || !dot && read.Prediction != 3 {
			t.Errorf("%s is read as %+v", file.Name(), read)
		}
	}
	allKnown(t, folder, 21)
}

// allKnown fails the test if a folder has other files than those that were tried.
func allKnown(t *testing.T, folder string, tried int) {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != tried {
		t.Errorf("%s has %d files, and %d were tried; %v", filepath.Base(folder), len(files), tried, err)
	}
}
