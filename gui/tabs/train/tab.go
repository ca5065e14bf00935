package train

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/chart"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/settings"
	"digitpad/gui/state"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/gui/ui"
	"digitpad/training"
	"digitpad/training/ink"
	"digitpad/training/plots"
)

// Tab shows a run and its settings.
type Tab struct {
	training   *train.Training
	prediction *predict.Prediction
	settings   *train.Settings
	datasets   *datasets.Datasets
	prefs      *store.Preferences
	env        ui.Env

	chart     *chart.Chart
	status    *ui.Text // what the run is doing
	speed     *ui.Text // time left and images per second
	progress  *picture.ProgressBar
	form      *settings.Form
	diagnosis *diagnosisBar
	data      *dataBar
	result    *resultBar
	epochs    *epochSlider
	resume    *resumeBanner
	commands  commands
	buttons   buttons
	controls  *fyne.Container // between the chart and the form
	below     *fyne.Container // the banner: chart, controls, form
	content   fyne.CanvasObject

	shownView store.ChartView // what the chart shows
	digit     ink.Image       // that the chart of outputs is about
	plotted   *run.Run        // last
}

// buttons are the run's.
type buttons struct {
	start                    *ui.Button // Train, Pause or Resume
	speed                    *ui.IconButton
	step, epoch, stop, reset *ui.Button

	report *ui.IconButton
}

var _ ui.Tab = (*Tab)(nil)

// New makes the tab.
func New(s *state.State, prefs *store.Preferences, env ui.Env) *Tab {
	t := &Tab{
		training: s.Training, prediction: s.Prediction, settings: s.Settings, datasets: s.Datasets, prefs: prefs, env: env,
		status:    ui.NewHeading(""),
		speed:     ui.NewText("", theme.SizeNameText, ui.ColorSubtle),
		progress:  picture.NewProgressBar(),
		form:      settings.New(s.Settings, s.Datasets, env),
		shownView: prefs.Chart,
	}
	t.commands = newCommands(t)
	t.speed.Align = fyne.TextAlignTrailing
	t.chart = chart.New(env, ui.NewInvitation(lang.L("No run yet"), lang.L("Press Train: the cost should fall and the accuracy rise, epoch by epoch.")))
	t.chart.OnMenu = t.chartMenu
	t.diagnosis = newDiagnosisBar(&t.commands.applyFix)
	t.data = newDataBar(&t.commands.changeImages)
	t.result = newResultBar(&t.commands.score)
	t.epochs = newEpochSlider(env.Theme, &t.commands.continueHere)
	t.epochs.OnChosen = func(i int) {
		defer env.Trace.Step("epoch slider")()
		t.training.ShowEpoch(i)
	}
	t.layOut()
	t.training.RecordCosts(prefs.Chart.Quantity == plots.IterationCost)
	t.training.Changed.Listen(t.onTraining)
	t.training.Interrupted.Listen(t.onInterrupted)
	t.prediction.Changed.Listen(t.onPrediction)
	t.settings.Edited.Listen(func(struct{}) { t.plotBeforeRun() })
	t.datasets.Progress.Listen(t.showLoading)
	t.datasets.Looked.Listen(func(l datasets.Look) { t.data.Set(l); t.makeRoom() })
	t.data.Set(t.datasets.Look())
	t.showLoading(t.datasets.Status())
	t.plotBeforeRun()
	return t
}

// layOut puts the parts together.
func (t *Tab) layOut() {
	c := &t.commands
	t.buttons = buttons{c.startPause.Button(), t.newSpeedButton(), c.stepIteration.Button(), c.stepEpoch.Button(), c.stop.Button(), c.reset.Button(), t.newReportButton()}
	b := t.buttons
	b.start.Importance = widget.HighImportance
	t.controls = container.New(ui.VBoxLayout{Gap: 1.2},
		t.data.content,
		t.diagnosis.content,
		t.epochs.content,
		container.NewGridWithColumns(2, t.status, t.speed),
		t.progress,
		t.result.content,
		container.New(ui.JustifyLayout{}, ui.WithMinWidthOf(b.start, lang.L("Resume")), b.step, b.epoch, b.stop, b.reset, b.speed, b.report),
	)
	scroll := container.NewVScroll(container.New(ui.ScrollbarPadding{}, t.form.Content()))
	scroll.SetMinSize(fyne.NewSize(0, 120))
	t.below = container.New(ui.TabLayout{}, t.chart, t.controls, scroll)
	t.form.OnHeight = func() {
		t.form.Content().Refresh()
		t.below.Refresh()
	}
	t.resume = newResumeBanner(&c.continueRun, &c.discardRun, t.below)
	t.content = t.resume.box
}

