package gui

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2/lang"

	"digitpad/training"
	"digitpad/training/plots"
)

// What can be done with a run.

// StartPause starts a run, holds it, or lets it go on.
func (w *Window) StartPause() {
	if w.run != nil && w.run.phase == running {
		w.run.session.Pause()
		return
	}
	if w.prepare() {
		w.run.session.Run()
	}
}

// StepIteration does one mini-batch and pauses. A run that is over stays as it
// is.
func (w *Window) StepIteration() {
	if !w.over() && w.prepare() {
		w.run.session.StepIteration()
	}
}

// StepEpoch goes on to the end of the epoch and pauses. A run that is over stays
// as it is.
func (w *Window) StepEpoch() {
	if !w.over() && w.prepare() {
		w.run.session.StepEpoch()
	}
}

// Stop ends the run. The network stays as it is then.
func (w *Window) Stop() {
	if w.run != nil {
		w.run.end()
	}
}

// Reset goes back to the initial weights of the settings' seed.
func (w *Window) Reset() {
	if w.run != nil {
		w.begin()
	}
}

// over reports whether there is a run and it is over.
func (w *Window) over() bool { return w.run != nil && w.run.phase.over() }

// prepare makes sure that there is a run that can go on, with the settings of
// the form.
func (w *Window) prepare() bool {
	if w.run == nil || w.run.phase.over() || w.run.phase == waiting && w.edited() {
		return w.begin()
	}
	return true
}

// edited reports whether the form differs from the run's settings.
func (w *Window) edited() bool {
	s, problems := w.learn.form.Settings()
	return problems != nil || !same(s, w.run.settings) || w.run.digits != w.digits
}

// begin replaces the run by a new one, which waits. It reports whether the
// settings allow one, and shows what is wrong where they do not.
func (w *Window) begin() bool {
	settings, ok := w.check()
	if !ok {
		return false
	}
	w.reloadMine()
	if w.digits.train == nil {
		w.eager = true
		return false
	}
	started, err := newRun(settings, w.digits, w.post, w.hear)
	if err != nil {
		w.complain(err)
		return false
	}
	w.retire()
	w.run = started
	w.prefs.Settings = settings
	w.visiting = live
	w.learn.ShowRun(w.run)
	w.showEpochs()
	w.examine()
	w.traceRun()
	return true
}

// retire ends the present run, if there is one, and waits for its goroutine
// elsewhere.
func (w *Window) retire() {
	if w.run == nil {
		return
	}
	w.forgetRun()
	old := w.run.session
	old.Stop()
	w.background(old.Wait)
}

// hear takes in the news of a run. News of a run that has been replaced is old
// news.
func (w *Window) hear(r *run, n news) {
	if r != w.run {
		return
	}
	was := r.phase
	epochDone := r.take(n)
	w.learn.ShowRun(r)
	if epochDone {
		w.showEpochs()
		w.traceEpochs(n)
		w.examine()
	}
	w.safeguard()
	w.answerWithRun()
	if epochDone {
		w.refreshRooms() // its network may have come before it
	}
	if r.phase != was {
		w.traceRun()
		w.offerBranch()
		if r.phase.over() {
			w.conclude()
		}
	}
}

// answerWithRun lets the run's network answer the pad, as it is now, unless an
// earlier one is being visited.
func (w *Window) answerWithRun() {
	if w.visiting != live {
		return
	}
	n := w.run.network()
	if n == nil || n == w.model.Network && !w.run.phase.over() { // its notes are complete only then
		return
	}
	w.model, w.source = w.run.model(n, w.run.epochs), sourceOfRun(w.run)
	if w.answering != w.run {
		w.answering = w.run
		w.off = switchedOff{}
		w.pass = n.NewPass()
		w.about.Describe(w.model, w.source)
	}
	w.answer.SetSource(w.answeringSource())
	w.classify()
}

// conclude keeps what a run that is over has learned.
func (w *Window) conclude() {
	w.about.Describe(w.model, w.source)
	w.examine()
	if w.run.err != nil {
		w.explainFailure(w.run.err)
	}
	if w.run.progress.TotalIterations == 0 {
		return
	}
	w.keepTrained(w.run)
	w.keepForNextStart(w.run.model(w.run.network(), w.run.epochs), networkFile)
	w.forgetRun() // once the network is written
}

// check reads the form and shows what is wrong with it, everything at once.
func (w *Window) check() (training.Settings, bool) {
	settings, problems := w.learn.form.Settings()
	examples := 60000 // while the digits are being loaded
	if w.digits.train != nil {
		examples = w.digits.train.Len()
		w.learn.form.SetSum(iterationsOf(settings, examples))
	}
	var more training.Problems
	if errors.As(settings.Validate(examples), &more) {
		for _, p := range more {
			if problems.Of(p.Field).Empty() { // what is no number needs no more said
				problems = append(problems, p)
			}
		}
	}
	if w.learn.form.Source() == mixedSource {
		_, wrong := w.learn.form.shares.Shares()
		problems = append(problems, wrong...)
	}
	w.learn.form.Complain(problems)
	if len(problems) == 0 {
		w.preview.Show(w.digits.train, settings.Augmentation, settings.Seed)
	}
	return settings, len(problems) == 0
}

// complain shows an error about settings at the fields, any other as a message.
func (w *Window) complain(err error) {
	var problems training.Problems
	if errors.As(err, &problems) {
		w.learn.form.Complain(problems)
		return
	}
	w.tell(lang.L("Training cannot start"), err)
}

// settingsChanged checks the form, remembers it, and lets a run that goes on
// follow it from its next mini-batch.
func (w *Window) settingsChanged() {
	defer w.trace.step("settings")()
	w.touched()
	settings, ok := w.check()
	w.offerBranch()
	if !ok {
		return
	}
	w.prefs.Settings = settings
	w.previewRates(settings)
	r := w.run
	if r == nil || r.phase.over() || r.phase == waiting || same(settings, r.settings) {
		return
	}
	result := r.session.Change(settings)
	r.settings = settings
	w.background(func() {
		select {
		case err := <-result:
			if err != nil {
				w.post(func() { w.complain(err) })
			}
		case <-r.session.Done():
		}
	})
}

// previewRates shows the learning rate by epoch while no run has taken the chart.
func (w *Window) previewRates(s training.Settings) {
	if w.run == nil {
		w.learn.PlotRates(s)
	}
}

// ExportChart writes the chart of the run, or that of the races in their tab, as
// it is shown, to a file, or its values, as the file's name says.
func (w *Window) ExportChart() {
	chart := w.chartInView()
	switch {
	case chart == w.races.chart && chart.figure == nil:
		w.tell(lang.L("There is no chart yet"), errors.New(lang.L("start a race, or tick runs in the table, first")))
		return
	case chart == w.learn.chart && (w.run == nil || len(w.run.epochs) == 0):
		w.tell(lang.L("There is no chart yet"), errors.New(lang.L("start a run first; its chart can be exported after an epoch")))
		return
	}
	figure := chart.Maker()
	w.saveFile("chart.png", slices.Concat(plots.Formats, []string{".csv"}), func(path string) error {
		return writeChart(figure(plots.Light()), path)
	})
}
