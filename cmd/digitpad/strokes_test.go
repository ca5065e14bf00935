package main

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"digitpad/training/datafile"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
)

// evaluation is what eval --json prints.
type evaluation struct {
	schema
	Data           string
	Accuracy, Cost float64
	Confusion      evaluate.Confusion
	Classes        []class
	answered
	Findings []datafile.Finding
}

// TestEvalStrokes: each stroke file line is one example, and writers choose
// among them.
func TestEvalStrokes(t *testing.T) {
	saved, file := trained(t), filepath.Join(t.TempDir(), "strokes.jsonl")
	text := `{"label": 1, "writer": "a", "strokes": [[[0.5, 0.2], [0.5, 0.8]]]}
{"label": 7, "writer": "b", "strokes": [[[0.3, 0.2], [0.7, 0.2], [0.5, 0.8]]]}
{"label": 7, "writer": "b", "strokes": [[[0.3, 0.2], [0.7, 0.2]], [[0.7, 0.2], [0.5, 0.8]]]}
`
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for writer, want := range map[string][2]int{"a": {1, 0}, "b": {0, 2}, "a,b": {1, 2}} {
		code, out, err := digitpad(t, "eval", "--network", saved, "--strokes", file, "--writers", writer, "--json")
		if code != exitDone {
			t.Fatalf("%s: exit code %d: %s", writer, code, err)
		}
		var got [2]int
		e := decodeLines[evaluation](t, out)[0]
		for k := range 10 {
			got[0] += e.Confusion[1][k]
			got[1] += e.Confusion[7][k]
		}
		if got != want {
			t.Errorf("writers %s: %v ones and sevens, want %v", writer, got, want)
		}
	}
	for arguments, want := range map[string]int{"--writers=c": exitFailed, "--strokes=" + file + "x": exitNoData, "--strokes=" + saved: exitFailed} {
		if code, _, err := digitpad(t, "eval", "--network", saved, "--strokes", file, arguments); code != want {
			t.Errorf("%s: exit code %d, %q", arguments, code, err)
		}
	}
}

// An answer is sure of a 1, and not of one with a dot that is left out as a stray click.
func TestEvalIsNotSureOfClicks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "strokes.jsonl")
	text := `{"label": 1, "writer": "a", "strokes": [[[0.5, 0.2], [0.5, 0.8]]]}
{"label": 1, "writer": "b", "strokes": [[[0.5, 0.2], [0.5, 0.8]], [[0.5, 0.95], [0.5, 0.96]]]}
`
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for writer, sure := range map[string]int{"a": 1, "b": 0} {
		code, out, err := digitpad(t, "eval", "--strokes", file, "--writers", writer, "--json")
		if code != exitDone {
			t.Fatalf("%s: exit code %d: %s", writer, code, err)
		}
		if e := decodeLines[evaluation](t, out)[0]; e.Answered.Count != sure || e.Answered.Of != 1 {
			t.Errorf("writer %s: sure of %d of %d", writer, e.Answered.Count, e.Answered.Of)
		}
	}
}

// TestDraw: a quarter turn clockwise takes the top to the right.
func TestDraw(t *testing.T) {
	s := strokes{Brush: 0.1, Size: 0.5, Right: 0.1, Down: -0.2, Rotation: 90}
	got := s.draw(ink.Drawing{{Points: []ink.Point{{X: 0.5, Y: 0.1}}, Width: 0.3}})
	want := ink.Point{X: 0.5 + 0.5*0.4 + 0.1, Y: 0.5 - 0.2}
	if p := got[0].Points[0]; math.Hypot(p.X-want.X, p.Y-want.Y) > 1e-12 || got[0].Width != 0.1 {
		t.Errorf("got %v, want %v", got, want)
	}
}
