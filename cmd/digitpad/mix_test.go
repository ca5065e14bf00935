package main

import (
	"strings"
	"testing"
)

// train --mix trains on the first share whole and on part of the second.
func TestTrainMix(t *testing.T) {
	folder, other := smallDataset(t), smallDataset(t)
	alone := firstLine(t, "train", "--data", folder, "--epochs", "1")
	mixed := firstLine(t, "train", "--data", folder, "--epochs", "1", "--mix", "mnist=2,"+other+"=1")
	if alone == mixed || !strings.Contains(mixed, " × 2 + ") {
		t.Errorf("alone: %s\nmixed: %s", alone, mixed)
	}
	for _, wrong := range []string{"mnist", "mnist=0", "=1", "mnist=a", "mnist=1,", "mnist=NaN"} {
		if code, _, _ := digitpad(t, "train", "--data", folder, "--mix", wrong); code != exitUsage {
			t.Errorf("--mix %s: exit code %d", wrong, code)
		}
	}
	if code, _, err := digitpad(t, "train", "--data", folder, "--mix", "mnist=1,"+folder+"x=1"); code != exitNoData {
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
