package evaluate

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/chart"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/prediction"
	"digitpad/gui/state"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/stats"
)

// Tab shows how well the network that answers reads the test images, or the user's,
// and which ones it gets wrong.
type Tab struct {
	evaluation *state.Evaluation
	training   *train.Training
	samples    *datasets.Samples
	prefs      *store.Preferences
	env        ui.Env
	commands   commands

	digits *ui.Select
	about  *ui.Text // which network, which digits
	score  *ui.Button
	figures
	hint    *ui.Text // what the pointer is on
	shares  *ui.Check
	matrix  *confusionMatrix
	heading *ui.Text // what the gallery shows
	all     *ui.Button
	gallery *picture.Gallery
	content *fyne.Container

	choice     *ui.RadioGroup // what of the evaluation is shown
	confusion  fyne.CanvasObject
	threshold  *thresholdView
	robustness *robustnessView
	calibrated *calibrationView

	shown *state.Evaluated // nil for nothing
}

// figures are those of the evaluation in view.
type figures struct{ accuracy, interval, cost, mistakes *ui.Text }

var _ ui.Tab = (*Tab)(nil)

// New makes the tab.
func New(s *state.State, prefs *store.Preferences, env ui.Env) *Tab {
	figure := func() *ui.Text {
		t := ui.NewText("", theme.SizeNameSubHeadingText, theme.ColorNameForeground)
		t.Style.Bold = true
		return t
	}
	t := &Tab{
		evaluation: s.Evaluation, training: s.Training, samples: s.Samples, prefs: prefs, env: env,
		about:   ui.NewCaption(""),
		figures: figures{accuracy: figure(), interval: ui.NewCaption(""), cost: figure(), mistakes: figure()},
		hint:    ui.NewCaption(""),
		matrix:  newConfusionMatrix(),
		heading: ui.NewHeading(""),
		gallery: picture.NewGallery(),
	}
	t.digits = ui.NewSelect(lang.L("Digits that are read"), lang.L("Which digits the network reads here"), []string{lang.L("Validation images"), lang.L("Test images"), lang.L("My digits")}, func(chosen string) {
		t.evaluation.Choose(state.EvaluationDigits(slices.Index(t.digits.Options, chosen)))
		t.update()
	})
	t.digits.Selected = t.digits.Options[t.evaluation.Digits()]
	t.shares = ui.NewCheck(lang.L("Shares in %"), lang.L("Show each cell as a share of its row, which is the digits of one label"), t.matrix.SetShares)
	t.all = ui.NewButton(lang.L("All mistakes"), lang.L("Show the mistakes of all cells again"), theme.NavigateBackIcon(), t.showMistakes)
	t.all.Importance = widget.LowImportance
	t.matrix.OnChosen = t.showCell
	t.matrix.OnPointed = t.showHint
	t.gallery.OnChosen = func(example int) {
		if t.shown != nil {
			t.evaluation.PutExample(t.shown.Data, example)
		}
	}
	figures := container.NewGridWithColumns(3,
		container.New(ui.VBoxLayout{}, ui.NewCaption(lang.L("Accuracy")), t.accuracy, t.interval),
		container.New(ui.VBoxLayout{}, ui.NewCaption(lang.L("Mistakes")), t.mistakes, ui.NewCaption(lang.L("tap one: it goes to the pad"))),
		container.New(ui.VBoxLayout{}, ui.NewCaption(lang.L("Cost")), t.cost, ui.NewCaption(lang.L("mean of the digits"))),
	)
	head := container.New(ui.VBoxLayout{Gap: 1.5}, figures,
		container.NewBorder(nil, nil, nil, t.shares, t.hint))
	foot := container.NewBorder(container.NewBorder(nil, nil, nil, ui.WithMinWidthOf(t.all, t.all.Text), t.heading), nil, nil, nil, t.gallery.Grid)
	t.confusion = container.New(headerViewGalleryLayout{}, head, t.matrix, foot)
	t.commands = newCommands(t.evaluation, t.training)
	t.score = t.commands.score.Button()
	t.score.Hide()
	t.calibrated = newCalibrationView(env)
	t.threshold = newThresholdView(env)
	t.robustness = newRobustnessView(t.evaluation, env, &t.commands.measure, &t.commands.stop)
	t.choice = ui.NewRadioGroup([]ui.Option{
		{Label: lang.L("Confusion"), Explanation: lang.L("Which digits are read as which")},
		{Label: lang.L("Threshold"), Explanation: lang.L("How many answers are wrong, and how many are missing, where the network may say “I don't know”")},
		{Label: lang.L("Robustness"), Explanation: lang.L("How well digits are read that are shifted, turned, noisy, smaller or thicker")},
		{Label: lang.L("Calibration"), Explanation: lang.L("Whether the network is right as often as it says")},
	}, t.SetView)
	t.content = container.NewBorder(
		container.New(ui.VBoxLayout{}, t.choice, container.NewHBox(container.New(selectWidthLayout{t.digits}, ui.NewFieldBorder(t.digits)), t.score), t.about), nil, nil, nil,
		container.NewStack(t.confusion, t.threshold.content, t.robustness.content, t.calibrated.content))
	t.showView(prefs.Evaluate)
	t.showNothing("")
	t.evaluation.Changed.Listen(t.onEvaluation)
	s.Prediction.Changed.Listen(func(c predict.PredictionChange) {
		if c.Network {
			t.update()
		}
	})
	s.Datasets.Changed.Listen(func(dataset.TrainTest) { t.update() })
	s.Samples.Changed.Listen(func(struct{}) { t.update() })
	s.Training.Changed.Listen(func(c train.TrainingChange) {
		if c.Epoch || c.Tested {
			t.update()
		}
	})
	return t
}

