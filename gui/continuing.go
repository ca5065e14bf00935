package gui

import (
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"digitpad/training"
)

// Going on from an earlier epoch: a new run begins with the network of the epoch
// that is visited, and with what the optimiser knew then. The run that is left
// stays among the kept runs, and faintly in the chart.

// ContinueHere starts a run that goes on from the epoch that is visited, with the
// settings of the form.
func (w *Window) ContinueHere() {
	branch, settings, err := w.branch()
	if err != nil {
		w.tell(lang.L("The training cannot go on from here"), err)
		return
	}
	old := w.run
	if !old.phase.over() {
		old.phase = stopped
		w.keepTrained(old)
	}
	w.retire()
	w.run = branchOff(old, branch, settings, w.post, w.hear)
	w.prefs.Settings = settings
	w.visiting = live
	w.learn.ShowRun(w.run)
	w.showEpochs()
	w.examine()
	w.traceRun()
	w.run.session.Run()
}

// branch is the place to go on from, and the settings to go on with; or an error
// that says in a few words why the run cannot.
func (w *Window) branch() (training.Branch, training.Settings, error) {
	r, at := w.run, w.visiting
	if r == nil || len(r.epochs) == 0 {
		return training.Branch{}, training.Settings{}, errors.New(lang.L("There is no run yet."))
	}
	if at == live {
		at = len(r.epochs) - 1
	}
	b := training.Branch{Settings: r.settings, Epochs: slices.Clip(r.epochs[:at+1]), Train: r.digits.train, Test: r.digits.test}
	s, problems := w.learn.form.Settings()
	switch {
	case w.visiting == live && !r.phase.over():
		return b, s, errors.New(lang.L("This run goes on by itself: go back to an earlier epoch first."))
	case w.digits != r.digits:
		return b, s, errors.New(lang.L("Other digits were chosen since this run."))
	case len(problems) > 0:
		return b, s, errors.New(lang.L("A setting is wrong; it is marked below."))
	}
	return b, s, inWords(b, b.Check(s), s)
}

// inWords is why a run cannot go on from a branch, in a few words.
func inWords(b training.Branch, err error, s training.Settings) error {
	var problems training.Problems
	last := b.Epochs[len(b.Epochs)-1].Number
	switch {
	case err == nil:
		return nil
	case errors.As(err, &problems):
		return fmt.Errorf(lang.L("Set back to what this run has: %s."), explanations()[problems[0].Field].title)
	case errors.Is(err, training.ErrNothingLeft):
		return fmt.Errorf(lang.L("No epoch is left to train: set more than %d epochs."), last)
	case errors.Is(err, training.ErrStateGone):
		if nearest, ok := b.Nearest(); ok {
			return fmt.Errorf(lang.L("To save memory, what %s knew then is kept of epoch %d only."), spoken(s.Optimizer), nearest)
		}
		return fmt.Errorf(lang.L("What %s knew then was not kept with this run."), spoken(s.Optimizer))
	}
	return err
}

// branchOff prepares a run that goes on from a branch of an old one.
func branchOff(old *run, b training.Branch, s training.Settings, post func(func()), deliver func(*run, news)) *run {
	last := b.Epochs[len(b.Epochs)-1]
	r := &run{settings: s, digits: old.digits, phase: paused, since: last.Number, epochs: slices.Clone(b.Epochs)}
	r.begun = old.latest().WithParameters(last.Parameters)
	r.progress = training.Progress{
		Epoch: last.Number, Epochs: s.Epochs, Iterations: iterationsAnEpoch(s, old.digits), TotalIterations: last.Iterations,
	}
	for _, e := range old.epochs {
		e.Parameters, e.State = nil, nil // only its figures are shown
		r.origin = append(r.origin, e)
	}
	r.launch(func() (*training.Trainer, error) { return b.Trainer(s) }, post, deliver)
	return r
}

// offerBranch offers to go on from the epoch that is visited, or says why not.
func (w *Window) offerBranch() {
	_, _, err := w.branch()
	w.epochs.Offer(err)
}

// grudging is a button that tells when the pointer is on it, so that why it is
// disabled can be said.
type grudging struct {
	widget.Button
	onPointed func(on bool)
}

func newGrudging(a *action, onPointed func(bool)) *grudging {
	b := &grudging{onPointed: onPointed}
	b.Text, b.Icon, b.OnTapped = a.title, a.icon, a.do
	b.ExtendBaseWidget(b)
	return b
}

// MouseIn implements desktop.Hoverable.
func (b *grudging) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.onPointed(true)
}

// MouseOut implements desktop.Hoverable.
func (b *grudging) MouseOut() {
	b.Button.MouseOut()
	b.onPointed(false)
}
