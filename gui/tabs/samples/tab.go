package samples

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/state"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
)

// Tab shows the user's digits, what the network that answers reads in them, and what the
// last correction did to it.
type Tab struct {
	samples    *datasets.Samples
	fineTuning *state.FineTuning
	env        ui.Env
	commands   commands

	title, hint      *ui.Text
	read, wasRead    *ui.Text // how many of my digits, now and before
	tested, wasRight *ui.Text // accuracy on digits that are held out, now and before
	stock            *ui.Text // how many drawings there are
	mix              *ui.Check
	undo             *ui.Button
	remove           *ui.Button
	restore          *ui.Button
	label            *ui.Select
	grid             *picture.Grid
	invitation       fyne.CanvasObject
	content          fyne.CanvasObject
	chosen           int // -1 for none
}

var _ ui.Tab = (*Tab)(nil)

// New makes the tab.
func New(s *state.State, env ui.Env) *Tab {
	line := func(t *ui.Text) *ui.Text { t.MinFor = ""; return t }
	figure := func() *ui.Text {
		t := ui.NewText("", theme.SizeNameSubHeadingText, theme.ColorNameForeground)
		t.Style.Bold = true
		t.MinFor = lang.L("nothing yet")
		return t
	}
	t := &Tab{
		samples: s.Samples, fineTuning: s.FineTuning, env: env, chosen: -1,
		title: line(ui.NewHeading("")), hint: line(ui.NewCaption("")),
		read: figure(), tested: figure(),
		wasRead: line(ui.NewCaption("")), wasRight: line(ui.NewCaption("")),
		stock: line(ui.NewCaption("")),
	}
	t.commands = newCommands(t)
	c := &t.commands
	t.mix = ui.NewCheck(lang.L("Mix in other digits"), lang.L("Train on other digits in between, so that the network forgets less"), t.fineTuning.SetMixIn)
	t.mix.Checked = t.fineTuning.MixIn()
	t.undo, t.remove, t.restore = c.undo.Button(), c.remove.Button(), c.restore.Button()
	t.grid = picture.NewGrid(lang.L("My digits"),
		t.samples.Len,
		func() fyne.CanvasObject { return picture.NewThumbnail() },
		func(i widget.GridWrapItemID, o fyne.CanvasObject) {
			if i < t.samples.Len() {
				m := t.samples.At(i)
				o.(*picture.Thumbnail).Set(*t.samples.Image(m), t.samples.Guess(m))
			}
		})
	t.grid.OnSelected = func(i widget.GridWrapItemID) {
		t.chosen = i
		t.showChosen()
		t.samples.Show(i)
	}
	labels := make([]string, network.Labels)
	for i := range labels {
		labels[i] = strconv.Itoa(i)
	}
	t.label = ui.NewSelect(lang.L("Label of the chosen digit"), lang.L("Which digit the chosen drawing is meant to be"), labels, func(s string) {
		if label, err := strconv.Atoi(s); err == nil {
			t.samples.Relabel(t.chosen, label)
		}
	})
	figures := container.NewGridWithColumns(2,
		container.New(ui.VBoxLayout{}, ui.NewCaption(lang.L("My digits read")), t.read, t.wasRead),
		container.New(ui.VBoxLayout{}, ui.NewCaption(lang.L("Held-out digits read")), t.tested, t.wasRight),
	)
	head := container.New(ui.VBoxLayout{Gap: 1.8},
		container.New(ui.VBoxLayout{Gap: 0.6}, t.title, t.hint),
		figures,
		container.NewHBox(t.undo, t.mix),
		container.NewBorder(nil, nil,
			container.NewHBox(ui.NewText(lang.L("The chosen one is a"), theme.SizeNameText, ui.ColorSubtle), ui.NewFieldBorder(t.label)),
			container.NewHBox(t.remove, t.restore)),
		container.NewBorder(nil, nil, nil, container.NewHBox(c.importFile.Button(), c.exportFile.Button()), t.stock),
	)
	t.invitation = ui.NewInvitation(lang.L("No drawing yet"), lang.L("Draw a digit, and click the bar of the right one."))
	t.content = container.NewBorder(head, nil, nil, nil, container.NewStack(t.grid, t.invitation))
	t.showNothing()
	t.samples.Changed.Listen(func(struct{}) { t.refresh() })
	t.samples.Counted.Listen(func(c datasets.SampleCount) { t.showRead(c.Right, c.Of) })
	t.fineTuning.Done.Listen(t.show)
	s.Prediction.Changed.Listen(func(c predict.PredictionChange) {
		if c.Network {
			t.refresh()
		}
	})
	return t
}

// Title implements ui.Tab.
func (t *Tab) Title() string { return lang.L("My digits") }

// Content implements ui.Tab.
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Shown implements ui.Tab.
func (t *Tab) Shown(on bool) {
	if on {
		t.refresh()
	}
}

