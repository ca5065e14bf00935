package gui

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"digitpad/gui/prediction"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/synth"
)

// misreadOnPad is a window whose network misreads the drawing on the pad, and the
// digit that it is meant to be.
func misreadOnPad(t *testing.T) (*testBench, int) {
	t.Helper()
	b := trainedBench(t)
	b.pad.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	return b, (b.answeringDigit() + 4) % 10
}

// answeringDigit is what the network reads on the pad.
func (b *testBench) answeringDigit() int {
	image := b.image(b.pad.Page())
	return b.answeringNetwork().Predict(b.pass, network.NewInput(image[:]))
}

// Drawn, misread, taught by a click on the right bar, read; and undone.
func TestTeachByTheRightBar(t *testing.T) {
	b, digit := misreadOnPad(t)
	before := b.model.Network
	was := b.answeringDigit()
	height := prediction.BarHeight(b.bars.Size().Height, 10)
	b.bars.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, (float32(digit)+0.5)*height)})
	b.pump("the network is taught", func() bool { return !b.schooling })
	if got := b.answeringDigit(); got != digit {
		t.Errorf("taught a %d, it reads %d", digit, got)
	}
	if len(b.mine.all) != 1 || b.mine.all[0].Label != digit {
		t.Errorf("my digits are %+v", b.mine.all)
	}
	b.pump("the tab says what is read now", func() bool { return b.mineTab.read.Content == "1 of 1" })
	if before := b.mineTab.wasRead.Content; before != "before: 0 of 1" {
		t.Errorf("of before the tab says %q", before)
	}
	b.UndoTeaching()
	if b.model.Network != before || b.answeringDigit() != was {
		t.Errorf("after undo the network reads %d, before teaching %d", b.answeringDigit(), was)
	}
	if b.UndoTeaching(); b.model.Network != before {
		t.Error("there was nothing more to undo")
	}
}

// The keyboard reaches the bars, too.
func TestTeachByTheKeyboard(t *testing.T) {
	b, digit := misreadOnPad(t)
	b.bars.FocusGained()
	for range 10 {
		b.bars.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
	for range digit {
		b.bars.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	b.bars.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.pump("the network is taught", func() bool { return len(b.untaught) == 1 })
	if got := b.answeringDigit(); got != digit {
		t.Errorf("taught a %d, it reads %d", digit, got)
	}
}

func TestMyDigitsAreKept(t *testing.T) {
	b, digit := misreadOnPad(t)
	b.Teach(digit)
	b.pump("the network is taught", func() bool { return !b.schooling })
	b.mineTab.chosen = 0
	b.RelabelMine(7)
	b.DeleteMine()
	b.UndoDeleteMine()
	b.work.Wait()

	again := newBench(t)
	again.options.Home = b.options.Home
	again.loadMine()
	again.pump("my digits come back", func() bool { return len(again.mine.all) == 1 })
	if again.mine.all[0].Label != 7 || again.mine.all[0].framed.Empty() {
		t.Errorf("a %d came back", again.mine.all[0].Label)
	}
	again.ImportMineFrom(filepath.Join(b.options.Home, store.SamplesFile))
	again.pump("digits are imported", func() bool { return len(again.mine.all) == 2 })
}

func TestThereMustBeSomethingToTeach(t *testing.T) {
	b := trainedBench(t)
	b.Clear()
	b.Teach(3)
	if !b.modal() || len(b.mine.all) != 0 {
		t.Error("an empty pad was taught")
	}
	b.Dismiss()
	b.RandomDigit()
	b.Teach(3)
	if !b.modal() || len(b.mine.all) != 0 {
		t.Error("a test image was taught")
	}
}

// A digit that is taught right at the start joins those of earlier days.
func TestTeachingAtTheStartLosesNoDigits(t *testing.T) {
	b, digit := misreadOnPad(t)
	path := filepath.Join(b.options.Home, store.SamplesFile)
	const earlier = `{"label":1,"strokes":[[[0.5,0.2],[0.5,0.8]]]}` + "\n"
	if err := os.WriteFile(path, []byte(earlier+earlier), 0o666); err != nil {
		t.Fatal(err)
	}
	b.loadMine()
	b.Teach(digit)
	b.pump("the network is taught", func() bool { return !b.schooling })
	b.work.Wait()
	if kept, err := store.ReadStrokeFile(path); err != nil || len(kept) != 3 {
		t.Errorf("%d digits are kept, %v; want the two of before and the new one", len(kept), err)
	}
}

// What was trained last stays in its file, and no figure from before is told of
// the network that was taught.
func TestTeachingKeepsWhatWasTrainedLast(t *testing.T) {
	b, digit := misreadOnPad(t)
	b.work.Wait()
	last := filepath.Join(b.options.Home, store.NetworkFile)
	trained := b.model
	if err := writeModel(trained, last); err != nil {
		t.Fatal(err)
	}
	b.prefs.Network = last
	b.Teach(digit)
	b.pump("the network is kept", func() bool { return filepath.Base(b.prefs.Network) == taughtFile })
	e, err := evaluate.Network(t.Context(), b.model.Network, b.digits.test)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := b.model.Notes[training.NoteAccuracy], strconv.FormatFloat(e.Accuracy, 'g', -1, 64); got != want {
		t.Errorf("the notes tell of an accuracy of %s, it is %s", got, want)
	}
	b.UndoTeaching()
	b.pump("the next start opens what was trained", func() bool { return b.prefs.Network == last })
	m, err := readModel(last)
	if err != nil || !slices.Equal(m.Network.Parameters(), trained.Network.Parameters()) {
		t.Errorf("what was trained last is lost: %v", err)
	}
}