// Title implements ui.Tab.
func (t *Tab) Title() string { return lang.L("Evaluate") }

// Content implements ui.Tab.
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Shown implements ui.Tab.
func (t *Tab) Shown(on bool) {
	if on {
		t.update()
	}
}

// Commands implements ui.Tab.
func (t *Tab) Commands() []*ui.Command { return []*ui.Command{&t.commands.measure, &t.commands.stop} }

// Close implements ui.Tab.
func (t *Tab) Close() {
	t.calibrated.chart.Close()
	t.threshold.chart.Close()
	t.robustness.chart.Close()
}

// Chart is the chart in view, nil for none.
func (t *Tab) Chart() *chart.Chart {
	switch t.choice.Chosen() {
	case 1:
		return t.threshold.chart
	case 2:
		return t.robustness.chart
	case 3:
		return t.calibrated.chart
	}
	return nil
}

// Anchors implements ui.Tab.
func (t *Tab) Anchors() map[string]fyne.CanvasObject {
	anchors := map[string]fyne.CanvasObject{"view": t.choice, "evaluated digits": t.digits}
	if t.score.Visible() {
		anchors["score"] = t.score
	}
	switch t.choice.Chosen() {
	case 0:
		anchors["confusion"], anchors["shares"], anchors["gallery"] = t.matrix, t.shares, t.gallery.Grid
	case 1:
		anchors["threshold"], anchors["trade-off"] = t.threshold.slider, t.threshold.chart
	case 2:
		anchors["measure"], anchors["robustness"] = t.robustness.measure, t.robustness.chart
	case 3:
		anchors["reliability"] = t.calibrated.chart
	}
	return anchors
}

// update evaluates the network that answers, if the tab is in view.
func (t *Tab) update() {
	if !t.content.Visible() {
		return
	}
	digits := t.evaluation.Digits()
	if chosen := t.digits.Options[digits]; t.digits.Selected != chosen {
		t.digits.Selected = chosen
		t.digits.Refresh()
	}
	ui.SetVisible(t.score, digits == state.TestDigits && t.training.Run() != nil && t.evaluation.OfRun())
	t.commands.score.Refresh()
	switch {
	case digits == state.SampleDigits && t.samples.Len() == 0:
		t.showNothing(lang.L("There are no digits of yours yet: draw one and click the bar of its digit"))
	default:
		t.evaluation.Update()
	}
}

