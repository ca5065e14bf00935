package gui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/ink"
	"digitpad/training/whole"
)

// Teaching the network how its user writes.

// taughtFile keeps the network that was taught last, in Options.Home. The one that
// was trained last keeps its own file: undo may lead back to it.
const taughtFile = "taught.safetensors"

// strokeFormats are the extensions of stroke files.
var strokeFormats = []string{".jsonl"}

// taught is a network before it was taught, to go back to.
type taught struct {
	model  codec.Model
	source string
	file   string // that the next start opens, empty for the shipped network
}

// taughtDigit is what a network was taught, and what that did to it.
type taughtDigit struct {
	digit, steps  int
	learned       bool       // it reads the drawing as the digit now
	mine          [2]int     // of my digits, read before and after
	of            int        // my digits
	test          [2]float64 // accuracy on test digits before and after
	onTest, mixed bool       // whether there were test digits; others mixed in
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
	sample := ink.Sample{Label: digit, Source: "digitpad", Drawing: page.Drawing}
	w.addMine(sample)
	w.keepMine(mineEdit{to: &sample})

	image := w.image(page)
	x := network.NewInput(image[:])
	net, before := w.answeringNetwork(), taught{w.model, w.source, w.prefs.Network}
	teaching := training.NewTeaching(net)
	result := taughtDigit{digit: digit, of: len(w.mine), mixed: w.mineTab.mix.Checked && w.digits.train != nil}
	if result.mixed {
		teaching.MixIn = w.digits.train
	}
	inputs, labels := w.mineInputs()
	test := w.digits.test
	w.schooling = true
	w.background(func() {
		after, steps, err := teaching.Teach(w.ctx, net, x, uint8(digit))
		if err == nil {
			result.steps, result.learned = steps, after.Predict(after.NewPass(), x) == digit
			result.mine = [2]int{readRight(net, inputs, labels), readRight(after, inputs, labels)}
			if test != nil {
				result.onTest = true
				result.test, err = accuracies(w.ctx, net, after, test)
			}
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
			w.trace.say("taught", facts{"digit": digit, "steps": steps, "test": result.test})
		})
	})
}

