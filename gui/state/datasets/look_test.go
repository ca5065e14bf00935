package datasets_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/store"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
	"digitpad/training/synth"
)

// digitsFile writes digits of synthetic writers as a CSV, after a change.
func digitsFile(t *testing.T, changes ...datafile.Change) string {
	t.Helper()
	images, labels, err := synth.WriteSample(t.Context(), 3, 70, nil)
	if err != nil {
		t.Fatal(err)
	}
	datafile.ChangeImages(images, changes...)
	var b strings.Builder
	for i, label := range labels {
		fmt.Fprint(&b, label)
		for _, v := range images[i*dataset.Pixels:][:dataset.Pixels] {
			fmt.Fprintf(&b, ",%d", v)
		}
		b.WriteByte('\n')
	}
	path := filepath.Join(t.TempDir(), "digits.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func opened(t *testing.T, s *statetest.State, path string) {
	t.Helper()
	s.Datasets.Open(path)
	s.Pump("the digits", func() bool { return s.Datasets.Data().Loaded() && s.Datasets.Look().Path == path })
}

// What is wrong with the images of a file is seen when it is opened, mended when that is
// asked for, and taken back, also at the next start.
func TestLookAtAFile(t *testing.T) {
	s := statetest.New(t)
	var looks []datasets.Look
	s.Datasets.Looked.Listen(func(l datasets.Look) { looks = append(looks, l) })
	good, bad := digitsFile(t), digitsFile(t, datafile.Invert)

	opened(t, s, good)
	if l := s.Datasets.Look(); len(l.Findings) > 0 || s.Datasets.ChangeRefusal() == nil {
		t.Errorf("of good digits is said %v", l.Findings)
	}
	want := s.Datasets.Data()

	opened(t, s, bad)
	f, ok := s.Datasets.Look().Offer()
	if !ok || f.Offer != datafile.Invert || f.Kind != datafile.LightBackground || s.Datasets.ChangeRefusal() != nil {
		t.Fatalf("of inverted digits is said %v", s.Datasets.Look().Findings)
	}
	wrong := s.Datasets.Data()
	s.Datasets.ApplyChange()
	if s.Datasets.Data().Loaded() || len(s.Datasets.Look().Findings) > 0 {
		t.Error("the digits are there before they are loaded")
	}
	s.Pump("the inverted digits", func() bool { return s.Datasets.Data().Loaded() && s.Datasets.Look().Path != "" })
	l := s.Datasets.Look()
	if !slices.Equal(l.Changes, []datafile.Change{datafile.Invert}) || len(l.Findings) > 0 || !slices.Equal(s.Prefs.Changes, l.Changes) {
		t.Errorf("after the change: %+v, the next start has %v", l, s.Prefs.Changes)
	}
	if got := s.Datasets.Data().Train; got.Sum() != want.Train.Sum() {
		t.Error("the changed digits are not the good ones")
	}
	s.Datasets.ApplyChange() // takes it back
	s.Pump("the digits as they were", func() bool { return s.Datasets.Data().Loaded() && s.Datasets.Look().Path != "" })
	if got := s.Datasets.Data().Train; got.Sum() != wrong.Train.Sum() || len(s.Prefs.Changes) > 0 {
		t.Error("the change is not taken back")
	}
	if len(s.Reports) > 0 || len(looks) < 6 {
		t.Errorf("%d looks were told, and %v reported", len(looks), s.Reports)
	}

	// A change is the file's, and not the next one's.
	s.Datasets.ApplyChange()
	opened(t, s, good)
	if len(s.Prefs.Changes) > 0 || s.Datasets.Data().Train.Sum() != want.Train.Sum() {
		t.Error("the change has stayed for another file")
	}
	if s.Datasets.Source() != store.FileData || s.Prefs.Path != good {
		t.Errorf("the next start has %s of %s", s.Datasets.Source(), s.Prefs.Path)
	}

	// Other digits have no look.
	s.Datasets.Use(statetest.Stripes(t, 50))
	if s.Datasets.Look().Path != "" {
		t.Error("a look at a file stays for other digits")
	}
}
