package gui

import (
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// evaluateTab shows how well the network that answers reads the test digits, and
// which ones it gets wrong.
type evaluateTab struct {
	// OnChosen is called with the example that a person chooses, by its number
	// in the dataset.
	OnChosen func(data *dataset.Dataset, example int)

	// OnView is called with the number of the view that a person chooses; see
	// Choose.
	OnView func(view int)

	// OnDigits is called when a person chooses to have my digits read instead of
	// the test digits, or the other way round.
	OnDigits func()

	digits   *choice
	about    *text // which network, which digits
	accuracy *text
	interval *text
	cost     *text
	mistakes *text
	hint     *text // what the pointer is on
	shares   *check
	matrix   *ConfusionView
	heading  *text // what the gallery shows
	all      *button
	gallery  *gallery
	content  *fyne.Container

	choice     *widget.RadioGroup // what of the evaluation is shown
	confusion  fyne.CanvasObject
	threshold  *thresholdView
	robustness *robustnessView
	trace      *tracer

	shown *evaluated // nil for nothing
}

// evaluated is what became of an evaluation.
type evaluated struct {
	title      string // of the network
	data       *dataset.Dataset
	inspection evaluate.Predictions
}

func newEvaluateTab(post func(func()), actions *actions, look *Theme) *evaluateTab {
	figure := func() *text {
		t := newText("", theme.SizeNameSubHeadingText, theme.ColorNameForeground)
		t.style.Bold = true
		return t
	}
	t := &evaluateTab{
		about:    newCaption(""),
		accuracy: figure(), cost: figure(), mistakes: figure(),
		interval: newCaption(""),
		hint:     newCaption(""),
		matrix:   NewConfusionView(),
		heading:  newHeading(""),
		gallery:  newGallery(),
	}
	t.digits = newChoice(lang.L("Digits that are read"), []string{lang.L("Test digits"), lang.L("My digits")}, func(string) {
		if t.OnDigits != nil {
			t.OnDigits()
		}
	})
	t.digits.Selected = t.digits.Options[0]
	t.shares = newCheck(lang.L("Shares in %"), t.matrix.SetShares)
	t.all = newButton(lang.L("All mistakes"), theme.NavigateBackIcon(), t.ShowMistakes)
	t.all.Importance = widget.LowImportance
	t.matrix.OnChosen = t.ShowCell
	t.matrix.OnPointed = t.point
	t.gallery.OnChosen = func(example int) {
		if t.shown != nil {
			t.OnChosen(t.shown.data, example)
		}
	}
	figures := container.NewGridWithColumns(3,
		container.New(stack{}, newCaption(lang.L("Accuracy")), t.accuracy, t.interval),
		container.New(stack{}, newCaption(lang.L("Mistakes")), t.mistakes, newCaption(lang.L("tap one: it goes to the pad"))),
		container.New(stack{}, newCaption(lang.L("Cost")), t.cost, newCaption(lang.L("mean of the digits"))),
	)
	head := container.New(stack{gap: 1.5}, figures,
		container.NewBorder(nil, nil, nil, t.shares, t.hint))
	foot := container.NewBorder(container.NewBorder(nil, nil, nil, wide(t.all, t.all.Text), t.heading), nil, nil, nil, t.gallery.grid)
	t.confusion = container.New(exhibition{}, head, t.matrix, foot)
	t.threshold = newThresholdView(post, look)
	t.robustness = newRobustnessView(post, actions)
	t.choice = widget.NewRadioGroup([]string{lang.L("Confusion"), lang.L("Threshold"), lang.L("Robustness")}, nil)
	t.choice.Horizontal, t.choice.Required = true, true
	t.content = container.NewBorder(
		container.New(stack{}, container.NewBorder(nil, nil, nil, container.New(roomy{t.digits}, newOutline(t.digits)), t.choice), t.about), nil, nil, nil,
		container.NewStack(t.confusion, t.threshold.content, t.robustness.content))
	t.Choose(0)
	t.choice.OnChanged = func(string) { t.OnView(t.view()) }
	t.ShowNothing("")
	return t
}

// ofMine reports whether my digits are to be read instead of the test digits.
func (t *evaluateTab) ofMine() bool { return t.digits.Selected == t.digits.Options[1] }

// roomy gives a choice the room of its longest option, and the border of a field.
type roomy struct{ choice *choice }

// MinSize implements fyne.Layout.
func (l roomy) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	for _, option := range l.choice.Options {
		text := fyne.MeasureText(option, theme.TextSize(), fyne.TextStyle{})
		size.Width = max(size.Width, text.Width+theme.IconInlineSize()+4*theme.InnerPadding())
	}
	return size
}

// Layout implements fyne.Layout.
func (roomy) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// view is the number of what is shown.
func (t *evaluateTab) view() int { return max(0, slices.Index(t.choice.Options, t.choice.Selected)) }

// Choose shows the confusion matrix, 0, the threshold, 1, or the robustness, 2.
func (t *evaluateTab) Choose(view int) {
	if view < 0 || view >= len(t.choice.Options) {
		view = 0
	}
	t.choice.Selected = t.choice.Options[view]
	t.choice.Refresh()
	for i, o := range []fyne.CanvasObject{t.confusion, t.threshold.content, t.robustness.content} {
		reveal(o, i == view)
	}
	t.threshold.refresh()
}

