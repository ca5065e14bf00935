package gui

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"digitpad/gui/state/store"
	"digitpad/network/codec"
	"digitpad/training"
)

func TestABenchOpensElsewhereAsItWas(t *testing.T) {
	from := newBench(t)
	from.stroke(0.5, 0.15, 0.5, 0.85)
	from.StartPause()
	from.pumpUntil(finished)
	from.tabs.Select(2)
	from.VisitEpoch(1)
	path := filepath.Join(t.TempDir(), "a"+store.WorkspaceExtension)
	if err := from.benchWriter()(path); err != nil {
		t.Fatal(err)
	}

	to := newBench(t)
	to.OpenBenchFile(path)
	to.pump("the run", func() bool { return to.run != nil && to.visiting == 1 })
	if !reflect.DeepEqual(to.pad.Page(), from.pad.Page()) {
		t.Errorf("the drawing is %v instead of %v", to.pad.Page(), from.pad.Page())
	}
	if to.tabs.selected != 2 || !same(to.run.settings, from.run.settings) {
		t.Errorf("tab %d, settings %+v", to.tabs.selected, to.run.settings)
	}
	kept := slices.Clone(from.run.epochs)
	for i := range kept {
		kept[i].State = nil // a bench holds what can be seen
	}
	if !reflect.DeepEqual(to.run.epochs, kept) {
		t.Error("the epochs are others")
	}
	if got, want := to.answer.First.Content, from.answer.First.Content; got != want {
		t.Errorf("the answer is %q instead of %q", got, want)
	}
}

func TestARunOfABenchGoesOn(t *testing.T) {
	from := newBench(t)
	from.StepEpoch()
	from.pump("an epoch", func() bool { return from.run.phase == paused && len(from.run.epochs) == 2 })
	path := filepath.Join(t.TempDir(), "a"+store.WorkspaceExtension)
	if err := from.benchWriter()(path); err != nil {
		t.Fatal(err)
	}
	from.StartPause()
	from.pumpUntil(finished)

	to := newBench(t)
	to.OpenBenchFile(path)
	to.pump("the run", func() bool { return to.run != nil })
	to.StartPause()
	to.pumpUntil(finished)
	if !reflect.DeepEqual(to.run.network().Parameters(), from.run.network().Parameters()) {
		t.Error("the run that went on elsewhere has another network")
	}
}

// emptyBench is the file of a window in which nothing was done.
func emptyBench(t testing.TB) []byte {
	var file bytes.Buffer
	if err := (store.Workspace{Version: store.WorkspaceVersion, Settings: training.DefaultSettings(), Brush: 0.1, Epoch: store.LatestEpoch}).Write(&file, nil); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestABadBenchChangesNothing(t *testing.T) {
	note := func(old, new string) []byte {
		file, err := codec.ReadTensors(bytes.NewReader(emptyBench(t)), store.MaxWorkspace)
		if err != nil {
			t.Fatal(err)
		}
		was := file.Metadata[store.WorkspaceNote]
		if file.Metadata[store.WorkspaceNote] = strings.Replace(was, old, new, 1); file.Metadata[store.WorkspaceNote] == was {
			t.Fatalf("there is no %s in %s", old, was)
		}
		var out bytes.Buffer
		if err := codec.WriteTensors(&out, file); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	var notFinite bytes.Buffer
	if err := (store.Workspace{Version: store.WorkspaceVersion, Settings: training.DefaultSettings()}).Write(&notFinite, tensorsOf(t, float32(math.NaN()))); err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	b.stroke(0.5, 0.15, 0.5, 0.85)
	page := b.pad.Page()
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"cut off":           {emptyBench(t)[:40], "not a safetensors file"},
		"a network":         {tensorsOf(t, 1), "not a bench"},
		"a newer version":   {note(`"version":1`, `"version":2`), "version is 2"},
		"a file's name":     {note(`"version":1`, `"version":1,"path":"/etc/passwd"`), `unknown field "path"`},
		"settings":          {note(`"rate":3`, `"rate":-3`), "rate"},
		"no such digits":    {note(`"source":""`, `"source":"../x"`), `no digits "../x"`},
		"an epoch too far":  {note(`"visiting":-1`, `"visiting":-2`), "no epoch -2"},
		"not finite values": {notFinite.Bytes(), "not a finite number"},
	} {
		path := filepath.Join(t.TempDir(), "bad"+store.WorkspaceExtension)
		if err := os.WriteFile(path, c.file, 0o644); err != nil {
			t.Fatal(err)
		}
		b.trace.Reset()
		b.OpenBenchFile(path)
		b.pump("a message", b.modal)
		if !strings.Contains(b.trace.String(), strings.ReplaceAll(c.says, `"`, `\"`)) {
			t.Errorf("%s: %s", name, b.trace)
		}
		b.Dismiss()
		if !reflect.DeepEqual(b.pad.Page(), page) {
			t.Errorf("%s: the drawing is gone", name)
		}
	}
}

// tensorsOf is a safetensors file with one value.
func tensorsOf(t testing.TB, v float32) []byte {
	t.Helper()
	var out bytes.Buffer
	err := codec.WriteTensors(&out, codec.Tensors{
		Vectors:  map[string][]float32{"parameters": {v}},
		Metadata: map[string]string{"format": "digitpad run 1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func FuzzReadBench(f *testing.F) {
	f.Add(emptyBench(f))
	f.Add(tensorsOf(f, 1))
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := store.ReadWorkspace(bytes.NewReader(data))
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := b.Write(&again, b.Run); err != nil {
			t.Fatal(err)
		}
		if _, err := store.ReadWorkspace(&again); err != nil {
			t.Errorf("what was read cannot be written and read again: %v", err)
		}
	})
}
