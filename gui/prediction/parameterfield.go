package prediction

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network/message"
)

// ParameterField is a field for one weight or bias. Enter, or leaving the field, changes the
// network; what the network answers changes at once.
type ParameterField struct {
	Content fyne.CanvasObject

	prediction *predict.Prediction
	name       string
	at         predict.Parameter
	shown      bool // whether there is such a parameter

	problem string

	howTo string // what is said while no parameter is shown
	says  *ui.Text
	row   fyne.CanvasObject
	entry *ui.Entry
	back  *ui.Button
	undo  *ui.IconButton
}

// NewParameterField makes a field without a parameter, which says how to choose one.
func NewParameterField(p *predict.Prediction, howTo string) *ParameterField {
	e := &ParameterField{prediction: p, says: ui.NewCaption(howTo), howTo: howTo}
	e.says.MinFor = ""
	e.entry = ui.NewEntry(lang.L("Weight or bias"), func(on bool) {
		if !on {
			e.commit()
		}
	})
	e.entry.OnSubmitted = func(string) { e.commit() }
	e.back = ui.NewButton(lang.L("Put back"), lang.L("Give the weight or bias the value that training gave it"), nil, func() { p.PutBack(e.at); e.show(true) })
	e.back.Importance = widget.LowImportance
	e.undo = ui.NewIconButton(lang.L("Undo the last edit"), theme.ContentUndoIcon(), func() { p.UndoEdit(); e.show(true) })
	field := container.New(fieldLayout{}, e.entry)
	e.row = container.NewBorder(nil, nil, nil, container.NewHBox(e.undo, e.back), field)
	e.row.Hide()
	e.Content = container.New(ui.VBoxLayout{}, e.says, e.row)
	p.Changed.Listen(func(c predict.PredictionChange) {
		if c.Network {
			e.show(p.Following() == nil) // a network that learns would take what is being written
		}
	})
	return e
}

// Set shows a parameter by the name that it has on screen.
func (e *ParameterField) Set(name string, at predict.Parameter) {
	if e.shown && at != e.at {
		e.commit()
	}
	other := !e.shown || at != e.at
	e.name, e.at, e.shown = name, at, true
	e.show(other)
}

// Edit is Set, and gives the field the keyboard. Around is what the field stands in, which
// is in view while the field may not be yet.
func (e *ParameterField) Edit(name string, at predict.Parameter, around fyne.CanvasObject) {
	e.Set(name, at)
	if view := fyne.CurrentApp().Driver().CanvasForObject(around); view != nil && e.shown {
		view.Focus(e.entry)
		e.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// Parameter is what is shown; false if nothing is.
func (e *ParameterField) Parameter() (predict.Parameter, bool) { return e.at, e.shown }

// Clear shows no parameter, and how to choose one.
func (e *ParameterField) Clear() {
	e.shown, e.problem = false, ""
	e.says.SetColor(ui.ColorSubtle)
	e.says.Set(e.howTo)
	ui.SetVisible(e.row, false)
}

// Entry is the field, for the keyboard.
func (e *ParameterField) Entry() *ui.Entry { return e.entry }

// Problem is what is wrong with what is written; empty if nothing is.
func (e *ParameterField) Problem() string { return e.problem }

// show shows the parameter as it is; what is being written is left alone unless it is
// to be replaced.
func (e *ParameterField) show(replace bool) {
	if !e.shown || e.prediction.Network() == nil || !e.at.In(e.prediction.Model().Network) {
		e.Clear()
		return
	}
	v := e.prediction.Parameter(e.at)
	edit, edited := e.prediction.Edited(e.at)
	says := e.name
	if edited {
		says = fmt.Sprintf(lang.L("%s: was %s"), e.name, shortest(edit.Before))
	}
	if replace || !e.focused() {
		e.problem = ""
		e.says.SetColor(ui.ColorSubtle)
		e.says.Set(says)
		e.entry.SetText(shortest(v))
	}
	ui.SetEnabled(e.back, edited)
	ui.SetEnabled(e.undo, e.prediction.CanUndoEdit())
	ui.SetVisible(e.row, true)
}

func (e *ParameterField) focused() bool {
	view := fyne.CurrentApp().Driver().CanvasForObject(e.entry)
	return view != nil && view.Focused() == e.entry
}

// commit takes the number that is written, and says what is wrong with it where it is
// none.
func (e *ParameterField) commit() {
	if !e.shown || e.entry.Text == shortest(e.prediction.Parameter(e.at)) {
		return
	}
	v, err := i18n.ParseFloat(e.entry.Text)
	if err != nil {
		err = message.Errorf("%q is no number; nothing was changed", e.entry.Text)
	} else {
		err = e.prediction.Edit(e.at, v)
	}
	if err != nil {
		e.problem = i18n.Error(err)
		e.says.SetColor(theme.ColorNameError)
		e.says.Set(e.problem)
		return
	}
	e.show(true)
}

// shortest is a value as it is written: with as many digits as give it again.
func shortest(v float32) string {
	decimal, err := strconv.ParseFloat(strconv.FormatFloat(float64(v), 'g', -1, 32), 64)
	if err != nil {
		panic("prediction: " + err.Error()) // it was written a moment ago
	}
	return i18n.FormatNumber(decimal)
}

// fieldLayout gives a field the room for a number, and no less.
type fieldLayout struct{}

// MinSize implements fyne.Layout.
func (fieldLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(8*theme.TextSize(), objects[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (fieldLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}
