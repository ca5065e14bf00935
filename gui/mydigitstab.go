package gui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// myDigitsTab shows the digits that the user has taught, what the network reads
// in them, and what the last teaching did to it.
type myDigitsTab struct {
	// OnChosen is called with the number of the digit that a person chooses.
	OnChosen func(i int)

	// OnLabel is called when the chosen digit gets another label.
	OnLabel func(label int)

	// OnRefresh is called when it is to be counted again what the network reads.
	OnRefresh func()

	mine  *myDigits
	guess func(*mine) evaluate.Prediction // by the network that answers
	image func(*mine) *[dataset.Pixels]byte

	title, hint      *text
	read, wasRead    *text // how many of my digits, now and before
	tested, wasRight *text // accuracy on test digits, now and before
	stock            *text // how many drawings there are
	mix              *check
	untrue           *button
	remove           *button
	restore          *button
	label            *choice
	grid             *wall
	invitation       fyne.CanvasObject
	content          fyne.CanvasObject
	chosen           int // -1 for none
}

func newMyDigitsTab(actions *actions, w *Window) *myDigitsTab {
	line := func(t *text) *text { t.widest = ""; return t }
	figure := func() *text {
		t := newText("", theme.SizeNameSubHeadingText, theme.ColorNameForeground)
		t.style.Bold = true
		t.widest = lang.L("nothing yet")
		return t
	}
	t := &myDigitsTab{
		mine: &w.mine, guess: w.readMine,
		image:  func(m *mine) *[dataset.Pixels]byte { return (*[dataset.Pixels]byte)(w.imageOfMine(m)) },
		chosen: -1, OnRefresh: w.countMine,
		title: line(newHeading("")), hint: line(newCaption("")),
		read: figure(), tested: figure(),
		wasRead: line(newCaption("")), wasRight: line(newCaption("")),
		stock: line(newCaption("")),
	}
	t.mix = newCheck(lang.L("Mix in other digits"), nil)
	t.mix.Checked = true
	t.untrue = actions.undoTeaching.button()
	t.remove, t.restore = actions.deleteMine.button(), actions.undoDeleteMine.button()
	t.grid = newWall(lang.L("My digits"),
		func() int { return len(t.mine.all) },
		func() fyne.CanvasObject { return newThumbnail() },
		func(i widget.GridWrapItemID, o fyne.CanvasObject) {
			if i < len(t.mine.all) {
				m := t.mine.all[i]
				o.(*thumbnail).Set(*t.image(m), t.guess(m))
			}
		})
	t.grid.OnSelected = func(i widget.GridWrapItemID) {
		t.chosen = i
		t.showChosen()
		t.OnChosen(i)
	}
	labels := make([]string, network.Labels)
	for i := range labels {
		labels[i] = strconv.Itoa(i)
	}
	t.label = newChoice(lang.L("Label of the chosen digit"), labels, func(s string) {
		if label, err := strconv.Atoi(s); err == nil {
			t.OnLabel(label)
		}
	})
	figures := container.NewGridWithColumns(2,
		container.New(stack{}, newCaption(lang.L("My digits read")), t.read, t.wasRead),
		container.New(stack{}, newCaption(lang.L("Test digits read")), t.tested, t.wasRight),
	)
	head := container.New(stack{gap: 1.8},
		container.New(stack{gap: 0.6}, t.title, t.hint),
		figures,
		container.NewHBox(t.untrue, t.mix),
		container.NewBorder(nil, nil,
			container.NewHBox(newText(lang.L("The chosen one is a"), theme.SizeNameText, colorQuiet), newOutline(t.label)),
			container.NewHBox(t.remove, t.restore)),
		container.NewBorder(nil, nil, nil, container.NewHBox(actions.importMine.button(), actions.exportMine.button()), t.stock),
	)
	none := newText(lang.L("No drawing yet"), theme.SizeNameSubHeadingText, theme.ColorNameForeground)
	none.align = fyne.TextAlignCenter
	t.invitation = container.NewVBox(layout.NewSpacer(), none, layout.NewSpacer())
	t.content = container.NewBorder(head, nil, nil, nil, container.NewStack(t.grid, t.invitation))
	t.Forget()
	able(t.untrue, false)
	return t
}

// Choose chooses one of my digits, -1 for none, without laying it on the pad.
func (t *myDigitsTab) Choose(i int) {
	t.chosen = i
	if i < 0 {
		t.grid.UnselectAll()
	}
	t.showChosen()
}

