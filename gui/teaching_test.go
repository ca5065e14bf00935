package gui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"digitpad/network"
	"digitpad/training/ink"
)

// misreadOnPad is a window whose network misreads the drawing on the pad, and the
// digit that it is meant to be.
func misreadOnPad(t *testing.T) (*testBench, int) {
	t.Helper()
	b := trainedBench(t)
	b.pad.Put(Page{Drawing: ink.NewWriter(5).Draw(3, 0)})
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
	height := barHeight(b.bars.Size().Height, 10)
	b.bars.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, (float32(digit)+0.5)*height)})
	b.pump("the network is taught", func() bool { return !b.schooling })
	if got := b.answeringDigit(); got != digit {
		t.Errorf("taught a %d, it reads %d", digit, got)
	}
	if len(b.mine) != 1 || b.mine[0].Label != digit {
		t.Errorf("my digits are %+v", b.mine)
	}
	if b.mineTab.effect.content != "My digits read: 0 of 1 before, 1 of 1 now." {
		t.Errorf("the tab says %q", b.mineTab.effect.content)
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
	again.pump("my digits come back", func() bool { return len(again.mine) == 1 })
	if again.mine[0].Label != 7 || again.mine[0].image.Empty() {
		t.Errorf("a %d came back", again.mine[0].Label)
	}
	again.ImportMineFrom(filepath.Join(b.options.Home, myDigitsFile))
	again.pump("digits are imported", func() bool { return len(again.mine) == 2 })
}

// What cannot be read is put aside, not overwritten.
func TestUnreadableDigitsStay(t *testing.T) {
	b := newBench(t)
	path := filepath.Join(b.options.Home, myDigitsFile)
	const damaged = `{"label": 3, "strokes": [[[0.1, `
	if err := os.WriteFile(path, []byte(damaged), 0o666); err != nil {
		t.Fatal(err)
	}
	b.loadMine()
	b.pump("a message", func() bool { return b.dialog != nil })
	if kept, err := os.ReadFile(path + ".unreadable"); err != nil || string(kept) != damaged {
		t.Errorf("%q, %v", kept, err)
	}
}

func TestThereMustBeSomethingToTeach(t *testing.T) {
	b := trainedBench(t)
	b.Clear()
	b.Teach(3)
	if b.dialog == nil || len(b.mine) != 0 {
		t.Error("an empty pad was taught")
	}
	b.Dismiss()
	b.RandomDigit()
	b.Teach(3)
	if b.dialog == nil || len(b.mine) != 0 {
		t.Error("a test image was taught")
	}
}
