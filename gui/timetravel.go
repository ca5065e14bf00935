package gui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/training"
)

// Going back to the network of an earlier epoch of the run, also while it goes
// on: the bars and every tab show that network.

// live is in the place of a visited epoch while the network answers as it is
// now.
const live = -1

// VisitEpoch lets the network answer as it was after epoch i of the run; the
// last epoch stands for the network as it is now.
func (w *Window) VisitEpoch(i int) {
	defer w.trace.step("epoch slider")()
	r := w.run
	if r == nil || len(r.epochs) == 0 {
		return
	}
	if i = max(0, i); i >= len(r.epochs)-1 {
		w.visiting = live
		w.showEpochs()
		w.answerWithRun()
		return
	}
	w.visiting = i
	e := r.epochs[i]
	w.model = r.model(r.latest().WithParameters(e.Parameters), r.epochs[:i+1])
	w.source = fmt.Sprintf(lang.L("your network, epoch %d"), e.Number)
	if w.answering != r {
		w.answering = r
		w.off = switchedOff{}
		w.pass = w.model.Network.NewPass()
	}
	w.answer.SetSource(w.answeringSource())
	w.about.Describe(w.model, w.source)
	w.showEpochs()
	w.classify()
}

// TurnEpoch visits the epoch so many places further on.
func (w *Window) TurnEpoch(by int) {
	if w.run == nil {
		return
	}
	at := w.visiting
	if at == live {
		at = len(w.run.epochs) - 1
	}
	w.VisitEpoch(at + by)
}

// VisitBest lets the network of the epoch answer that read most test digits.
func (w *Window) VisitBest() {
	if w.run != nil {
		w.VisitEpoch(training.Best(w.run.epochs))
	}
}

// leavePast ends a visit to an earlier epoch, as another network is to answer.
func (w *Window) leavePast() {
	if w.visiting != live {
		w.visiting = live
		w.showEpochs()
	}
}

// showEpochs brings the slider and the mark in the chart up to date.
func (w *Window) showEpochs() {
	w.epochs.Set(len(w.run.epochs), w.visiting)
	w.offerBranch()
	w.plotRun()
	w.followLesson()
}

// epochSlider chooses an epoch of a run, to look at or to go on from.
type epochSlider struct {
	// OnVisited is called when a person chooses an epoch, by its index.
	OnVisited func(i int)

	slider  *slider
	says    *text
	choose  *fyne.Container
	resume  *grudging
	refusal *text // why the run cannot go on from here, in place of choose while the pointer asks
	content *fyne.Container
	room    *fyne.Container // that content takes also while it is hidden
}

func newEpochSlider(t *Theme, a *actions) *epochSlider {
	s := &epochSlider{slider: newSlider(lang.L("Go back"), 0, 1), says: newCaption(""), refusal: newCaption("")}
	s.says.widest = lang.L("after epoch 9999")
	s.says.align = fyne.TextAlignTrailing
	s.refusal.align = fyne.TextAlignTrailing
	s.refusal.Hide()
	s.slider.OnChanged = func(v float64) { s.OnVisited(int(v + 0.5)) }
	s.choose = container.NewBorder(nil, nil,
		newText(lang.L("Go back"), theme.SizeNameText, colorQuiet), s.says,
		container.NewThemeOverride(s.slider, sliderTheme{t}))
	s.resume = newGrudging(&a.continueHere, s.explain)
	s.content = container.NewBorder(nil, nil, nil, s.resume, container.NewStack(s.choose, s.refusal))
	room := canvas.NewRectangle(nil)
	room.SetMinSize(s.content.MinSize())
	s.room = container.NewStack(room, s.content)
	s.Set(0, live)
	return s
}

// Offer lets the run go on from here, or keeps why it cannot.
func (s *epochSlider) Offer(refusal error) {
	able(s.resume, refusal == nil)
	if refusal == nil {
		s.refusal.Set("")
		s.explain(false)
		return
	}
	s.refusal.Set(capital(spoken(refusal.Error())))
}

// explain says why the run cannot go on from here, or no longer.
func (s *epochSlider) explain(on bool) {
	on = on && s.resume.Disabled()
	reveal(s.refusal, on)
	reveal(s.choose, !on)
}

// Set shows which of so many epochs is visited; while there is only one there is
// nothing to choose, but the room for it stays, so that nothing moves.
func (s *epochSlider) Set(epochs, visiting int) {
	reveal(s.content, epochs >= 2)
	at := visiting
	s.says.Set(fmt.Sprintf(lang.L("after epoch %d"), visiting))
	if visiting == live {
		at = epochs - 1
		s.says.Set(lang.L("as it is now"))
	}
	s.slider.Max = float64(max(1, epochs-1))
	s.slider.Value = float64(at) // without a call of OnChanged
	s.slider.Refresh()
}
