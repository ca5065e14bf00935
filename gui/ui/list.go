package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
)

// List is a list that does not keep Escape.
type List struct{ widget.List }

func NewList(length func() int, create func() fyne.CanvasObject, update func(widget.ListItemID, fyne.CanvasObject)) *List {
	l := &List{}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.ExtendBaseWidget(l)
	return l
}

// FocusGained implements fyne.Focusable.
func (l *List) FocusGained() {
	l.List.FocusGained()
	focus.ScrollIntoView(l)
}

// TypedKey implements fyne.Focusable.
func (l *List) TypedKey(e *fyne.KeyEvent) {
	KeepKeys(l, &l.List, e, fyne.KeySpace, fyne.KeyUp, fyne.KeyDown)
}