// makeRoom lays the tab out again when its controls became higher or lower. (The driver
// forgets it if a text of the form below changes its size before the next frame.)
func (t *Tab) makeRoom() {
	if t.controls.Size().Height != t.controls.MinSize().Height {
		t.below.Layout.Layout(t.below.Objects, t.below.Size()) // to refresh all that is in it takes half a frame
	}
}

// Title implements ui.Tab.
func (t *Tab) Title() string { return lang.L("Train") }

// Content implements ui.Tab.
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Visit goes to the field of a setting.
func (t *Tab) Visit(setting string) { t.form.Visit(setting) }

// Shown implements ui.Tab.
func (t *Tab) Shown(on bool) {
	if on {
		t.plotOutputs()
	}
}

// Chart is the chart of the run.
func (t *Tab) Chart() *chart.Chart { return t.chart }

// Close implements ui.Tab.
func (t *Tab) Close() { t.chart.Close() }

// Anchors implements ui.Tab.
func (t *Tab) Anchors() map[string]fyne.CanvasObject {
	b := t.buttons
	anchors := t.form.Anchors()
	maps.Copy(anchors, map[string]fyne.CanvasObject{
		"chart": t.chart, "start": b.start, "step": b.step, "epoch": b.epoch, "stop": b.stop, "reset": b.reset, "speed": b.speed, "report": b.report,
	})
	if t.diagnosis.content.Visible() {
		anchors["remedy"] = t.diagnosis.fix
	}
	if t.result.content.Visible() {
		anchors["score"] = t.result.score
	}
	if t.data.content.Visible() && t.data.change.Visible() {
		anchors["change images"] = t.data.change
	}
	if t.resume.content.Visible() {
		anchors["continue run"], anchors["discard run"] = t.resume.resume, t.resume.drop
	}
	if t.epochs.content.Visible() {
		anchors["go back"], anchors["continue here"] = t.epochs.slider, t.epochs.resume
	}
	return anchors
}

// Hide hides the parts with these names for a lesson, and shows all others.
func (t *Tab) Hide(names []string) {
	parts := t.form.Parts()
	for name, part := range parts {
		ui.SetVisible(part, !slices.Contains(names, name))
	}
	ui.SetVisible(t.buttons.step, !slices.Contains(names, "steps"))
	ui.SetVisible(t.buttons.epoch, !slices.Contains(names, "steps"))
	t.epochs.SetHidden(slices.Contains(names, "go-back"))
	if slices.Contains(names, "more") {
		t.form.Fold()
	}
	t.form.OnHeight()
}

// onTraining shows what has become of the run.
func (t *Tab) onTraining(c train.TrainingChange) {
	r := t.training.Run()
	t.showRun(r)
	ui.SetEnabled(t.buttons.report, t.training.ReportRefusal() == nil)
	if c.Epoch || c.Phase || c.Tested {
		t.showResult()
	}
	if c.Epoch {
		t.showEpochs()
	} else if t.prefs.Chart.Quantity == plots.IterationCost {
		t.plot() // which grows by every mini-batch
	}
	if c.Finding || c.Replaced {
		finding, found := t.training.Finding()
		t.diagnosis.Set(finding, found, r.Settings())
	}
	t.makeRoom()
}

// onPrediction follows the epoch in view, and the digit on the pad.
func (t *Tab) onPrediction(c predict.PredictionChange) {
	if c.Image {
		t.plotOutputs()
	}
	if c.Network && t.training.Run() != nil && t.training.ViewedEpoch() != t.epochs.viewed {
		t.showEpochs()
	}
	if c.Network && t.training.Run() != nil {
		t.showResult()
		t.makeRoom()
	}
}

func (t *Tab) onInterrupted(run *training.CheckpointInfo) {
	if run == nil {
		t.resume.Clear()
		return
	}
	t.resume.Show(*run)
}

// showEpochs brings the slider and the chart up to date.
func (t *Tab) showEpochs() {
	r := t.training.Run()
	t.epochs.Set(len(r.Epochs()), t.training.ViewedEpoch())
	t.form.ShowValues(viewedOf(r, t.training.ViewedEpoch()))
	t.plot()
}

// viewedOf is the epoch of a run that is in view; nil while there is none.
func viewedOf(r *run.Run, viewed int) *training.Epoch {
	epochs := r.Epochs()
	if viewed == store.LatestEpoch {
		viewed = len(epochs) - 1
	}
	if viewed < 0 || viewed >= len(epochs) {
		return nil
	}
	return &epochs[viewed]
}

// showResult shows what the run has come to, once it is over or paused.
func (t *Tab) showResult() {
	look, read := t.training.TestLook()
	t.result.Set(t.training.Run(), look, read)
	t.commands.score.Refresh()
}

// plotBeforeRun draws what can be said before there is a run.
func (t *Tab) plotBeforeRun() {
	if t.training.Run() == nil {
		t.plot()
	}
}

