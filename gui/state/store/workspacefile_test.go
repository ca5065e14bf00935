package store

import (
	"bytes"
	"errors"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/ink"
)

// runOf stands for the checkpoint of a run: a safetensors file with one value.
func runOf(t testing.TB, v float32) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := codec.WriteTensors(&out, codec.Tensors{
		Vectors:  map[string][]float32{"parameters": {v}},
		Metadata: map[string]string{"format": "digitpad run 1"},
	}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// workspaceOf is a workspace's file.
func workspaceOf(t testing.TB, w Workspace, run []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := w.Write(&out, run); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// workspace has something in each of its fields.
func workspace() Workspace {
	w := Workspace{
		Version: WorkspaceVersion, Tab: 3, Source: MixedData, Shares: MixWeights{MNIST: 1, Mine: 2},
		Settings: training.DefaultSettings(), Chart: DefaultChartView(), Normalise: true, Brush: 0.05, Epoch: 4,
	}
	w.Settings.Seed, w.Chart.LogCost = 77, true
	w.Page.Drawing = ink.Drawing{{Width: 0.1, Points: []ink.Point{{X: 0.5, Y: 0.25}}}}
	return w
}

// What is written is read, with the run and without one.
func TestAWorkspaceIsReadAsItWasWritten(t *testing.T) {
	want := workspace()
	for _, run := range [][]byte{nil, runOf(t, 1.5)} {
		file := workspaceOf(t, want, run)
		got, err := ReadWorkspace(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		if run != nil {
			tensors, err := codec.ReadTensors(bytes.NewReader(got.Run), MaxWorkspace)
			if err != nil || !slices.Equal(tensors.Vectors["parameters"], []float32{1.5}) || tensors.Metadata["format"] != "digitpad run 1" {
				t.Errorf("the run is %v, %v", tensors, err)
			}
			got.Run = nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("written %+v, read %+v", want, got)
		}
	}
}

// A run that is damaged is not written, and one with a number that is not finite is not
// read, since the network would answer nonsense.
func TestAWorkspaceWithABadRun(t *testing.T) {
	if err := workspace().Write(io.Discard, runOf(t, 1)[:20]); err == nil {
		t.Error("a run that was cut off is written")
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		file := workspaceOf(t, workspace(), runOf(t, float32(v)))
		if _, err := ReadWorkspace(bytes.NewReader(file)); err == nil || !strings.Contains(err.Error(), `"parameters" has a value that is not a finite number`) {
			t.Errorf("%g: %v", v, err)
		}
	}
	if _, err := ReadWorkspace(bytes.NewReader(runOf(t, 1))); err == nil || !strings.Contains(err.Error(), "not a workspace") {
		t.Errorf("the checkpoint of a run alone: %v", err)
	}
}

// What goes wrong below the file is told as it is.
func TestReadWorkspacePassesErrorsOn(t *testing.T) {
	broken := errors.New("the disk is broken")
	if _, err := ReadWorkspace(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// A drawing has limits, and what is just within them is read.
func TestLimitsOfAWorkspace(t *testing.T) {
	points := func(n int) []ink.Point { return make([]ink.Point, n) }
	for name, c := range map[string]struct {
		drawing ink.Drawing
		wrong   string
	}{
		"the edge of what may lie beside the pad": {ink.Drawing{{Width: 1, Points: []ink.Point{{X: 1000, Y: -1000}}}}, ""},
		"further to the right":                    {ink.Drawing{{Width: 1, Points: []ink.Point{{X: 1001}}}}, "stroke 1 leaves the pad by far"},
		"further up, in the second stroke":        {ink.Drawing{{Width: 1, Points: points(1)}, {Width: 1, Points: []ink.Point{{Y: -1001}}}}, "stroke 2 leaves the pad by far"},
		"no width":                                {ink.Drawing{{Points: points(1)}}, "stroke 1 has 1 points and the width 0"},
		"no points":                               {ink.Drawing{{Width: 1}}, "stroke 1 has 0 points and the width 1"},
		"as many points as there may be":          {ink.Drawing{{Width: 1, Points: points(maxWorkspacePoints)}}, ""},
		"one more":                                {ink.Drawing{{Width: 1, Points: points(maxWorkspacePoints)}, {Width: 1, Points: points(1)}}, "more than 100000 points"},
	} {
		w := workspace()
		w.Page.Drawing = c.drawing
		_, err := ReadWorkspace(bytes.NewReader(workspaceOf(t, w, nil)))
		if c.wrong == "" && err != nil || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w := workspace()
	for range 3 {
		w.Page.Drawing = append(w.Page.Drawing, ink.Stroke{Width: 1, Points: points(maxWorkspacePoints)})
	}
	if err := w.Write(io.Discard, nil); err == nil || !strings.Contains(err.Error(), "too large to keep: 4 MB") {
		t.Errorf("a drawing of 300,000 points: %v", err)
	}
	for _, label := range []int{-1, 10} {
		w := workspace()
		w.Page.Label = label
		if _, err := ReadWorkspace(bytes.NewReader(workspaceOf(t, w, nil))); err == nil {
			t.Errorf("the image shows a %d", label)
		}
	}
	w.Page = Content{Label: 9}
	w.Epoch = LatestEpoch
	if _, err := ReadWorkspace(bytes.NewReader(workspaceOf(t, w, nil))); err != nil {
		t.Errorf("the last label and no epoch: %v", err)
	}
}

// FuzzReadWorkspace: what is read can be written and read again. The file is one of tensors,
// and its notes are anything; codec.FuzzReadTensors has files that are damaged.
func FuzzReadWorkspace(f *testing.F) {
	for _, w := range []Workspace{{Version: WorkspaceVersion, Settings: training.DefaultSettings()}, workspace()} {
		file, err := codec.ReadTensors(bytes.NewReader(workspaceOf(f, w, runOf(f, 1))), MaxWorkspace)
		if err != nil {
			f.Fatal(err)
		}
		for _, run := range []string{"", file.Metadata["format"]} {
			f.Add(file.Metadata[WorkspaceNote], run, float32(1))
		}
	}
	f.Fuzz(func(t *testing.T, note, run string, value float32) {
		file := codec.Tensors{Vectors: map[string][]float32{"parameters": {value}}, Metadata: map[string]string{WorkspaceNote: note, "format": run}}
		var data, again bytes.Buffer
		if err := codec.WriteTensors(&data, file); err != nil {
			return // what is no text
		}
		b, err := ReadWorkspace(&data)
		if err != nil {
			return
		}
		if err := b.Write(&again, b.Run); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadWorkspace(&again); err != nil {
			t.Errorf("what was read cannot be written and read again: %v", err)
		}
	})
}
