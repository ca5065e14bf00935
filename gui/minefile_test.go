package gui

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// labelsIn are the labels of the digits in a home.
func labelsIn(t *testing.T, home string) []int {
	t.Helper()
	samples, err := store.ReadStrokeFile(filepath.Join(home, store.SamplesFile))
	if err != nil {
		t.Fatal(err)
	}
	var labels []int
	for _, s := range samples {
		labels = append(labels, s.Label)
	}
	return labels
}

// addDigit adds a digit to mine as a person's teaching does.
func (b *testBench) addDigit(label int, seed uint64) {
	s := ink.Sample{Label: label, Source: "digitpad", Drawing: synth.NewWriter(seed).Draw(label, 0)}
	b.addMine(s)
	b.keepMine(store.SampleEdit{To: &s})
}

// Two windows have the same file, and neither undoes what the other does.
func TestTwoWindowsKeepEachOthersDigits(t *testing.T) {
	one, two := newBench(t), newBench(t)
	two.options.Home = one.options.Home
	one.addDigit(1, 1)
	one.waitForFiles()
	two.loadMine()
	two.addDigit(2, 2)
	two.waitForFiles()
	one.addDigit(3, 3)
	one.waitForFiles()
	if got := labelsIn(t, one.options.Home); !slices.Equal(got, []int{1, 2, 3}) {
		t.Fatalf("the file has the digits %v", got)
	}
	two.mineTab.chosen = 0
	two.RelabelMine(7)
	two.waitForFiles()
	one.mineTab.chosen = 0 // as one knows it, a 1
	one.DeleteMine()
	one.waitForFiles()
	if got := labelsIn(t, one.options.Home); !slices.Equal(got, []int{7, 2, 3}) {
		t.Errorf("the file has the digits %v", got)
	}
	one.UndoDeleteMine()
	two.DeleteMine()
	two.waitForFiles()
	one.waitForFiles()
	if got := labelsIn(t, one.options.Home); len(got) != 3 || slices.Contains(got, 7) {
		t.Errorf("the file has the digits %v", got)
	}
}

// What cannot be written is written as soon as it can be.
func TestDigitsAreWrittenLater(t *testing.T) {
	b := newBench(t)
	home := b.options.Home
	if err := os.Remove(home); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(home, nil, 0o644); err != nil { // in the place of the folder
		t.Fatal(err)
	}
	b.addDigit(4, 1)
	b.pump("a message", b.modal)
	b.Dismiss()
	if err := os.Remove(home); err != nil {
		t.Fatal(err)
	}
	b.addDigit(5, 2)
	b.waitForFiles()
	if got := labelsIn(t, home); !slices.Equal(got, []int{4, 5}) {
		t.Errorf("the file has the digits %v", got)
	}
}

// What was put aside before is not lost to what is put aside now.
func TestUnreadableDigitsStandSideBySide(t *testing.T) {
	b := newBench(t)
	path := filepath.Join(b.options.Home, store.SamplesFile)
	for i, aside := range []string{".unreadable", ".unreadable-2", ".unreadable-3"} {
		damaged := []byte{'{', byte('0' + i)}
		if err := os.WriteFile(path, damaged, 0o666); err != nil {
			t.Fatal(err)
		}
		b.loadMine()
		if kept, err := os.ReadFile(path + aside); err != nil || !slices.Equal(kept, damaged) {
			t.Errorf("%s holds %q (%v)", aside, kept, err)
		}
	}
}
