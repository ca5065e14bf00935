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

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network/codec"
	"digitpad/training"
)

func TestAWorkspaceOpensElsewhereAsItWas(t *testing.T) {
	from := newTestWindow(t)
	from.stroke(0.5, 0.15, 0.5, 0.85)
	from.state.Training.StartPause()
	from.pumpUntil(run.Finished)
	from.tabs.Select(2)
	from.state.Training.ShowEpoch(1)
	path := filepath.Join(t.TempDir(), "a"+store.WorkspaceExtension)
	if err := from.state.WorkspaceWriter(from.tabs.selected)(path); err != nil {
		t.Fatal(err)
	}

	to := newTestWindow(t)
	to.files.OpenWorkspaceFile(path)
	to.pump("the run", func() bool { return to.state.Training.Run() != nil && to.state.Training.ViewedEpoch() == 1 })
	if !reflect.DeepEqual(to.state.Page.Content(), from.state.Page.Content()) {
		t.Errorf("the drawing is %v instead of %v", to.state.Page.Content(), from.state.Page.Content())
	}
	if to.tabs.selected != 2 || !reflect.DeepEqual(to.state.Training.Run().Settings(), from.state.Training.Run().Settings()) {
		t.Errorf("tab %d, settings %+v", to.tabs.selected, to.state.Training.Run().Settings())
	}
	kept, opened := slices.Clone(from.state.Training.Run().Epochs()), slices.Clone(to.state.Training.Run().Epochs())
	for i := range min(len(kept), len(opened)) {
		if !slices.Equal(statetest.Parameters(opened[i]), statetest.Parameters(kept[i])) {
			t.Errorf("the network of epoch %d is another", i)
		}
		opened[i].Parameters, kept[i].Parameters = nil, nil
		kept[i].State = nil // a workspace holds what can be seen
	}
	if !reflect.DeepEqual(opened, kept) {
		t.Error("the epochs are others")
	}
	if got, want := to.said(), from.said(); got != want {
		t.Errorf("the answer is %q instead of %q", got, want)
	}
}

func TestARunOfAWorkspaceGoesOn(t *testing.T) {
	from := newTestWindow(t)
	from.state.Training.StepEpoch()
	from.pump("an epoch", func() bool {
		return from.state.Training.Run().Phase() == run.Paused && len(from.state.Training.Run().Epochs()) == 2
	})
	path := filepath.Join(t.TempDir(), "a"+store.WorkspaceExtension)
	if err := from.state.WorkspaceWriter(from.tabs.selected)(path); err != nil {
		t.Fatal(err)
	}
	from.state.Training.StartPause()
	from.pumpUntil(run.Finished)

	to := newTestWindow(t)
	to.files.OpenWorkspaceFile(path)
	to.pump("the run", func() bool { return to.state.Training.Run() != nil })
	to.state.Training.StartPause()
	to.pumpUntil(run.Finished)
	if !reflect.DeepEqual(to.state.Training.Run().Network().Parameters(), from.state.Training.Run().Network().Parameters()) {
		t.Error("the run that went on elsewhere has another network")
	}
}

// emptyWorkspace is the file of a window in which nothing was done.
func emptyWorkspace(t testing.TB) []byte {
	var file bytes.Buffer
	if err := (store.Workspace{Version: store.WorkspaceVersion, Settings: training.DefaultSettings(), Brush: 0.1, Epoch: store.LatestEpoch}).Write(&file, nil); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestABadWorkspaceChangesNothing(t *testing.T) {
	note := func(old, new string) []byte {
		file, err := codec.ReadTensors(bytes.NewReader(emptyWorkspace(t)), store.MaxWorkspace)
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
	b := newTestWindow(t)
	b.stroke(0.5, 0.15, 0.5, 0.85)
	page := b.state.Page.Content()
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"cut off":           {emptyWorkspace(t)[:40], "not a safetensors file"},
		"a network":         {tensorsOf(t, 1), "not a workspace"},
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
		b.files.OpenWorkspaceFile(path)
		b.pump("a message", b.dialogs.Modal)
		if !strings.Contains(b.trace.String(), strings.ReplaceAll(c.says, `"`, `\"`)) {
			t.Errorf("%s: %s", name, b.trace)
		}
		b.dialogs.Dismiss()
		if !reflect.DeepEqual(b.state.Page.Content(), page) {
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
