package store

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/network/codec"
	"digitpad/training/ink"
)

// Only so many windows have a slot of their own; what comes then shares the last one.
func TestManyWindows(t *testing.T) {
	home := t.TempDir()
	for i := range 18 {
		s := AcquireInstanceLock(home)
		defer s.Release()
		if want := min(i+1, 16); s.Number != want {
			t.Errorf("window %d has slot %d, want %d", i+1, s.Number, want)
		}
	}
}

// One file is taken over at a time: the first that a slot without a window has left, by the
// order of the names; the others wait for the next start. What cannot be moved stays.
func TestOneFileIsTakenOver(t *testing.T) {
	home := t.TempDir()
	own := AcquireInstanceLock(home)
	defer own.Release()
	left := []InstanceLock{{home: home, Number: 3}, {home: home, Number: 16}}
	for _, s := range left {
		for _, name := range []string{"a.json", "b.json"} {
			if err := os.WriteFile(s.Path(name), []byte(filepath.Base(s.Path(name))), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	own.TakeOver(filepath.Join(home, "none", "taken.json"), "b.json", "a.json")
	for n, want := range []string{"b-3.json", "a-3.json", "b-16.json", "a-16.json"} {
		if !exists(filepath.Join(home, want)) {
			t.Fatalf("before it is taken over, %s is gone", want)
		}
		taken := own.Path("taken.json")
		own.TakeOver(taken, "b.json", "a.json")
		if text, err := os.ReadFile(taken); err != nil || string(text) != want {
			t.Errorf("taken over is %q, %v; want %s", text, err, want)
		}
		if files, err := filepath.Glob(filepath.Join(home, "[ab]-*.json")); err != nil || len(files) != 3-n {
			t.Errorf("left are %v, %v", files, err)
		}
	}
	if next := AcquireInstanceLock(home); next.Number != 2 {
		t.Errorf("after that the next window has slot %d", next.Number)
	} else {
		next.Release()
	}
}

// At the first start everything has the size of a desktop, and the shares of the mix are
// percents.
func TestTheFirstStart(t *testing.T) {
	p := DefaultPreferences()
	if p.Scale != 1 || !slices.Contains(Scales, p.Scale) {
		t.Errorf("the scale is %g", p.Scale)
	}
	for i, scale := range Scales[1:] {
		if scale <= Scales[i] || scale > 2.5 {
			t.Errorf("the scales are %v", Scales)
		}
	}
	if m := p.Shares; m.MNIST+m.Sample+m.Mine != 100 || m.Mine != 0 {
		t.Errorf("the shares are %+v", m)
	}
}

// Preferences that have no form are not written, and leave those that are there.
func TestPreferencesThatCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), PreferencesFile)
	p := DefaultPreferences()
	p.Tab = 3
	if err := p.Save(path); err != nil {
		t.Fatal(err)
	}
	p.Tab, p.Brush = 4, math.NaN()
	if p.Save(path) == nil || LoadPreferences(path).Tab != 3 {
		t.Errorf("a brush of no width is kept: %+v", LoadPreferences(path))
	}
}

// A folder that is there and takes no files cannot be written.
func TestAFolderThatTakesNoFiles(t *testing.T) {
	if !exists("/proc/self") {
		t.Skip("this system has no such folder")
	}
	if Writable("/proc/self") == nil {
		t.Error("it can be written")
	}
}

// What stands in the way of the lock of the digits' file leaves the file as it is.
func TestAFileThatCannotBeLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), SamplesFile)
	good := strokeLine(sample(1, 0.1))
	if err := os.WriteFile(path, []byte(good+"{broken\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+".lock", 0o755); err != nil {
		t.Fatal(err)
	}
	one := sample(2, 0.2)
	if EditSamples(path, []SampleEdit{{To: &one}}) == nil {
		t.Error("the digits are edited")
	}
	if aside, err := Quarantine(path); err == nil || aside != "" {
		t.Errorf("lines are put aside as %q", aside)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != good+"{broken\n" {
		t.Errorf("the file is %q, %v", data, err)
	}
}

// Lines that cannot be put aside stay where they are.
func TestLinesThatCannotBePutAside(t *testing.T) {
	const longest = 255 // bytes of a name, with every file system that is in use
	path := filepath.Join(t.TempDir(), strings.Repeat("a", longest-len(Unreadable)+1))
	if err := os.WriteFile(path, []byte("{broken\n"), 0o644); err != nil {
		t.Skip(err)
	}
	if aside, err := Quarantine(path); err == nil || aside != "" {
		t.Errorf("they are put aside as %q", aside)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "{broken\n" {
		t.Errorf("the file is %q, %v", data, err)
	}
}

// A line of one character is no empty one: it is put aside like every line that cannot be
// read. Blank lines are no lines.
func TestLinesOfNoDigit(t *testing.T) {
	s := RecoverSamples([]byte("x\n \n\n" + strokeLine(sample(1, 0.1))))
	if len(s.Samples) != 1 || string(s.bad) != "x\n" || s.Err == nil {
		t.Errorf("%d digits, %q is put aside, %v", len(s.Samples), s.bad, s.Err)
	}
}

// A workspace with a number that is none is not written.
func TestAWorkspaceWithoutAForm(t *testing.T) {
	w := workspace()
	w.Brush = math.NaN()
	if w.Write(io.Discard, nil) == nil {
		t.Error("a brush of no width is written")
	}
}

// The note of a workspace has at most 4 MB, and what is just within is read.
func TestTheLongestNoteOfAWorkspace(t *testing.T) {
	note, err := json.Marshal(workspace())
	if err != nil {
		t.Fatal(err)
	}
	for more, want := range map[int]string{0: "", 1: "longer than 4 MB"} {
		long := string(note) + strings.Repeat(" ", 4<<20-len(note)+more)
		var file bytes.Buffer
		if err := codec.WriteTensors(&file, codec.Tensors{Metadata: map[string]string{WorkspaceNote: long}}); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadWorkspace(&file); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("a note with %d bytes more than there may be: %v", more, err)
		}
	}
}

// Shares that are no mix are wrong where there is to be one, and nowhere else; a mini-batch
// can be all of MNIST, and no more.
func TestWhatAWorkspaceMayHold(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*Workspace)
		good   bool
	}{
		"no shares of a mix":        {func(w *Workspace) { w.Source, w.Shares = MixedData, MixWeights{} }, false},
		"no shares of other digits": {func(w *Workspace) { w.Source, w.Shares = MNISTData, MixWeights{} }, true},
		"no source":                 {func(w *Workspace) { w.Source, w.Shares = "", MixWeights{} }, true},
		"all of MNIST at once":      {func(w *Workspace) { w.Settings.Validation, w.Settings.Batch = 0, 60000 }, true},
		"more at once":              {func(w *Workspace) { w.Settings.Validation, w.Settings.Batch = 0, 60001 }, false},
		"an image and no digit":     {func(w *Workspace) { w.Page = Content{Image: &ink.Image{}, Label: 9} }, true},
	} {
		w := workspace()
		c.change(&w)
		if _, err := ReadWorkspace(bytes.NewReader(workspaceOf(t, w, nil))); (err == nil) != c.good {
			t.Errorf("%s: %v", what, err)
		}
	}
}
