package gui

import (
	"fyne.io/fyne/v2"

	"digitpad/training/dataset"
	"digitpad/training/ink"
)

// What can be done with the drawing.

// Undo takes back the last change of the pad, or of the text field that has the
// focus.
func (w *Window) Undo() {
	if !w.typing(&fyne.ShortcutUndo{}) {
		w.pad.Undo()
	}
}

// Redo takes back the last Undo.
func (w *Window) Redo() {
	if !w.typing(&fyne.ShortcutRedo{}) {
		w.pad.Redo()
	}
}

// Clear empties the pad.
func (w *Window) Clear() { w.pad.Clear() }

// SetBrush sets the width of the brush in pad units.
func (w *Window) SetBrush(width float64) {
	w.touched()
	w.pad.SetBrush(width)
	w.prefs.Brush = w.pad.Brush()
	if w.brush.Value != w.pad.Brush() {
		w.brush.SetValue(w.pad.Brush())
	}
}

// RandomDigit lays a test image on the pad. Without digits it does nothing.
func (w *Window) RandomDigit() {
	if w.digits.test == nil {
		return
	}
	w.pad.Put(pageOf(w.digits.test, w.dice.IntN(w.digits.test.Len())))
}

// pageOf is example i of a dataset.
func pageOf(d *dataset.Dataset, i int) Page {
	img := new(ink.Image)
	d.Input(i).Unpack(img[:])
	return Page{Image: img, Label: d.Label(i)}
}

// SetNormalise chooses whether a drawing is brought into MNIST's frame before
// the network sees it.
func (w *Window) SetNormalise(on bool) {
	w.touched()
	w.prefs.Normalise = on
	if w.normalise.Checked != on {
		w.normalise.SetChecked(on)
		return // which calls back
	}
	w.mineChanged()
	w.classify()
}

// ToggleNormalise turns the normalisation off, or on again.
func (w *Window) ToggleNormalise() { w.normalise.SetChecked(!w.normalise.Checked) }