// showLoading says how far the digits are.
func (t *Tab) showLoading(s datasets.LoadStatus) {
	what := lang.L("Ready")
	switch s.Phase {
	case datasets.LoadedDigits:
		if r := t.training.Run(); r != nil {
			t.showRun(r)
			return
		}
	case datasets.Loading:
		what = fmt.Sprintf(lang.L("Loading: %s"), i18n.Translate(s.Source.Title()))
		if s.Source.HasPath() {
			what = fmt.Sprintf(lang.L("Loading: %s"), filepath.Base(t.datasets.Path()))
		}
		if s.Share > 0 && s.Source == store.SampleData {
			what = i18n.Sprintf(lang.L("Writing the sample: %.0f %%"), 100*s.Share)
		}
		if s.Share > 0 && s.Source.HasPath() {
			what = i18n.Sprintf(lang.L("Reading pictures: %.0f %%"), 100*s.Share)
		}
	case datasets.LoadMissing:
		what = lang.L("MNIST is not on this computer yet")
	case datasets.LoadTooFew:
		what = lang.L("Your digits are too few yet")
	case datasets.LoadFailed:
		what = lang.L("No digits: choose others below")
	}
	t.status.SetColor(theme.ColorNameForeground)
	t.status.Set(what)
	t.speed.Set("")
	t.progress.Set(s.Share)
	if s.Phase != datasets.Loading {
		t.progress.Set(0)
	}
	t.showButtons(t.training.Run())
}

// showRun shows how far a run is.
func (t *Tab) showRun(r *run.Run) {
	p := r.Progress()
	t.status.SetColor(statusColor(r.Phase()))
	t.status.Set(statusOf(r))
	t.speed.Set(speedOf(r))
	share := float64(p.Iteration) / float64(max(1, p.Iterations))
	if r.Phase() == run.Finished {
		share = 1
	}
	t.progress.Set(share)
	t.showButtons(r)
}

// statusColor is the colour of the status in a phase.
func statusColor(p run.Phase) fyne.ThemeColorName {
	switch p {
	case run.Failed:
		return theme.ColorNameError
	case run.Finished:
		return theme.ColorNameSuccess
	}
	return theme.ColorNameForeground
}

// statusOf is the run in a few words.
func statusOf(r *run.Run) string {
	p := r.Progress()
	switch r.Phase() {
	case run.Waiting:
		return i18n.Plural(p.Epochs, lang.L("Ready: one epoch to go"), lang.L("Ready: %d epochs to go"))
	case run.Finished:
		return i18n.Plural(p.Epoch, lang.L("Finished after one epoch"), lang.L("Finished after %d epochs"))
	case run.Stopped:
		return fmt.Sprintf(lang.L("Stopped in epoch %d of %d"), min(p.Epoch+1, p.Epochs), p.Epochs)
	case run.Failed:
		return lang.L("Diverged")
	}
	where := lang.L("Epoch %d of %d, iteration %s of %s")
	if r.Phase() == run.Paused {
		where = lang.L("Paused in epoch %d of %d, iteration %s of %s")
	}
	return fmt.Sprintf(where, min(p.Epoch+1, p.Epochs), p.Epochs, i18n.FormatInt(p.Iteration), i18n.FormatInt(p.Iterations))
}

// speedOf is time left and speed while a run goes on, and the result of one that
// is over.
func speedOf(r *run.Run) string {
	epochs := r.Epochs()
	if r.Phase().Over() && len(epochs) > 0 {
		last := epochs[len(epochs)-1]
		if !last.Validated() {
			return fmt.Sprintf(lang.L("training accuracy %s"), i18n.FormatPercent(last.Train.Accuracy))
		}
		return fmt.Sprintf(lang.L("validation accuracy %s"), i18n.FormatPercent(last.Validation.Accuracy))
	}
	if r.Progress().ImagesPerSecond == 0 {
		return ""
	}
	perSecond := int(r.Progress().ImagesPerSecond/1000+0.5) * 1000
	return fmt.Sprintf(lang.L("%s left · %s images/s"), i18n.FormatDuration(r.Progress().SecondsLeft), i18n.FormatInt(perSecond))
}

// showButtons offers what can be done with a run, nil for none.
func (t *Tab) showButtons(r *run.Run) {
	label, icon := lang.L("Train"), theme.MediaPlayIcon()
	switch {
	case r == nil:
	case r.Phase() == run.Running:
		label, icon = lang.L("Pause"), theme.MediaPauseIcon()
	case r.Phase() == run.Paused:
		label = lang.L("Resume")
	}
	if start := t.buttons.start; start.Text != label {
		start.Text, start.Icon = label, icon
		start.Refresh()
	}
	t.form.Lock(r != nil && !r.Phase().Over() && r.Phase() != run.Waiting)
}
