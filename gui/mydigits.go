package gui

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
)

// My digits: the drawings that the user has said the digit of.

// myDigits are the digits of the user and what was made of them.
type myDigits struct {
	all     []*mine
	deleted []deletedDigit   // the latest last
	data    *dataset.Dataset // all of them; nil where it has to be made anew
	unkept  []mineEdit       // what the archive has still to write
	counter *latest
	counted subject // last
}

// mine is one of my digits, with the image that a network gets of it, by whether
// drawings are brought into MNIST's frame.
type mine struct {
	ink.Sample
	framed, raw ink.Image
}

// deletedDigit is a digit that can come back to its place.
type deletedDigit struct {
	*mine
	at int
}

func newMine(s ink.Sample) *mine {
	return &mine{Sample: s, framed: s.Drawing.Image(), raw: s.Drawing.Raw()}
}

// imageOfMine is what a network gets of one of my digits: what it would get if the
// drawing lay on the pad.
func (w *Window) imageOfMine(m *mine) *ink.Image {
	if w.normalise.Checked {
		return &m.framed
	}
	return &m.raw
}

// mineChanged brings everything up to date with my digits.
func (w *Window) mineChanged() {
	w.mine.data = nil
	w.mineTab.Refresh()
	w.evaluateAgain()
}

// rememberMine adds a drawing to my digits and keeps it. One that is among them
// already gets the label.
func (w *Window) rememberMine(s ink.Sample) {
	same := func(m *mine) bool { return reflect.DeepEqual(m.Drawing, s.Drawing) }
	if i := slices.IndexFunc(w.mine.all, same); i >= 0 {
		w.relabel(w.mine.all[i], s.Label)
		return
	}
	w.addMine(s)
	w.keepMine(mineEdit{to: &s})
}

func (w *Window) addMine(samples ...ink.Sample) {
	for _, s := range samples {
		w.mine.all = append(w.mine.all, newMine(s))
	}
	w.mineChanged()
}

// mineData is my digits as examples, nil while there are none.
func (w *Window) mineData() *dataset.Dataset {
	if w.mine.data != nil || len(w.mine.all) == 0 {
		return w.mine.data
	}
	var images, labels []byte
	for _, m := range w.mine.all {
		images = append(images, w.imageOfMine(m)[:]...)
		labels = append(labels, byte(m.Label))
	}
	data, err := dataset.New(lang.L("digits of yours"), images, labels)
	if err != nil {
		panic("gui: " + err.Error()) // labels are checked where they come in
	}
	w.mine.data = data
	return data
}

// errTooFew is that there are not enough of my digits for what is to be done.
var errTooFew = errors.New("too few drawings")

// enoughOfEach is an error that names the digits of which there is no example, nil if
// there is one of each.
func enoughOfEach(data *dataset.Dataset) error {
	var drawn [network.Labels]bool
	if data != nil {
		for i := range data.Len() {
			drawn[data.Label(i)] = true
		}
	}
	var missing []string
	for digit, there := range drawn {
		if !there {
			missing = append(missing, strconv.Itoa(digit))
		}
	}
	if missing == nil {
		return nil
	}
	return tooFew{fmt.Sprintf(lang.L("To learn from your digits alone a network needs at least one drawing of each; still missing: %s. Draw them and click their bars."), strings.Join(missing, ", "))}
}

// tooFew is errTooFew in a sentence for the user.
type tooFew struct{ sentence string }

func (t tooFew) Error() string        { return t.sentence }
func (t tooFew) Is(target error) bool { return target == errTooFew }

// ShowMine lays one of my digits on the pad.
func (w *Window) ShowMine(i int) { w.pad.Put(Page{Drawing: w.mine.all[i].Drawing}) }

// DeleteMine takes the chosen one out of my digits; UndoDeleteMine brings it
// back.
func (w *Window) DeleteMine() {
	i := w.mineTab.chosen
	if i < 0 || i >= len(w.mine.all) {
		return
	}
	deleted := w.mine.all[i].Sample
	w.mine.deleted = append(w.mine.deleted, deletedDigit{w.mine.all[i], i})
	w.mine.all = slices.Delete(w.mine.all, i, i+1)
	w.mineTab.Choose(-1)
	w.mineChanged()
	w.keepMine(mineEdit{from: &deleted})
}

// UndoDeleteMine brings the digit back that was deleted last.
func (w *Window) UndoDeleteMine() {
	last := len(w.mine.deleted) - 1
	if last < 0 {
		return
	}
	back := w.mine.deleted[last]
	w.mine.deleted = w.mine.deleted[:last]
	w.mine.all = slices.Insert(w.mine.all, min(back.at, len(w.mine.all)), back.mine)
	w.mineChanged()
	sample := back.Sample
	w.keepMine(mineEdit{to: &sample})
}

// RelabelMine says which digit the chosen one of my digits is.
func (w *Window) RelabelMine(label int) {
	if i := w.mineTab.chosen; 0 <= i && i < len(w.mine.all) && w.mine.all[i].Label != label {
		w.relabel(w.mine.all[i], label)
	}
}

func (w *Window) relabel(m *mine, label int) {
	was, is := m.Sample, m.Sample
	is.Label, m.Label = label, label
	w.mineChanged()
	w.keepMine(mineEdit{&was, &is})
}

// readMine is what the network that answers reads in one of my digits.
func (w *Window) readMine(m *mine) evaluate.Prediction {
	guess := evaluate.Prediction{Label: m.Label, Predicted: m.Label}
	if w.model.Network == nil {
		return guess
	}
	encoding := w.model.Network.Spec().Encoding
	a := w.answeringNetwork().Forward(w.pass, network.NewInput(w.imageOfMine(m)[:]))
	guess.Predicted = encoding.Decode(a)
	guess.Confidence = evaluate.Confidence(encoding, a, guess.Predicted)
	return guess
}

// countPause is the least time between two counts, while a network trains.
const countPause = time.Second / 5

// countMine counts how many of my digits the network reads that answers, unless that
// has been counted.
func (w *Window) countMine() {
	s := subject{network: w.answeringNetwork(), data: w.mineData()}
	if s.network == nil || s.data == nil || s.same(w.mine.counted) {
		return
	}
	w.mine.counted = s
	w.mine.counter.Do(func(ctx context.Context) func() {
		e, err := evaluate.Network(ctx, s.network, s.data)
		if err != nil { // cancelled
			return nil
		}
		return func() {
			if s.data == w.mine.data {
				w.mineTab.ShowRead(e.Confusion.Correct(), s.data.Len())
			}
		}
	})
}