// Close implements ui.Tab.
func (t *Tab) Close() {}

// Anchors implements ui.Tab.
func (t *Tab) Anchors() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{"my digits": t.grid, "mix in": t.mix, "undo correction": t.undo}
}

// hasChosen reports whether a sample is chosen.
func (t *Tab) hasChosen() bool { return 0 <= t.chosen && t.chosen < t.samples.Len() }

// showChosen offers what can be done with the chosen sample.
func (t *Tab) showChosen() {
	ui.SetEnabled(t.label, t.hasChosen())
	for _, c := range t.Commands() {
		c.Refresh()
	}
	shown := ""
	if t.hasChosen() {
		shown = strconv.Itoa(t.samples.At(t.chosen).Label)
	}
	if t.label.Selected != shown {
		t.label.Selected = shown // nobody has changed it
		t.label.Refresh()
	}
}

// delete deletes the chosen sample.
func (t *Tab) delete() {
	i := t.chosen
	t.chosen = -1
	t.grid.UnselectAll()
	t.samples.Delete(i)
}

// refresh brings the samples up to date. Out of view it does no work.
func (t *Tab) refresh() {
	if !t.content.Visible() {
		return
	}
	t.showChosen()
	var drawn [network.Labels]int
	n := t.samples.Len()
	for i := range n {
		drawn[t.samples.At(i).Label]++
	}
	ui.SetVisible(t.invitation, n == 0)
	t.stock.Set(stockOf(drawn, n))
	if n == 0 {
		t.read.Set(lang.L("nothing yet"))
	}
	t.samples.Count()
	t.grid.Refresh()
}

// showRead says how many of my digits the network that answers reads.
func (t *Tab) showRead(right, of int) {
	t.read.Set(fmt.Sprintf(lang.L("%s of %s"), i18n.FormatInt(right), i18n.FormatInt(of)))
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
		return fmt.Sprintf(lang.L("Drawings: %s, of all ten digits"), i18n.FormatInt(n))
	}
	return fmt.Sprintf(lang.L("Drawings: %s; none yet of %s"), i18n.FormatInt(n), strings.Join(missing, ", "))
}

// show says what a correction has done.
func (t *Tab) show(l state.FineTuned) {
	t.title.Set(fmt.Sprintf(lang.L("Read as %d now, after %s online steps"), l.Digit, i18n.FormatInt(l.Steps)))
	switch {
	case !l.Learned:
		t.title.Set(fmt.Sprintf(lang.L("Not read as %d yet, after %s online steps: correct it again"), l.Digit, i18n.FormatInt(l.Steps)))
	case l.Steps == 0:
		t.title.Set(fmt.Sprintf(lang.L("It reads this %d already; the drawing is kept"), l.Digit))
	}
	t.hint.Set(lang.L("Without other digits between the steps: what is lost on held-out digits is forgotten."))
	switch {
	case !l.Mixed && t.mix.Checked:
		t.hint.Set(lang.L("There were no other digits yet to come between the steps."))
	case l.Mixed:
		t.hint.Set(lang.L("Steps on other digits and on your earlier ones came between, so that little is forgotten."))
	}
	before, now := l.Samples[0].Confusion, l.Samples[1].Confusion
	t.showRead(now.Correct(), now.Examples())
	t.wasRead.Set(fmt.Sprintf(lang.L("before: %s of %s"), i18n.FormatInt(before.Correct()), i18n.FormatInt(before.Examples())))
	t.tested.Set(lang.L("nothing yet"))
	t.wasRight.Set(lang.L("there are no images held out yet"))
	if l.Held[0].Confusion.Examples() > 0 {
		was, now := l.Held[0].Accuracy, l.Held[1].Accuracy
		t.tested.Set(i18n.FormatPercent(now))
		t.wasRight.Set(fmt.Sprintf(lang.L("before: %s, a difference of %s points"), i18n.FormatPercent(was), signed(100*(now-was))))
	}
	t.refresh()
}

// signed writes a difference with two decimals and its sign: +0.05, −1.20.
func signed(v float64) string {
	sign := "+"
	if v < 0 {
		sign = "−"
	}
	size := i18n.FormatFixed(math.Abs(v), 2)
	if size == i18n.FormatFixed(0, 2) {
		return size
	}
	return sign + size
}

// showNothing says what a correction is, as there is nothing to report.
func (t *Tab) showNothing() {
	t.title.Set(lang.L("Correct the network with your own digits"))
	t.hint.Set(lang.L("Draw a digit. If it is misread, click the bar of the right digit, or press Alt and the digit."))
	t.wasRead.Set(lang.L("by the network that answers"))
	t.tested.Set(lang.L("nothing yet"))
	t.wasRight.Set(lang.L("measured with each correction"))
	t.refresh()
}
