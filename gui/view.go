package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"
)

// SetColours chooses light or dark, or what the system has.
func (w *Window) SetColours(c colours) {
	w.prefs.Colours = c
	w.theme.Colours = c
	w.options.App.Settings().SetTheme(w.theme)
}

// bindKeys makes the actions' keys do what they stand for. A dialog has the
// keyboard to itself.
func (w *Window) bindKeys() {
	view := w.window.Canvas()
	view.SetOnTypedKey(func(e *fyne.KeyEvent) {
		w.touched()
		switch {
		case !w.modal():
			w.actions.onKey(e.Name)
		case e.Name == fyne.KeyEscape:
			w.Dismiss()
		}
	})
	for digit, key := range []fyne.KeyName{fyne.Key0, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9} {
		view.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}, func(fyne.Shortcut) {
			if !w.modal() {
				w.Teach(digit)
			}
		})
	}
	for _, a := range w.actions.all() {
		// the first shortcut of each is in the menu, which listens to it
		if a.also != nil {
			view.AddShortcut(a.also, func(fyne.Shortcut) { a.pick() })
		}
	}
}

// raised is a dialog that stands before the window, and what it is there.
type raised struct {
	dialog.Dialog
	overlay fyne.CanvasObject
}

// raise shows a dialog before all that stands there already.
func (w *Window) raise(d dialog.Dialog) {
	overlays := w.window.Canvas().Overlays()
	d.Show()
	w.dialogs = slices.DeleteFunc(w.dialogs, func(r raised) bool { return !slices.Contains(overlays.List(), r.overlay) })
	w.dialogs = append(w.dialogs, raised{d, overlays.Top()})
}

// Dismiss closes what stands foremost before the window, as its button to cancel
// does, or a click beside a menu.
func (w *Window) Dismiss() {
	overlays := w.window.Canvas().Overlays()
	top := overlays.Top()
	if i := slices.IndexFunc(w.dialogs, func(r raised) bool { return r.overlay == top }); i >= 0 {
		w.dialogs[i].Hide()
		return
	}
	if beside, ok := top.(fyne.Tappable); ok {
		beside.Tapped(&fyne.PointEvent{})
	}
	overlays.Remove(top) // what is still there: a question of a file dialog's own
}

// modal reports whether a dialog stands before the window.
func (w *Window) modal() bool { return w.window.Canvas().Overlays().Top() != nil }

// typing hands a shortcut to the text field that has the focus, if one has, and
// reports whether it did.
func (w *Window) typing(s fyne.Shortcut) bool {
	field, ok := w.window.Canvas().Focused().(fyne.Shortcutable)
	if ok {
		field.TypedShortcut(s)
	}
	return ok
}
