package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// train --mix trains on the first share whole and on part of the second.
func TestTrainMix(t *testing.T) {
	folder, other := smallDataset(t), smallDataset(t)
	alone := firstLine(t, "train", "--data", folder, "--epochs", "1")
	mixed := firstLine(t, "train", "--data", folder, "--epochs", "1", "--mix", folder+"=2,"+other+"=1")
	if alone == mixed || !strings.Contains(mixed, " × 2 + ") {
		t.Errorf("alone: %s\nmixed: %s", alone, mixed)
	}
	for _, wrong := range []string{"mnist", "mnist=0", "=1", "mnist=a", "mnist=1,", "mnist=NaN"} {
		if code, _, _ := digitpad(t, "train", "--data", folder, "--mix", wrong); code != exitUsage {
			t.Errorf("--mix %s: exit code %d", wrong, code)
		}
	}
	if code, _, err := digitpad(t, "train", "--data", folder, "--mix", folder+"=1,"+folder+"x=1"); code != exitNoData {
		t.Errorf("without a folder: exit code %d, %s", code, err)
	}
}

// firstLine is the first line that a command prints.
func firstLine(t *testing.T, arguments ...string) string {
	t.Helper()
	code, out, err := digitpad(t, arguments...)
	if code != exitDone {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(out, "\n")
	return head
}

// The file of my digits is mixed in, judged by the folder's test images, and read as
// a test set; on its own it cannot be trained on without any.
func TestMixOfMyDigits(t *testing.T) {
	folder, file := smallDataset(t), filepath.Join(t.TempDir(), "my-digits.jsonl")
	const text = `{"label":1,"strokes":[[[0.5,0.2],[0.5,0.8]]]}` + "\n" + `{"label":7,"strokes":[[[0.3,0.2],[0.7,0.2],[0.5,0.8]]]}` + "\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if head := firstLine(t, "train", "--data", folder, "--epochs", "1", "--mix", folder+"=1,"+file+"=0.5"); !strings.Contains(head, "my-digits.jsonl × 0.5") {
		t.Error(head)
	}
	if head := firstLine(t, "train", "--data", folder, "--epochs", "1", "--batch", "2", "--mix", file+"=1"); !strings.Contains(head, "my-digits.jsonl × 1") {
		t.Error(head)
	}
	network := trained(t)
	if a, b := firstLine(t, "eval", "--network", network, "--data", file), firstLine(t, "eval", "--network", network, "--strokes", file); a != b || !strings.Contains(a, "of 2") {
		t.Errorf("as data: %s\nas strokes: %s", a, b)
	}
	if code, _, err := digitpad(t, "train", "--data", file); code != exitFailed || !strings.Contains(err, "--mix") {
		t.Errorf("exit code %d, %s", code, err)
	}
}

// A source asked for by name is that source: MNIST is not what --data names in its place,
// nor the sample.
func TestMixOfMNISTItself(t *testing.T) {
	folder := smallDataset(t)
	for _, data := range []string{folder, sampleName} {
		nowhere(t)
		if code, out, err := digitpad(t, "train", "--data", data, "--epochs", "1", "--mix", "mnist=0.5"); code != exitNoData || out != "" || !strings.Contains(err, "MNIST is not on this computer") {
			t.Errorf("--data %s: exit code %d, %s%s", data, code, out, err)
		}
		t.Setenv("DIGITPAD_DATA", folder)
		if code, _, err := digitpad(t, "train", "--data", data, "--epochs", "1", "--mix", "mnist=0.5"); code != exitFailed || !strings.Contains(err, "and not MNIST") {
			t.Errorf("--data %s, with other digits in DIGITPAD_DATA: exit code %d, %s", data, code, err)
		}
	}
}
