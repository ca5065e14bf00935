package gui

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/inference"
	"digitpad/training/ink"
)

// Teaching the network how its user writes.

// taughtFile keeps the network that was taught last, in Options.Home. The one that
// was trained last keeps its own file: undo may lead back to it.
const taughtFile = "taught.safetensors"

// taught is a network before it was taught, to go back to.
type taught struct {
	model  codec.Model
	source string
	file   string // that the next start opens, empty for the shipped network
}

// taughtDigit is what a network was taught, and what that did to it.
type taughtDigit struct {
	digit, steps int
	learned      bool                   // it reads the drawing as the digit now
	mixed        bool                   // steps on other digits came between
	mine         [2]evaluate.Evaluation // on my digits, before and after
	test         [2]evaluate.Evaluation // on test digits; of no examples if there were none
}

// Teach lets the network learn that the drawing on the pad is a digit, by online
// steps on a copy of it, and keeps the drawing among my digits.
func (w *Window) Teach(digit int) {
	page := w.pad.Page()
	switch {
	case w.model.Network == nil:
		w.tell(lang.L("There is nothing to teach"), errors.New(lang.L("train or open a network first")))
		return
	case len(page.Drawing.Ink()) == 0 || page.Demo:
		w.tell(lang.L("There is nothing to learn"), errors.New(lang.L("draw a digit on the pad first, then say which it is")))
		return
	case w.run != nil && (w.run.phase == running || w.run.phase == paused):
		w.tell(lang.L("The network is being trained"), errors.New(lang.L("stop the training first, so that it does not overwrite what you teach")))
		return
	case w.schooling:
		return
	}
	image := w.image(page)
	x := network.NewInput(image[:])
	net, before := w.answeringNetwork(), taught{w.model, w.source, w.prefs.Network}
	teaching := inference.NewFineTuner(net)
	result := taughtDigit{digit: digit, mixed: w.mineTab.mix.Checked && w.digits.train != nil}
	if result.mixed {
		teaching.Rehearsal, teaching.Corrected = w.digits.train, w.mineData()
	}
	w.rememberMine(ink.Sample{Label: digit, Source: "digitpad", Drawing: page.Drawing})
	mine, test := w.mineData(), w.digits.test
	w.schooling = true
	w.background(func() {
		after, steps, err := teaching.FineTune(w.ctx, net, x, uint8(digit))
		if err == nil {
			result.steps, result.learned = steps, after.Predict(after.NewPass(), x) == digit
			result.mine, err = evaluations(w.ctx, net, after, mine)
		}
		if err == nil && test != nil {
			result.test, err = evaluations(w.ctx, net, after, test)
		}
		w.post(func() {
			w.schooling = false
			if err != nil {
				w.tell(lang.L("The network has not learned it"), err)
				return
			}
			w.untaught = append(w.untaught, before)
			w.adoptTaught(codec.Model{Network: after, Notes: taughtNotes(before.model.Notes, test, result)})
			w.mineTab.Report(result)
			w.trace.say("taught", facts{"digit": digit, "steps": steps, "test": [2]float64{result.test[0].Accuracy, result.test[1].Accuracy}})
		})
	})
}

// taughtNotes are a network's notes after teaching: what was measured before does
// not hold any more.
func taughtNotes(notes map[string]string, test *dataset.Dataset, l taughtDigit) map[string]string {
	notes = maps.Clone(notes)
	delete(notes, training.NoteCost)
	delete(notes, training.NoteTest)
	delete(notes, training.NoteAccuracy)
	if test != nil && notes != nil {
		notes[training.NoteTest] = test.Name()
		notes[training.NoteAccuracy] = strconv.FormatFloat(l.test[1].Accuracy, 'g', -1, 64)
	}
	return notes
}

// adoptTaught lets a network that was taught answer, also at the next start.
func (w *Window) adoptTaught(m codec.Model) {
	w.answering = nil
	w.use(m, lang.L("taught by you"))
	w.keepForNextStart(m, taughtFile)
	able(w.mineTab.untrue, len(w.untaught) > 0)
}

// UndoTeaching goes back to the network before it was last taught. The drawing
// stays among my digits.
func (w *Window) UndoTeaching() {
	if len(w.untaught) == 0 || w.schooling {
		return
	}
	last := w.untaught[len(w.untaught)-1]
	w.untaught = w.untaught[:len(w.untaught)-1]
	w.answering = nil
	w.use(last.model, last.source)
	if filepath.Base(last.file) == taughtFile {
		w.keepForNextStart(last.model, taughtFile)
	} else {
		w.file(func() { w.post(func() { w.prefs.Network = last.file }) }) // after what is still to be written
	}
	able(w.mineTab.untrue, len(w.untaught) > 0)
	w.mineTab.Forget()
}

// keepForNextStart writes a network to a file in Options.Home, which the next start
// opens.
func (w *Window) keepForNextStart(m codec.Model, name string) {
	path := filepath.Join(w.options.Home, name)
	w.file(func() {
		if err := writeModel(m, path); err != nil {
			w.post(func() { w.tell(lang.L("Your network could not be kept for the next start"), err) })
			return
		}
		w.post(func() { w.prefs.Network = path })
	})
}

// evaluations are those of a network before and after it was taught.
func evaluations(ctx context.Context, before, after *network.Network, data *dataset.Dataset) (both [2]evaluate.Evaluation, err error) {
	for i, net := range []*network.Network{before, after} {
		if both[i], err = evaluate.Network(ctx, net, data); err != nil {
			return both, err
		}
	}
	return both, nil
}
