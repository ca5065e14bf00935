package runs

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"digitpad/training"
	"digitpad/training/evaluate"
)

// A file that is no run is refused with the reason, and one at the limit is read.
func TestDecodeRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Run)
		want   string
	}{
		"one example":             {func(r *Run) { r.Examples, r.Settings.Batch = 1, 1 }, ""},
		"no examples":             {func(r *Run) { r.Examples = 0 }, "trained on 0 examples"},
		"too large a mini-batch":  {func(r *Run) { r.Examples = 9 }, "mini-batch"},
		"an epoch before 0":       {func(r *Run) { r.Records[0].Number = -1 }, "epoch -1 stands in place 0"},
		"iterations below 0":      {func(r *Run) { r.Records[1].Iterations = -1 }, "epoch 1 stands in place 1"},
		"time that goes back":     {func(r *Run) { r.Records[2].Seconds = -1 }, "epoch 2 stands in place 2"},
		"an epoch twice":          {func(r *Run) { r.Records[2].Number = 1 }, "epoch 1 stands in place 2"},
		"epochs left out":         {func(r *Run) { r.Records[2].Number = 9 }, ""},
		"epochs in no time":       {func(r *Run) { r.Records[2].Seconds = 0 }, ""},
		"settings that are wrong": {func(r *Run) { r.Settings.Rate = -1 }, "learning rate"},
	} {
		r := example("x", time.Time{})
		c.change(r)
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Decode(data); (err == nil) != (c.want == "") || err != nil && (!strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "no kept run: ")) {
			t.Errorf("%s: %v, should speak of %q", name, err, c.want)
		}
	}
}

// What is not a file of a run's size is left alone and named, and other files are
// nobody's business.
func TestLoadLeavesOtherFilesAlone(t *testing.T) {
	folder := t.TempDir()
	s := NewStore(folder)
	if err := os.WriteFile(filepath.Join(folder, "notes.txt"), []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(folder, "folder.json"), 0o777); err != nil {
		t.Fatal(err)
	}
	if kept, err := s.Load(); len(kept) != 0 || err != nil {
		t.Errorf("%v, %v", kept, err)
	}
	huge, err := os.Create(filepath.Join(folder, "huge.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer huge.Close()
	for _, c := range []struct {
		size int64
		want string
	}{{64<<20 + 1, "not a file of at most 67108864 bytes"}, {64 << 20, "invalid character"}} {
		if err := huge.Truncate(c.size); err != nil { // it takes no room on the disk
			t.Fatal(err)
		}
		if _, err := s.Load(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("a file of %d bytes: %v", c.size, err)
		}
	}
	blocked := NewStore(filepath.Join(folder, "notes.txt"))
	if _, err := blocked.Load(); err == nil {
		t.Error("a file is a folder of runs")
	}
	if err := blocked.Save(example("x", time.Time{})); err == nil {
		t.Error("a run is kept in a file as in a folder")
	}
}

// Names of files follow the clock, and each run has its own.
func TestIDs(t *testing.T) {
	s := NewStore(t.TempDir())
	at := time.Date(2026, 1, 2, 3, 4, 5, 6e6, time.UTC)
	for _, want := range []string{"20260102-030405.006-1", "20260102-030405.006-2"} {
		r := example("x", at)
		if err := s.Save(r); err != nil || r.ID != want {
			t.Errorf("the run is %q, %v, want %q", r.ID, err, want)
		}
	}
	if err := s.Delete("20260102-030405.006-1"); err != nil {
		t.Fatal(err)
	}
	if err := s.Empty(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(s.folder, "*"))
	if err != nil || len(left) != 1 {
		t.Errorf("%v are left, %v", left, err)
	}
}

// Only epochs with figures are kept; the first of two equally good ones is the best.
func TestAddAndBest(t *testing.T) {
	r := new(Run)
	if _, ok := r.Last(); ok || r.Seconds() != 0 {
		t.Error("a run without epochs has a last one")
	}
	for _, e := range []training.Epoch{
		{Rate: math.NaN()},
		{Seconds: math.Inf(1)},
		{Train: evaluate.Score{Cost: math.Inf(-1)}},
		{Validation: evaluate.Score{Cost: math.NaN()}},
	} {
		if r.Add(e); len(r.Records) != 0 {
			t.Errorf("%+v is kept", e)
		}
	}
	for i, accuracy := range []float64{0, 0.5, 0.5} {
		r.Add(training.Epoch{Number: i, Iterations: 10 * i, Rate: 3, Seconds: 1, Validation: evaluate.Score{Accuracy: accuracy}})
		if best, epoch, ok := r.Best(); !ok || best != accuracy || epoch != min(i, 1) {
			t.Errorf("after epoch %d, the best is %d with %g", i, epoch, best)
		}
	}
	if epochs := r.Epochs(); len(epochs) != 3 || epochs[2].Number != 2 || epochs[2].Iterations != 20 || epochs[2].Rate != 3 || epochs[2].Seconds != 1 {
		t.Errorf("%+v", r.Epochs())
	}
}