// ShowNothing says why there is nothing to show.
func (t *evaluateTab) ShowNothing(why string) {
	t.shown = nil
	t.about.Set(why)
	for _, figure := range []*text{t.accuracy, t.interval, t.cost, t.mistakes, t.heading, t.hint} {
		figure.Set("")
	}
	t.matrix.Set(nil)
	t.gallery.Show(nil, nil, nil)
	t.threshold.Show(nil)
	t.all.Hide()
}

// ShowProgress says how far an evaluation is.
func (t *evaluateTab) ShowProgress(done, total int) {
	t.about.Set(fmt.Sprintf(lang.L("Reading the digits: %s of %s"), count(done), count(total)))
}

// Show shows an evaluation, and of its images those that were shown before.
func (t *evaluateTab) Show(e *evaluated) {
	t.shown = e
	in := &e.inspection
	n := len(in.Examples)
	t.about.Set(fmt.Sprintf(lang.L("%s, on %s %s"), capital(e.title), count(n), spoken(e.data.Name())))
	t.accuracy.Set(percent(in.Accuracy))
	lo, hi := evaluate.Wilson(in.Confusion.Correct(), n)
	t.interval.Set(fmt.Sprintf(lang.L("95 %% interval %s to %s"), short(lo), short(hi)))
	t.cost.Set(strconv.FormatFloat(in.Cost, 'f', 4, 64))
	t.mistakes.Set(fmt.Sprintf(lang.L("%s of %s"), count(n-in.Confusion.Correct()), count(n)))
	t.matrix.Set(&in.Confusion)
	t.threshold.Show(e)
	t.hang()
	t.point(t.matrix.pointed.label, t.matrix.pointed.prediction)
}

// short writes a share in percent with one decimal.
func short(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) + " %" }

// ShowMistakes shows all mistakes, the most confident first.
func (t *evaluateTab) ShowMistakes() {
	t.matrix.Choose(noCell)
	t.hang()
	t.gallery.grid.ScrollToTop()
}

// ShowCell shows the images of a cell of the matrix, the most confident first.
func (t *evaluateTab) ShowCell(label, prediction int) {
	defer t.trace.step("confusion cell")()
	t.matrix.Choose(cell{label, prediction})
	t.hang()
	t.gallery.grid.ScrollToTop()
}

// hang fills the gallery with what is chosen.
func (t *evaluateTab) hang() {
	if t.shown == nil {
		return
	}
	in := &t.shown.inspection
	chosen := t.matrix.chosen
	var examples []int
	if chosen == noCell {
		examples = in.Misclassified()
		t.heading.Set(lang.L("Most confident mistakes first"))
		if len(examples) == 0 {
			t.heading.Set(lang.L("No mistakes"))
		}
		t.all.Hide()
	} else {
		examples = in.Cell(chosen.label, chosen.prediction)
		t.heading.Set(inCell(chosen, len(examples)))
		t.all.Show()
	}
	t.gallery.Show(t.shown.data, in.Examples, examples)
}

// inCell says how many images a cell holds.
func inCell(c cell, n int) string {
	images := fmt.Sprintf(lang.L("%s images"), count(n))
	if n == 1 {
		images = lang.L("1 image")
	}
	if c.label == c.prediction {
		return fmt.Sprintf(lang.L("%d read right: %s"), c.label, images)
	}
	return fmt.Sprintf(lang.L("%d read as %d: %s"), c.label, c.prediction, images)
}

// point says what the pointer is on.
func (t *evaluateTab) point(label, prediction int) {
	if t.shown == nil || label < 0 || prediction < 0 {
		t.hint.Set(lang.L("Rows are labels, columns what was read. Tap a cell to see its images."))
		return
	}
	row := t.shown.inspection.Confusion[label]
	n := 0
	for p := range network.Labels {
		n += row[p]
	}
	share := float64(row[prediction]) / float64(max(1, n))
	t.hint.Set(fmt.Sprintf(lang.L("%s, of %s: %s"), inCell(cell{label, prediction}, row[prediction]), count(n), short(share)))
}

// exhibition lays out a head, a view below it, and a gallery in the rest.
type exhibition struct{}

// exhibitionView is the share of the height below the head that the view takes.
const exhibitionView = 0.58

// MinSize implements fyne.Layout.
func (exhibition) MinSize(objects []fyne.CanvasObject) fyne.Size {
	head, view, rest := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	return fyne.NewSize(max(head.Width, view.Width, rest.Width),
		head.Height+view.Height+rest.Height+2*theme.Padding())
}

// Layout implements fyne.Layout. The second object is a ConfusionView.
func (exhibition) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, view, rest := objects[0], objects[1], objects[2]
	gap := theme.Padding()
	y := head.MinSize().Height
	head.Move(fyne.NewPos(0, 0))
	head.Resize(fyne.NewSize(size.Width, y))
	y += gap
	height := max(view.MinSize().Height, min(exhibitionView*(size.Height-y-gap), view.(*ConfusionView).most()))
	view.Move(fyne.NewPos(0, y))
	view.Resize(fyne.NewSize(size.Width, height))
	y += height + gap
	rest.Move(fyne.NewPos(0, y))
	rest.Resize(fyne.NewSize(size.Width, size.Height-y))
}