// onEvaluation shows a result, or how far it is.
func (t *Tab) onEvaluation(c state.EvaluationChange) {
	switch {
	case c.Result != nil:
		t.show(c.Result)
	case c.Total > 0:
		if t.shown == nil {
			t.showProgress(c.Done, c.Total)
		}
	default:
		t.showNothing(t.why(c.Why))
	}
}

// why says why there is nothing to show.
func (t *Tab) why(u state.Unevaluated) string {
	switch u {
	case state.NothingHeldOut:
		return lang.L("This run holds out no validation images: its settings say so")
	case state.NotOfThisRun:
		return lang.L("Which digits were held out from this network is not known here: read the test images")
	case state.Sealed:
		if err := t.training.TestRefusal(); err != nil {
			return fmt.Sprintf(lang.L("The test images are sealed. %s"), i18n.Error(err))
		}
		return fmt.Sprintf(lang.L("The test images are sealed; %s"), looks(t.training.Run().Looks()))
	}
	return lang.L("An evaluation needs a network and digits: choose digits in the tab Train")
}

// looks says how often the test images were read for a run.
func looks(n int) string {
	if n == 0 {
		return lang.L("they were not read for this run yet")
	}
	return i18n.Plural(n, lang.L("they were read once for this run"), lang.L("they were read %d times for this run"))
}

// SetView shows the confusion matrix, 0, the threshold, 1, the robustness, 2, or the
// calibration, 3, also at the next start.
func (t *Tab) SetView(view int) {
	defer t.env.Trace.Step("evaluate view")()
	t.prefs.Evaluate = view
	t.showView(view)
}

// selectWidthLayout gives a choice the room of its longest option, and the border of a field.
type selectWidthLayout struct{ of *ui.Select }

// MinSize implements fyne.Layout.
func (l selectWidthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	for _, option := range l.of.Options {
		text := fyne.MeasureText(option, theme.TextSize(), fyne.TextStyle{})
		size.Width = max(size.Width, text.Width+theme.IconInlineSize()+4*theme.InnerPadding())
	}
	return size
}

