package ui

import (
	"slices"

	"fyne.io/fyne/v2"
)

// KeepKeys gives a key to a control if it is one of those that it has a use for, and to
// the window if not.
func KeepKeys(control fyne.CanvasObject, inner fyne.Focusable, e *fyne.KeyEvent, kept ...fyne.KeyName) {
	if slices.Contains(kept, e.Name) {
		inner.TypedKey(e)
		return
	}
	PassKey(control, e)
}

// PassKey gives a key that a widget has no use for to the window.
func PassKey(from fyne.CanvasObject, e *fyne.KeyEvent) {
	driver := fyne.CurrentApp().Driver()
	view := driver.CanvasForObject(from)
	if view == nil { // a control that has the focus, but was not painted yet
		windows := driver.AllWindows()
		if len(windows) == 0 {
			return
		}
		view = windows[0].Canvas()
	}
	if typed := view.OnTypedKey(); typed != nil {
		typed(e)
	}
}
