package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The table has a row for each network and a figure for each way of drawing.
func TestAccuracy(t *testing.T) {
	saved, file := trained(t), filepath.Join(t.TempDir(), "strokes.jsonl")
	line := `{"label": 1, "writer": "a", "strokes": [[[0.5, 0.2], [0.5, 0.8]]]}` + "\n"
	if err := os.WriteFile(file, []byte(line), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, err := digitpad(t, "accuracy", "--data", smallDataset(t), "--strokes", file, saved)
	if code != exitDone {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(out), "\n")
	if len(rows) != 4 {
		t.Fatalf("%d rows, want a head and three networks:\n%s", len(rows), out)
	}
	for _, row := range rows[1:] {
		if n := strings.Count(row, "%"); n != 8 {
			t.Errorf("%d figures, want 8: %s", n, row)
		}
	}
	// The shipped network reads an upright line as 1 however it is drawn; turned
	// by 15 degrees it may not.
	if n := strings.Count(rows[1], "100.00 %"); n < 5 {
		t.Errorf("the shipped network reads a line as 1 in %d of 7 ways: %s", n, rows[1])
	}
	if code, _, _ := digitpad(t, "accuracy", "--data", smallDataset(t)); code != exitUsage {
		t.Errorf("without strokes the exit code is %d", code)
	}
}
