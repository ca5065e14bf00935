package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
)

// AccessibilityLabel implements fyne.Accessible.
func (e *Entry) AccessibilityLabel() string { return e.name + ", " + e.Text }

// AccessibilityRole implements fyne.Accessible.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Entry is a text field, with a name, that tells when it has the focus.
type Entry struct {
	widget.Entry
	name    string
	onFocus func(on bool)
}

func NewEntry(name string, onFocus func(on bool)) *Entry {
	e := &Entry{name: name, onFocus: onFocus}
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	focus.ScrollIntoView(e)
	e.onFocus(true)
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	e.onFocus(false)
}

// TypedKey implements fyne.Focusable. A text field hands on only the keys that no
// text is made with; Escape leaves it.
func (e *Entry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF5, fyne.KeyF11:
		PassKey(e, event)
	case fyne.KeyEscape:
		if view := fyne.CurrentApp().Driver().CanvasForObject(e); view != nil {
			view.Unfocus()
		}
	default:
		e.Entry.TypedKey(event)
	}
}
