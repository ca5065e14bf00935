package samples

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// part is the tab in a window.
type part struct {
	*uitest.Part
	tab *Tab
}

func newPart(t *testing.T) *part {
	t.Helper()
	p := uitest.New(t)
	b := &part{p, New(p.State.State, p.Env)}
	p.Show(b.tab.Content(), 700, 640)
	return b
}

func (b *part) add(digits ...int) {
	for _, d := range digits {
		b.AddSample(ink.Sample{Label: d, Source: "digitpad", Drawing: synth.NewWriter(5).Draw(d, 0)})
	}
}

// The tab says what a correction has done to the network.
func TestACorrectionIsSaid(t *testing.T) {
	b := newPart(t)
	if !b.tab.invitation.Visible() || b.tab.read.Content != "nothing yet" {
		t.Errorf("without digits it says %q", b.tab.read.Content)
	}
	b.Configure(3)
	b.Train()
	b.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	digit := (b.Prediction.Result().Digit + 4) % 10
	b.FineTuning.Correct(digit)
	b.Pump("the correction", func() bool { return !b.FineTuning.Running() })
	b.Pump("what is read now", func() bool { return b.tab.read.Content == "1 of 1" })
	if before := b.tab.wasRead.Content; before != "before: 0 of 1" {
		t.Errorf("of before the tab says %q", before)
	}
	if !strings.HasPrefix(b.tab.title.Content, "Read as ") || !strings.HasPrefix(b.tab.hint.Content, "Steps on other digits") || !strings.Contains(b.tab.tested.Content, " %") {
		t.Errorf("%q, %q, %q", b.tab.title.Content, b.tab.hint.Content, b.tab.tested.Content)
	}
	for _, c := range b.tab.Commands() {
		c.Refresh()
	}
	if b.tab.invitation.Visible() || b.tab.undo.Disabled() {
		t.Error("the digit is not shown, or the correction cannot be undone")
	}
	before := b.Prediction.Network()
	test.Tap(b.tab.undo)
	if b.Prediction.Network() == before || !strings.HasPrefix(b.tab.title.Content, "Correct the network") {
		t.Error("the correction is not undone")
	}
}

// A digit that is chosen goes to the pad, gets another label, is deleted and comes back.
func TestTheChosenDigit(t *testing.T) {
	b := newPart(t)
	b.add(1, 2)
	if !b.tab.label.Disabled() || !b.tab.remove.Disabled() {
		t.Error("nothing is chosen, and can be deleted")
	}
	b.tab.grid.Select(1)
	if d := b.Page.Content().Drawing; len(d) == 0 || b.tab.label.Selected != "2" || b.tab.label.Disabled() || b.tab.remove.Disabled() {
		t.Errorf("the chosen one is a %q", b.tab.label.Selected)
	}
	b.tab.label.SetSelected("7")
	if b.Samples.At(1).Label != 7 || b.Samples.Len() != 2 {
		t.Errorf("it became a %d", b.Samples.At(1).Label)
	}
	test.Tap(b.tab.remove)
	if b.Samples.Len() != 1 || b.tab.hasChosen() || b.tab.label.Selected != "" {
		t.Errorf("%d digits are left", b.Samples.Len())
	}
	test.Tap(b.tab.restore)
	if b.Samples.Len() != 2 || b.Samples.At(1).Label != 7 {
		t.Error("it does not come back")
	}
	if !strings.Contains(b.tab.stock.Content, "none yet of 0, 2, 3") {
		t.Errorf("of the drawings it is said %q", b.tab.stock.Content)
	}
}

// What is exported can be imported.
func TestExportAndImport(t *testing.T) {
	b := newPart(t)
	b.add(1, 2)
	for _, c := range b.tab.Commands() {
		c.Refresh()
	}
	b.Dialogs.Path = filepath.Join(t.TempDir(), "mine.jsonl")
	b.tab.commands.exportFile.Run()
	if _, err := os.Stat(b.Dialogs.Path); err != nil {
		t.Fatal(err)
	}
	b.tab.commands.importFile.Run()
	b.Pump("the import", func() bool { return b.Samples.Len() == 4 })
}
