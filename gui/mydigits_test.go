package gui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// Lines that cannot be read are put aside as they are; the others are mine, and are
// kept with what comes later.
func TestBadLinesArePutAside(t *testing.T) {
	b := newBench(t)
	home := b.options.Home
	const (
		good    = `{"label":1,"strokes":[[[0.5,0.2],[0.5,0.8]]]}` + "\n"
		torn    = `{"label": 3, "strokes": [[[0.1, ` + "\n"
		strange = `{"label":12,"strokes":[[[0.5,0.2]]]}` // without an end of line
	)
	path := filepath.Join(home, store.SamplesFile)
	if err := os.WriteFile(path, []byte(good+torn+"\n"+good+strange), 0o666); err != nil {
		t.Fatal(err)
	}
	b.loadMine()
	if len(b.mine.all) != 2 {
		t.Errorf("%d digits are read, want the two good ones", len(b.mine.all))
	}
	if text := b.trace.String(); !strings.Contains(text, "line 2") || !strings.Contains(text, path+store.Unreadable) {
		t.Errorf("the message does not say which line, or where it is now: %q", text)
	}
	b.addDigit(4, 5)
	b.waitForFiles()
	if aside, err := os.ReadFile(path + store.Unreadable); err != nil || string(aside) != torn+strange {
		t.Errorf("aside lies %q, %v", aside, err)
	}
	if kept, err := store.ReadStrokeFile(path); err != nil || len(kept) != 3 {
		t.Errorf("%d digits are kept, %v; want 3", len(kept), err)
	}
}

// What can neither be read nor put aside is not written over.
func TestWhatCannotBePutAsideStays(t *testing.T) {
	b := newBench(t)
	home := b.options.Home
	const damaged = `{"label": 3, "strokes": [[[0.1, `
	path := filepath.Join(home, store.SamplesFile)
	if err := os.WriteFile(path, []byte(damaged), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+".lock", 0o777); err != nil { // so that nothing can be locked
		t.Fatal(err)
	}
	b.loadMine()
	b.addDigit(4, 5)
	b.waitForFiles()
	if kept, err := os.ReadFile(path); err != nil || string(kept) != damaged {
		t.Errorf("the file has become %q, %v", kept, err)
	}
}

// A digit that is deleted comes back to its place.
func TestDeletedDigitsComeBackToTheirPlaces(t *testing.T) {
	b := newBench(t)
	for digit := range 5 {
		b.addMine(ink.Sample{Label: digit, Drawing: synth.NewWriter(5).Draw(digit, 0)})
	}
	labels := func() (all []int) {
		for _, m := range b.mine.all {
			all = append(all, m.Label)
		}
		return all
	}
	for _, i := range []int{1, 2, 0} {
		b.mineTab.Choose(i)
		b.DeleteMine()
	}
	if got := labels(); !slices.Equal(got, []int{2, 4}) {
		t.Fatalf("left are %v", got)
	}
	for range 4 {
		b.UndoDeleteMine()
	}
	if got := labels(); !slices.Equal(got, []int{0, 1, 2, 3, 4}) {
		t.Errorf("back are %v", got)
	}
}

// My digits reach the network by the pad's path, framed or not.
func TestMyDigitsTakeThePadsPath(t *testing.T) {
	b := newBench(t)
	drawing := synth.NewWriter(5).Draw(4, 0)
	b.addMine(ink.Sample{Label: 4, Drawing: drawing})
	b.pad.Put(store.Content{Drawing: drawing})
	for _, on := range []bool{false, true} {
		b.SetNormalise(on)
		want := b.image(b.pad.Page())
		var got ink.Image
		b.mineData().Input(0).Unpack(got[:])
		if got != want || *b.imageOfMine(b.mine.all[0]) != want {
			t.Errorf("with centre and scale %v the network gets another image than that of the pad", on)
		}
	}
}

// To teach the same drawing again makes no second one of it.
func TestADrawingIsKeptOnce(t *testing.T) {
	b, digit := misreadOnPad(t)
	b.Teach(digit)
	b.pump("the network is taught", func() bool { return !b.schooling })
	other := (digit + 1) % 10
	b.Teach(other)
	b.pump("the network is taught", func() bool { return !b.schooling })
	if len(b.mine.all) != 1 || b.mine.all[0].Label != other {
		t.Errorf("%d drawings are kept, the first as %d", len(b.mine.all), b.mine.all[0].Label)
	}
}
