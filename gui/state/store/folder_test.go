package store

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"

	"digitpad/training/ink"
)

// Whether the folder answers and can be written is found out by trying, and nothing of that
// is left.
func TestTheFolderIsTried(t *testing.T) {
	home := filepath.Join(t.TempDir(), "new")
	if !Responds(home) {
		t.Error("a folder that is not there is taken for one that does not answer")
	}
	if err := Writable(home); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
	file := filepath.Join(home, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if Writable(file) == nil {
		t.Error("a file is a folder that can be written")
	}
	if (Preferences{}).Save(filepath.Join(file, "below", PreferencesFile)) == nil {
		t.Error("preferences are kept below a file")
	}
}

// A window has a width and a height of at least 1, each.
func TestTheWindowHasASize(t *testing.T) {
	path := filepath.Join(t.TempDir(), PreferencesFile)
	first := DefaultPreferences()
	for _, c := range []struct{ width, height, want float32 }{
		{1, 1, 1}, {0.5, 900, first.Width}, {900, 0.5, first.Width}, {900, 1, 900},
	} {
		p := DefaultPreferences()
		p.Width, p.Height = c.width, c.height
		if err := p.Save(path); err != nil {
			t.Fatal(err)
		}
		if got := LoadPreferences(path); got.Width != c.want {
			t.Errorf("%g × %g becomes %g × %g", c.width, c.height, got.Width, got.Height)
		}
	}
}

// A mix has a part, and none that is negative, too large or no number.
func TestMixes(t *testing.T) {
	for _, c := range []struct {
		mix  MixWeights
		good bool
	}{
		{DefaultMix(), true},
		{MixWeights{}, false},
		{MixWeights{Mine: 1000}, true},
		{MixWeights{Mine: 1001}, false},
		{MixWeights{MNIST: 1, Sample: -1}, false},
		{MixWeights{MNIST: math.NaN()}, false},
		{MixWeights{Sample: 0.001}, true},
	} {
		if c.mix.Valid() != c.good {
			t.Errorf("%+v is good: %t", c.mix, !c.good)
		}
	}
}

// Each source has a title of its own, and two of them have a path.
func TestSources(t *testing.T) {
	titles, withPath := map[string]bool{}, 0
	for _, s := range DataSources {
		titles[s.Title()] = true
		if s.HasPath() {
			withPath++
		}
	}
	if len(titles) != len(DataSources) || withPath != 2 || !FolderData.HasPath() || !FileData.HasPath() {
		t.Errorf("%d titles, %d with a path", len(titles), withPath)
	}
	if DataSource("").Title() != SampleData.Title() {
		t.Error("what was never chosen is not the sample")
	}
	for _, l := range Languages {
		if SupportedLanguage(l) != l {
			t.Errorf("%q is not supported", l)
		}
	}
}

// A page has strokes, an image or nothing.
func TestEmptyContent(t *testing.T) {
	if !(Content{Label: 3, Demo: true}).Empty() || (Content{Image: &ink.Image{}}).Empty() || (Content{Drawing: make(ink.Drawing, 1)}).Empty() {
		t.Error("what lies on the pad is not what is empty")
	}
}

// What a checkpoint says of its run is read from its file.
func TestInspectCheckpoint(t *testing.T) {
	info, err := InspectCheckpoint(filepath.Join("..", "..", "..", "training", "testdata", "0.1.0", "run.safetensors"))
	if err != nil || info.Epoch != 1 || info.Train != "forty stripes" {
		t.Errorf("%+v, %v", info, err)
	}
	if _, err := InspectCheckpoint(filepath.Join(t.TempDir(), RunningFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a file: %v", err)
	}
}
