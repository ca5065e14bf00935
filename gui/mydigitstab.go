package gui

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training"
)

// myDigitsTab shows the digits that the user has taught, what the network reads
// in them, and what the last teaching did to it.
type myDigitsTab struct {
	// OnChosen is called with the number of the digit that a person chooses.
	OnChosen func(i int)

	// OnLabel is called when the chosen digit gets another label.
	OnLabel func(label int)

	digits  func() []*mine
	deleted func() int                 // how many can be brought back
	read    func(*mine) training.Guess // by the network that answers
	mix     *widget.Check
	untrue  *widget.Button
	remove  *widget.Button
	restore *widget.Button
	label   *choice
	title   *text
	effect  *text
	kept    *text
	grid    *wall
	content fyne.CanvasObject
	chosen  int // -1 for none
}

func newMyDigitsTab(actions *actions, digits func() []*mine, deleted func() int, read func(*mine) training.Guess) *myDigitsTab {
	t := &myDigitsTab{digits: digits, deleted: deleted, read: read, chosen: -1, title: newHeading(""), effect: newCaption(""), kept: newCaption("")}
	t.title.widest, t.effect.widest, t.kept.widest = "", "", ""
	t.mix = widget.NewCheck(lang.L("Mix in other digits"), nil)
	t.mix.Checked = true
	t.untrue = actions.undoTeaching.button()
	t.remove, t.restore = actions.deleteMine.button(), actions.undoDeleteMine.button()
	t.grid = newWall(lang.L("My digits"),
		func() int { return len(t.digits()) },
		func() fyne.CanvasObject { return newThumbnail() },
		func(i widget.GridWrapItemID, o fyne.CanvasObject) {
			if all := t.digits(); i < len(all) {
				o.(*thumbnail).Set(all[i].image, t.read(all[i]))
			}
		})
	t.grid.OnSelected = func(i widget.GridWrapItemID) {
		t.chosen = i
		t.showChosen()
		t.OnChosen(i)
	}
	labels := make([]string, 10)
	for i := range labels {
		labels[i] = strconv.Itoa(i)
	}
	t.label = newChoice(lang.L("Label of the chosen digit"), labels, func(s string) {
		if label, err := strconv.Atoi(s); err == nil {
			t.OnLabel(label)
		}
	})
	head := container.New(stack{gap: 1.8},
		container.New(stack{gap: 0.6}, t.title, t.effect, t.kept),
		container.New(&flow{cell: 13}, t.untrue, t.mix, t.remove, t.restore),
		container.NewHBox(newText(lang.L("The chosen one is a"), theme.SizeNameText, colorQuiet), newOutline(t.label),
			actions.importMine.button(), actions.exportMine.button()),
	)
	t.content = container.NewBorder(head, nil, nil, nil, t.grid)
	t.Forget()
	t.showChosen()
	able(t.untrue, false)
	return t
}

// showChosen offers what can be done with the chosen digit.
func (t *myDigitsTab) showChosen() {
	all := t.digits()
	on := 0 <= t.chosen && t.chosen < len(all)
	able(t.remove, on)
	able(t.restore, t.deleted() > 0)
	able(t.label, on)
	if on && t.label.Selected != strconv.Itoa(all[t.chosen].Label) {
		t.label.SetSelected(strconv.Itoa(all[t.chosen].Label))
	}
}

// Refresh brings the digits up to date.
func (t *myDigitsTab) Refresh() {
	t.showChosen()
	t.grid.Refresh()
}

// Report says what teaching has done.
func (t *myDigitsTab) Report(l taughtDigit) {
	t.title.Set(fmt.Sprintf(lang.L("Taught a %d in %d online steps"), l.digit, l.steps))
	if !l.learned {
		t.title.Set(fmt.Sprintf(lang.L("Not read as a %d yet, after %d online steps: teach it again"), l.digit, l.steps))
	}
	t.effect.Set(fmt.Sprintf(lang.L("My digits read: %d of %d before, %d of %d now."), l.mine[0], l.of, l.mine[1], l.of))
	switch {
	case !l.onTest:
		t.kept.Set(lang.L("There are no test digits yet to see what it forgot."))
	case l.mixed:
		t.kept.Set(fmt.Sprintf(lang.L("Test digits: %s before, %s now, with other digits mixed in."), percent(l.test[0]), percent(l.test[1])))
	default:
		t.kept.Set(fmt.Sprintf(lang.L("Test digits: %s before, %s now. What is lost there is forgotten."), percent(l.test[0]), percent(l.test[1])))
	}
	t.Refresh()
}

// Forget says what teaching is, as there is nothing to report.
func (t *myDigitsTab) Forget() {
	t.title.Set(lang.L("Teach the network your hand"))
	t.effect.Set(lang.L("Draw a digit. If it is misread, click the bar of the right digit, or press Alt and the digit."))
	t.kept.Set(lang.L("The network takes online steps (m = 1) on your drawing, which is kept here."))
	t.Refresh()
}
