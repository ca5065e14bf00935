package gui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2/lang"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// Evaluating the network that answers, in the background.

// evaluationPause is the least time between two evaluations: what has changed is
// seen at once, and training keeps the processor.
const evaluationPause = time.Second / 3

// subject is the network that the Evaluate tab is about, what it is called and
// the digits that it is to read. While a run goes on it is the network of its
// last epoch, so that all figures agree with the chart's.
type subject struct {
	network *network.Network
	title   string
	data    *dataset.Dataset
}

// same reports whether two subjects have the same evaluation.
func (s subject) same(other subject) bool {
	return s.network != nil && other.network != nil && s.data == other.data && s.title == other.title &&
		&s.network.Parameters()[0] == &other.network.Parameters()[0]
}

// subject is what to evaluate now.
func (w *Window) subject() subject {
	s := subject{w.answeringNetwork(), w.answeringSource(), w.digits.test}
	if w.evaluate.ofMine() {
		s.data = w.mineData()
	}
	if r := w.run; r != nil && r == w.answering && w.visiting == live && len(w.off.units) == 0 && !r.phase.over() && len(r.epochs) > 0 {
		last := r.epochs[len(r.epochs)-1]
		s.network = s.network.WithParameters(last.Parameters)
		s.title = fmt.Sprintf(lang.L("your network, epoch %d"), last.Number)
	}
	return s
}

// evaluateAgain brings the Evaluate tab up to date, if it is in view and its
// subject has changed.
func (w *Window) evaluateAgain() {
	t := w.evaluate
	if !t.content.Visible() {
		return
	}
	if t.ofMine() && len(w.mine.all) == 0 {
		w.evaluating = subject{}
		t.ShowNothing(lang.L("There are no digits of yours yet: draw one and click the bar of its digit"))
		return
	}
	s := w.subject()
	if s.network == nil || s.data == nil {
		w.evaluating = subject{}
		t.ShowNothing(lang.L("An evaluation needs a network and test digits: choose digits in the tab Train"))
		return
	}
	if s.same(w.evaluating) {
		return
	}
	w.evaluating = s
	progress := &mailbox[int]{
		post:  w.post,
		merge: func(old, latest int) int { return max(old, latest) },
		deliver: func(done int) {
			if t.shown == nil && w.evaluating.same(s) {
				t.ShowProgress(done, s.data.Len())
			}
		},
	}
	w.evaluator.Do(func(ctx context.Context) func() {
		in, err := evaluate.Predict(ctx, s.network, s.data, func(done, _ int) { progress.Put(done) })
		if err != nil { // cancelled
			return nil
		}
		return func() {
			if w.evaluating.data == s.data {
				t.Show(&evaluated{s.title, s.data, in})
			}
		}
	})
}

// PutDigit lays an example of a dataset on the pad: one of my digits as it was drawn.
func (w *Window) PutDigit(data *dataset.Dataset, example int) {
	if data == w.mine.data {
		w.ShowMine(example)
		return
	}
	w.pad.Put(pageOf(data, example))
}

// SetEvaluateView chooses what the Evaluate tab shows; see evaluateTab.Choose.
func (w *Window) SetEvaluateView(view int) {
	defer w.trace.step("evaluate view")()
	w.prefs.Evaluate = view
	w.evaluate.Choose(view)
}