// showChosen offers what can be done with the chosen digit.
func (t *myDigitsTab) showChosen() {
	all := t.mine.all
	on := 0 <= t.chosen && t.chosen < len(all)
	able(t.remove, on)
	able(t.restore, len(t.mine.deleted) > 0)
	able(t.label, on)
	shown := ""
	if on {
		shown = strconv.Itoa(all[t.chosen].Label)
	}
	if t.label.Selected != shown {
		t.label.Selected = shown // nobody has changed it
		t.label.Refresh()
	}
}

// Refresh brings the digits up to date.
func (t *myDigitsTab) Refresh() {
	t.showChosen()
	var drawn [network.Labels]int
	for _, m := range t.mine.all {
		drawn[m.Label]++
	}
	n := len(t.mine.all)
	reveal(t.invitation, n == 0)
	t.stock.Set(stockOf(drawn, n))
	if n == 0 {
		t.read.Set(lang.L("nothing yet"))
	}
	t.OnRefresh()
	t.grid.Refresh()
}

// ShowRead says how many of my digits the network that answers reads.
func (t *myDigitsTab) ShowRead(right, of int) {
	t.read.Set(fmt.Sprintf(lang.L("%s of %s"), count(right), count(of)))
}

// stockOf says how many drawings there are, and of which digits there are none.
func stockOf(drawn [network.Labels]int, n int) string {
	var missing []string
	for digit, times := range drawn {
		if times == 0 {
			missing = append(missing, strconv.Itoa(digit))
		}
	}
	switch {
	case n == 0:
		return lang.L("Your drawings are kept here, as strokes.")
	case missing == nil:
		return fmt.Sprintf(lang.L("Drawings: %s, of all ten digits"), count(n))
	}
	return fmt.Sprintf(lang.L("Drawings: %s; none yet of %s"), count(n), strings.Join(missing, ", "))
}

// Report says what teaching has done.
func (t *myDigitsTab) Report(l taughtDigit) {
	t.title.Set(fmt.Sprintf(lang.L("Read as %d now, after %s online steps"), l.digit, count(l.steps)))
	switch {
	case !l.learned:
		t.title.Set(fmt.Sprintf(lang.L("Not read as %d yet, after %s online steps: teach it again"), l.digit, count(l.steps)))
	case l.steps == 0:
		t.title.Set(fmt.Sprintf(lang.L("It reads this %d already; the drawing is kept"), l.digit))
	}
	t.hint.Set(lang.L("Without other digits between the steps: what is lost on test digits is forgotten."))
	switch {
	case !l.mixed && t.mix.Checked:
		t.hint.Set(lang.L("There were no other digits yet to come between the steps."))
	case l.mixed:
		t.hint.Set(lang.L("Steps on other digits and on your earlier ones came between, so that little is forgotten."))
	}
	before, now := l.mine[0].Confusion, l.mine[1].Confusion
	t.ShowRead(now.Correct(), now.Examples())
	t.wasRead.Set(fmt.Sprintf(lang.L("before: %s of %s"), count(before.Correct()), count(before.Examples())))
	t.tested.Set(lang.L("nothing yet"))
	t.wasRight.Set(lang.L("there are no test digits yet"))
	if l.test[0].Confusion.Examples() > 0 {
		was, now := l.test[0].Accuracy, l.test[1].Accuracy
		t.tested.Set(percent(now))
		t.wasRight.Set(fmt.Sprintf(lang.L("before: %s, a difference of %s points"), percent(was), signed(100*(now-was))))
	}
	t.Refresh()
}

// signed writes a difference with two decimals and its sign: +0.05, −1.20.
func signed(v float64) string {
	sign := "+"
	if v < 0 {
		sign = "−"
	}
	if size := strconv.FormatFloat(math.Abs(v), 'f', 2, 64); size != "0.00" {
		return sign + size
	}
	return "0.00"
}

// Forget says what teaching is, as there is nothing to report.
func (t *myDigitsTab) Forget() {
	t.title.Set(lang.L("Teach the network your hand"))
	t.hint.Set(lang.L("Draw a digit. If it is misread, click the bar of the right digit, or press Alt and the digit."))
	t.wasRead.Set(lang.L("by the network that answers"))
	t.tested.Set(lang.L("nothing yet"))
	t.wasRight.Set(lang.L("measured when something is taught"))
	t.Refresh()
}
