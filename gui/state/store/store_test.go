package store

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/ink"
)

// bench is the note of a .digitpad-bench file as digitpad 0.1.0 writes it.
func bench(t *testing.T, change func(map[string]any)) []byte {
	t.Helper()
	settings, err := json.Marshal(training.DefaultSettings())
	if err != nil {
		t.Fatal(err)
	}
	note := map[string]any{
		"version": 1, "tab": 2, "source": "mnist", "shares": map[string]any{"MNIST": 70, "Sample": 30, "Mine": 0},
		"settings": json.RawMessage(settings), "normalise": true, "brush": 0.07, "visiting": -1,
		"page":  map[string]any{"Drawing": []any{map[string]any{"Points": []any{map[string]any{"X": 0.25, "Y": 0.5}}, "Width": 0.07, "Erase": false}}, "Image": nil, "Label": 0, "Demo": false},
		"chart": map[string]any{"Quantity": "cost and accuracy", "Along": "epoch", "LogCost": true, "Smooth": false},
	}
	change(note)
	text, err := json.Marshal(note)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := codec.WriteTensors(&file, codec.Tensors{Metadata: map[string]string{"bench": string(text)}}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// A workspace of digitpad 0.1.0 still opens.
func TestReadABenchOf010(t *testing.T) {
	w, err := ReadWorkspace(bytes.NewReader(bench(t, func(map[string]any) {})))
	if err != nil {
		t.Fatal(err)
	}
	if w.Tab != 2 || w.Source != MNISTData || w.Brush != 0.07 || !w.Normalise || w.Epoch != LatestEpoch || !w.Chart.LogCost || w.Run != nil {
		t.Errorf("%+v", w)
	}
	if d := w.Page.Drawing; len(d) != 1 || d[0].Points[0] != (ink.Point{X: 0.25, Y: 0.5}) || d[0].Width != 0.07 {
		t.Errorf("the drawing is %v", d)
	}
}

// What is wrong with a workspace is said.
func TestABadWorkspace(t *testing.T) {
	for want, change := range map[string]func(map[string]any){
		"its version is 2":       func(n map[string]any) { n["version"] = 2 },
		"unknown field":          func(n map[string]any) { n["command"] = "rm" },
		"no digits":              func(n map[string]any) { n["source"] = "nowhere" },
		"there is no epoch -2":   func(n map[string]any) { n["visiting"] = -2 },
		"nothing in the mix":     func(n map[string]any) { n["source"], n["shares"] = "mixed", map[string]any{"MNIST": -1} },
		"which is not a digit":   func(n map[string]any) { n["page"] = map[string]any{"Label": 10} },
		"leaves the pad by far":  func(n map[string]any) { n["page"] = page(1e9, 0.1) },
		"stroke 1 has 1 points":  func(n map[string]any) { n["page"] = page(0.5, 2) },
		"mini-batch":             func(n map[string]any) { n["settings"] = map[string]any{"batch": 0} },
		"workspace: json: canno": func(n map[string]any) { n["tab"] = "two" },
	} {
		if _, err := ReadWorkspace(bytes.NewReader(bench(t, change))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; it should speak of %q", err, want)
		}
	}
	if _, err := ReadWorkspace(strings.NewReader("nonsense")); err == nil {
		t.Error("nonsense is a workspace")
	}
}

func page(x, width float64) any {
	return map[string]any{"Drawing": []any{map[string]any{"Points": []any{map[string]any{"X": x, "Y": 0}}, "Width": width}}}
}

// Of the programs with one home each has a slot, whose files have names of their own; one
// that is given back is taken again.
func TestInstanceLock(t *testing.T) {
	home := filepath.Join(t.TempDir(), "new")
	first, second := AcquireInstanceLock(home), AcquireInstanceLock(home)
	defer second.Release()
	if first.Number != 1 || second.Number != 2 {
		t.Fatalf("the slots are %d and %d", first.Number, second.Number)
	}
	if first.Path("a.json") != filepath.Join(home, "a.json") || second.Path("a.json") != filepath.Join(home, "a-2.json") {
		t.Errorf("the files are %s and %s", first.Path("a.json"), second.Path("a.json"))
	}
	if err := os.WriteFile(first.Path("a.json"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	mine := second.Path("mine.json")
	if second.TakeOver(mine, "a.json"); exists(mine) {
		t.Error("a file of a program that goes on was taken over")
	}
	own := second.Path("own.json")
	if err := os.WriteFile(own, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if second.TakeOver(mine, "own.json"); !exists(own) {
		t.Error("a program took over a file of its own")
	}
	first.Release()
	if second.TakeOver(mine, "a.json"); !exists(mine) {
		t.Error("a file that was left was not taken over")
	}
	third := AcquireInstanceLock(home)
	defer third.Release()
	if third.Number != 1 {
		t.Errorf("the slot that was given back is not taken, but %d", third.Number)
	}
}

// Where nothing can be written, the first slot has the names, and nothing is held.
func TestInstanceLockWithoutAFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s := AcquireInstanceLock(filepath.Join(file, "below"))
		defer s.Release()
		if s.Number != 1 {
			t.Errorf("the slot is %d", s.Number)
		}
	}
}

// What preferences cannot mean has its value of the first start, and the rest stays.
func TestPreferencesOfNonsense(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", PreferencesFile)
	p := DefaultPreferences()
	p.Tab, p.Source, p.Scale, p.Language, p.Width, p.Shares = 3, "nowhere", 7, "xx", -1, MixWeights{MNIST: -1}
	p.Chart.Quantity, p.CompareChart.Along = "luck", "the road"
	if err := p.Save(path); err != nil {
		t.Fatal(err)
	}
	got, first := LoadPreferences(path), DefaultPreferences()
	if got.Tab != 3 || got.Source != "" || got.Scale != 1 || got.Language != SystemLanguage || got.Width != first.Width || got.Shares != first.Shares ||
		got.Chart != first.Chart || got.CompareChart != first.CompareChart {
		t.Errorf("%+v", got)
	}
}

// TestRecent recent networks are those opened last, each once.
func TestRecent(t *testing.T) {
	var p Preferences
	for _, name := range strings.Split("a b c d e f g h i b", " ") {
		p.AddRecent(name)
	}
	if want := strings.Split("b i h g f e d c", " "); !slices.Equal(p.Recent, want) {
		t.Errorf("%v, want %v", p.Recent, want)
	}
}
