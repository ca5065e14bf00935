package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/training/datafile"
	"digitpad/training/dataset"
)

// idxFolder writes a data set of n images each of training and test data: digit d inks
// rows 2d and 2d+1, after a change.
func idxFolder(t *testing.T, change func([]byte)) string {
	t.Helper()
	dir := t.TempDir()
	for _, half := range []string{"train", "t10k"} {
		const n = 60
		images, labels := idxHeader(0x803, n, dataset.Side, dataset.Side), idxHeader(0x801, n)
		for i := range n {
			picture := barAt(i%10, color.Gray{}, color.Gray{Y: uint8(255 - i)})
			change(picture.Pix)
			images, labels = append(images, picture.Pix...), append(labels, byte(i%10))
		}
		for name, contents := range map[string][]byte{"-images-idx3-ubyte": images, "-labels-idx1-ubyte": labels} {
			if err := os.WriteFile(filepath.Join(dir, half+name), contents, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// What is probably wrong with the data is said by every command, and mended by the flag
// that is named.
func TestALookAtTheData(t *testing.T) {
	blank := idxFolder(t, func(image []byte) { clear(image) })
	inverted := idxFolder(t, func(image []byte) { datafile.ChangeImages(image, datafile.Invert) })
	for _, command := range [][]string{{"eval"}, {"train", "--epochs", "1"}, {"data", "show"}} {
		for data, want := range map[string]string{blank: "All images are blank", inverted: "The background is light"} {
			code, _, err := digitpad(t, append(command, "--data", data)...)
			if code != exitDone || !strings.Contains(err, data+": "+want) {
				t.Errorf("digitpad %s: exit code %d, %q", command, code, err)
			}
		}
		if code, _, err := digitpad(t, append(command, "--invert", "--data", inverted)...); code != exitDone || strings.Contains(err, "background") {
			t.Errorf("digitpad %s --invert: exit code %d, %q", command, code, err)
		}
	}
	_, out, _ := digitpad(t, "data", "show", "--json", "--data", inverted)
	var shown struct {
		Schema string
		Look   datafile.Report
	}
	if err := json.Unmarshal([]byte(out), &shown); err != nil || shown.Schema != "digitpad data 1" || len(shown.Look.Findings) == 0 || shown.Look.Findings[0].Offer != datafile.Invert {
		t.Errorf("%v in %s", err, out)
	}
	_, out, _ = digitpad(t, "eval", "--json", "--data", inverted)
	if !strings.Contains(out, `"offer":"invert"`) {
		t.Errorf("eval prints %s", out)
	}
}

// kaggle writes a CSV of twenty images of bars, with labels or without.
func kaggle(t *testing.T, labelled bool) string {
	t.Helper()
	var b strings.Builder
	if labelled {
		b.WriteString("label,")
	}
	for p := range dataset.Pixels {
		fmt.Fprintf(&b, "pixel%d", p)
		b.WriteString(map[bool]string{true: "\n", false: ","}[p == dataset.Pixels-1])
	}
	for i := range 20 {
		if labelled {
			fmt.Fprintf(&b, "%d,", i%10)
		}
		for p, v := range barAt(i%10, color.Gray{}, color.Gray{Y: 255}).Pix {
			fmt.Fprint(&b, v)
			b.WriteString(map[bool]string{true: "\n", false: ","}[p == dataset.Pixels-1])
		}
	}
	path := filepath.Join(t.TempDir(), "digits.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// A CSV of Kaggle trains a network, and one without labels is answered in the form that
// Kaggle takes.
func TestKaggle(t *testing.T) {
	saved := filepath.Join(t.TempDir(), "net.safetensors")
	if code, _, err := digitpad(t, "train", "--data", kaggle(t, true), "--batch", "1", "--epochs", "60", "--out", saved); code != exitDone {
		t.Fatal(err)
	}
	code, out, err := digitpad(t, "predict", kaggle(t, false), "--network", saved)
	if code != exitDone || err != "" {
		t.Fatalf("exit code %d: %s", code, err)
	}
	rows, problem := csv.NewReader(strings.NewReader(out)).ReadAll()
	if problem != nil || len(rows) != 21 || rows[0][0] != "ImageId" || rows[0][1] != "Label" {
		t.Fatalf("%v in\n%s", problem, out)
	}
	for i, row := range rows[1:] {
		if row[0] != fmt.Sprint(i+1) || row[1] != fmt.Sprint(i%10) {
			t.Errorf("row %d is %v", i+1, row)
		}
	}
	code, out, err = digitpad(t, "predict", kaggle(t, true), "--network", saved, "--json")
	if code != exitDone || !strings.Contains(err, "20 of 20 predictions are right") {
		t.Errorf("exit code %d: %s", code, err)
	}
	type prediction struct {
		schema
		Image, Prediction int
		Activations       []float32
		certainty
	}
	if lines := decodeLines[prediction](t, out); len(lines) != 20 || lines[4].Image != 5 || lines[4].Prediction != 4 || lines[4].Schema != "digitpad predict 1" {
		t.Errorf("%+v", lines)
	}

	// Without test data of its own it is evaluated on what training held out.
	code, out, err = digitpad(t, "eval", "--data", kaggle(t, true), "--network", saved)
	if code != exitDone || !strings.Contains(out, "of 2)") || !strings.Contains(err, "the 2 of 20 digits that training holds out") {
		t.Errorf("exit code %d: %s%s", code, out, err)
	}
	if code, out, err = digitpad(t, "eval", "--all", "--data", kaggle(t, true), "--network", saved); code != exitDone || !strings.Contains(out, "of 20)") || strings.Contains(err, "holds out") {
		t.Errorf("--all: exit code %d: %s%s", code, out, err)
	}
	if code, _, err := digitpad(t, "train", "--data", kaggle(t, false)); code != exitFailed || !strings.Contains(err, "no labels") {
		t.Errorf("training without labels: exit code %d: %s", code, err)
	}
}

// Without MNIST the commands work on the built-in sample, and say so.
func TestWithoutMNIST(t *testing.T) {
	if testing.Short() {
		t.Skip("the sample takes seconds to write")
	}
	nowhere(t)
	code, out, err := digitpad(t, "data", "show")
	if code != exitDone || !strings.Contains(out, "built-in sample, training images: 60,000") || !strings.Contains(err, "so this is on the built-in sample") {
		t.Errorf("exit code %d: %s%s", code, out, err)
	}
}