// Layout implements fyne.Layout.
func (selectWidthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// showView shows a view; see SetView.
func (t *Tab) showView(view int) {
	views := []fyne.CanvasObject{t.confusion, t.threshold.content, t.robustness.content, t.calibrated.content}
	if view < 0 || view >= len(views) {
		view = 0
	}
	t.choice.SetChosen(view)
	for i, o := range views {
		ui.SetVisible(o, i == view)
	}
	t.threshold.refresh()
	t.calibrated.refresh()
}

// showNothing says why there is nothing to show.
func (t *Tab) showNothing(why string) {
	t.shown = nil
	t.about.Set(why)
	for _, figure := range []*ui.Text{t.accuracy, t.interval, t.cost, t.mistakes, t.heading, t.hint} {
		figure.Set("")
	}
	t.matrix.Set(nil)
	t.gallery.Show(nil, nil, nil)
	t.threshold.Show(nil)
	t.calibrated.Show(nil)
	t.all.Hide()
}

// showProgress says how far an evaluation is.
func (t *Tab) showProgress(done, total int) {
	t.about.Set(fmt.Sprintf(lang.L("Reading the digits: %s of %s"), i18n.FormatInt(done), i18n.FormatInt(total)))
}

// show shows an evaluation, and of its images those that were shown before.
func (t *Tab) show(e *state.Evaluated) {
	t.shown = e
	in := &e.Inspection
	n := len(in.Examples)
	t.about.Set(fmt.Sprintf(lang.L("%s, on %s images: %s"), i18n.Capitalize(prediction.Source(e.Origin, e.Off)), i18n.FormatInt(n), i18n.Translate(e.Data.Name())))
	if e.Looks > 0 {
		t.about.Set(t.about.Content + "; " + looks(e.Looks))
	}
	t.accuracy.Set(i18n.FormatPercent(in.Accuracy))
	lo, hi := stats.Wilson(in.Confusion.Correct(), n)
	t.interval.Set(fmt.Sprintf(lang.L("95 %% interval %s to %s"), short(lo), short(hi)))
	t.cost.Set(i18n.FormatFixed(in.Cost, 4))
	t.mistakes.Set(fmt.Sprintf(lang.L("%s of %s"), i18n.FormatInt(n-in.Confusion.Correct()), i18n.FormatInt(n)))
	t.matrix.Set(&in.Confusion)
	t.threshold.Show(e)
	t.calibrated.Show(e)
	t.fillGallery()
	t.showHint(t.matrix.pointed.label, t.matrix.pointed.prediction)
}

// short writes a share in percent with one decimal.
func short(share float64) string { return i18n.FormatFixed(100*share, 1) + " %" }

// showMistakes shows all mistakes, the most confident first.
func (t *Tab) showMistakes() {
	t.matrix.Choose(noCell)
	t.fillGallery()
	t.gallery.Grid.ScrollToTop()
}

// showCell shows the images of a cell of the matrix, the most confident first.
func (t *Tab) showCell(label, prediction int) {
	defer t.env.Trace.Step("confusion cell")()
	t.matrix.Choose(cell{label, prediction})
	t.fillGallery()
	t.gallery.Grid.ScrollToTop()
}

// fillGallery fills the gallery with what is chosen.
func (t *Tab) fillGallery() {
	if t.shown == nil {
		return
	}
	in := &t.shown.Inspection
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
	t.gallery.Show(t.shown.Data, in.Examples, examples)
}

// inCell says how many images a cell holds.
func inCell(c cell, n int) string {
	images := fmt.Sprintf(lang.L("%s images"), i18n.FormatInt(n))
	if n == 1 {
		images = lang.L("1 image")
	}
	if c.label == c.prediction {
		return fmt.Sprintf(lang.L("%d read right: %s"), c.label, images)
	}
	return fmt.Sprintf(lang.L("%d read as %d: %s"), c.label, c.prediction, images)
}

// showHint says what the pointer is on.
func (t *Tab) showHint(label, prediction int) {
	if t.shown == nil || label < 0 || prediction < 0 {
		t.hint.Set(lang.L("Rows are labels, columns what was read. Tap a cell to see its images."))
		return
	}
	row := t.shown.Inspection.Confusion[label]
	n := 0
	for p := range network.Labels {
		n += row[p]
	}
	share := float64(row[prediction]) / float64(max(1, n))
	t.hint.Set(fmt.Sprintf(lang.L("%s, of %s: %s"), inCell(cell{label, prediction}, row[prediction]), i18n.FormatInt(n), short(share)))
}

// headerViewGalleryLayout lays out a head, a view below it, and a gallery in the rest.
type headerViewGalleryLayout struct{}

// matrixShare is the share of the height below the head that the view takes.
const matrixShare = 0.58

// MinSize implements fyne.Layout.
func (headerViewGalleryLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	head, view, rest := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	return fyne.NewSize(max(head.Width, view.Width, rest.Width),
		head.Height+view.Height+rest.Height+2*theme.Padding())
}

// Layout implements fyne.Layout. The second object is a confusionMatrix.
func (headerViewGalleryLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, view, rest := objects[0], objects[1], objects[2]
	gap := theme.Padding()
	y := head.MinSize().Height
	head.Move(fyne.NewPos(0, 0))
	head.Resize(fyne.NewSize(size.Width, y))
	y += gap
	height := max(view.MinSize().Height, min(matrixShare*(size.Height-y-gap), view.(*confusionMatrix).most()))
	view.Move(fyne.NewPos(0, y))
	view.Resize(fyne.NewSize(size.Width, height))
	y += height + gap
	rest.Move(fyne.NewPos(0, y))
	rest.Resize(fyne.NewSize(size.Width, size.Height-y))
}