// taughtNotes are a network's notes after teaching: what was measured before does
// not hold any more.
func taughtNotes(notes map[string]string, test *training.Dataset, l taughtDigit) map[string]string {
	notes = maps.Clone(notes)
	delete(notes, training.NoteCost)
	delete(notes, training.NoteTest)
	delete(notes, training.NoteAccuracy)
	if l.onTest && notes != nil {
		notes[training.NoteTest] = test.Name()
		notes[training.NoteAccuracy] = strconv.FormatFloat(l.test[1], 'g', -1, 64)
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

// readRight counts the inputs that a network reads as their labels.
func readRight(net *network.Network, inputs []network.Input, labels []int) int {
	pass, right := net.NewPass(), 0
	for i, x := range inputs {
		if net.Predict(pass, x) == labels[i] {
			right++
		}
	}
	return right
}

// accuracies are those of two networks on a data set.
func accuracies(ctx context.Context, before, after *network.Network, test *training.Dataset) ([2]float64, error) {
	b, err := training.Evaluate(ctx, before, test)
	if err != nil {
		return [2]float64{}, err
	}
	a, err := training.Evaluate(ctx, after, test)
	return [2]float64{b.Accuracy, a.Accuracy}, err
}

// mine is one of my digits, with what a network sees of it.
type mine struct {
	ink.Sample
	image ink.Image
	input network.Input
}

func (w *Window) addMine(s ink.Sample) {
	m := &mine{Sample: s, image: s.Drawing.Image()}
	m.input = network.NewInput(m.image[:])
	w.mine = append(w.mine, m)
	w.mineTab.Refresh()
}

// mineInputs are my digits as a network takes them.
func (w *Window) mineInputs() (inputs []network.Input, labels []int) {
	for _, m := range w.mine {
		inputs, labels = append(inputs, m.input), append(labels, m.Label)
	}
	return inputs, labels
}

// encodeMine is my digits as a stroke file.
func (w *Window) encodeMine() ([]byte, error) {
	samples := make([]ink.Sample, len(w.mine))
	for i, m := range w.mine {
		samples[i] = m.Sample
	}
	var b bytes.Buffer
	err := ink.WriteStrokes(&b, samples...)
	return b.Bytes(), err
}

// ShowMine lays one of my digits on the pad.
func (w *Window) ShowMine(i int) { w.pad.Put(Page{Drawing: w.mine[i].Drawing}) }

// DeleteMine takes the chosen one out of my digits; UndoDeleteMine brings it
// back.
func (w *Window) DeleteMine() {
	i := w.mineTab.chosen
	if i < 0 || i >= len(w.mine) {
		return
	}
	deleted := w.mine[i].Sample
	w.deletedMine = append(w.deletedMine, w.mine[i])
	w.mine = slices.Delete(w.mine, i, i+1)
	w.mineTab.chosen = -1
	w.mineTab.Refresh()
	w.keepMine(mineEdit{from: &deleted})
}

// UndoDeleteMine brings the digit back that was deleted last.
func (w *Window) UndoDeleteMine() {
	if len(w.deletedMine) == 0 {
		return
	}
	last := w.deletedMine[len(w.deletedMine)-1]
	back := last.Sample
	w.mine = append(w.mine, last)
	w.deletedMine = w.deletedMine[:len(w.deletedMine)-1]
	w.mineTab.Refresh()
	w.keepMine(mineEdit{to: &back})
}

// RelabelMine says which digit the chosen one of my digits is.
func (w *Window) RelabelMine(label int) {
	if i := w.mineTab.chosen; 0 <= i && i < len(w.mine) && w.mine[i].Label != label {
		was, is := w.mine[i].Sample, w.mine[i].Sample
		is.Label = label
		w.mine[i].Label = label
		w.mineTab.Refresh()
		w.keepMine(mineEdit{&was, &is})
	}
}

// ExportMine writes my digits to a stroke file.
func (w *Window) ExportMine() {
	if len(w.mine) == 0 {
		w.tell(lang.L("There are no digits of yours yet"), errors.New(lang.L("draw a digit and say which it is; it is then kept here")))
		return
	}
	data, err := w.encodeMine()
	if err != nil {
		w.tell(lang.L("The file was not written"), err)
		return
	}
	w.saveFile(myDigitsFile, strokeFormats, func(path string) error {
		return whole.Write(path, bytes.NewReader(data))
	})
}

// ImportMine asks for a stroke file and adds its digits to mine.
func (w *Window) ImportMine() { w.openFile(strokeFormats, w.ImportMineFrom) }

// mostImported is how many digits a file may bring: more than a person draws.
const mostImported = 5000

// ImportMineFrom adds the digits of a stroke file to mine, all or none.
func (w *Window) ImportMineFrom(path string) {
	w.reading(func() {
		samples, err := readStrokeFile(path)
		if err == nil && len(samples) > mostImported {
			err = fmt.Errorf(lang.L("%s holds %d digits; at most %d can be added to yours"), path, len(samples), mostImported)
		}
		w.post(func() {
			if err != nil {
				w.tell(lang.L("The digits cannot be read"), err)
				return
			}
			var edits []mineEdit
			for _, s := range samples {
				w.addMine(s)
				edits = append(edits, mineEdit{to: &s})
			}
			w.keepMine(edits...)
		})
	})
}

// readMine is what the network that answers reads in one of my digits.
func (w *Window) readMine(m *mine) training.Guess {
	guess := training.Guess{Label: m.Label, Prediction: m.Label}
	if w.model.Network == nil {
		return guess
	}
	encoding := w.model.Network.Spec().Encoding
	a := w.answeringNetwork().Forward(w.pass, m.input)
	guess.Prediction = encoding.Decode(a)
	guess.Confidence = training.Confidence(encoding, a, guess.Prediction)
	return guess
}
