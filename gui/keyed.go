package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Fyne gives a key to the control that has the focus and to nothing else. So that
// F1 helps and Escape closes wherever the focus is, the controls hand on to the
// window what they have no use for themselves.

// button is a button that keeps the space bar only.
type button struct{ widget.Button }

func newButton(label string, icon fyne.Resource, tapped func()) *button {
	b := &button{}
	b.Text, b.Icon, b.OnTapped = label, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *button) TypedKey(e *fyne.KeyEvent) { keep(b, &b.Button, e, fyne.KeySpace) }

// check is a check box that keeps the space bar only.
type check struct{ widget.Check }

func newCheck(label string, changed func(bool)) *check {
	c := &check{}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey implements fyne.Focusable.
func (c *check) TypedKey(e *fyne.KeyEvent) { keep(c, &c.Check, e, fyne.KeySpace) }

// TypedKey implements fyne.Focusable.
func (t *tick) TypedKey(e *fyne.KeyEvent) { keep(t, &t.Check, e, fyne.KeySpace) }

// TypedKey implements fyne.Focusable.
func (s *slider) TypedKey(e *fyne.KeyEvent) { keep(s, &s.Slider, e, fyne.KeyLeft, fyne.KeyRight) }

// TypedKey implements fyne.Focusable.
func (c *choice) TypedKey(e *fyne.KeyEvent) {
	keep(c, &c.Select, e, fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight)
}

// TypedKey implements fyne.Focusable.
func (i *info) TypedKey(e *fyne.KeyEvent) { keep(i, &i.Button, e, fyne.KeySpace) }

// TypedKey implements fyne.Focusable.
func (b *iconButton) TypedKey(e *fyne.KeyEvent) { keep(b, &b.Button, e, fyne.KeySpace) }

// TypedKey implements fyne.Focusable.
func (g *grudging) TypedKey(e *fyne.KeyEvent) { keep(g, &g.Button, e, fyne.KeySpace) }

// TypedKey implements fyne.Focusable.
func (w *wall) TypedKey(e *fyne.KeyEvent) {
	keep(w, &w.GridWrap, e, fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight)
}

// list is a list that does not keep Escape.
type list struct{ widget.List }

func newList(length func() int, create func() fyne.CanvasObject, update func(widget.ListItemID, fyne.CanvasObject)) *list {
	l := &list{}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey implements fyne.Focusable.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	keep(l, &l.List, e, fyne.KeySpace, fyne.KeyUp, fyne.KeyDown)
}

// TypedKey implements fyne.Focusable. A text field hands on only the keys that no
// text is made with; Escape leaves it.
func (e *settingEntry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF5, fyne.KeyF11:
		passKey(e, event)
	case fyne.KeyEscape:
		if view := fyne.CurrentApp().Driver().CanvasForObject(e); view != nil {
			view.Unfocus()
		}
	default:
		e.Entry.TypedKey(event)
	}
}

// keep gives a key to a control if it is one of those that it has a use for, and to
// the window if not.
func keep(control fyne.CanvasObject, inner fyne.Focusable, e *fyne.KeyEvent, kept ...fyne.KeyName) {
	if slices.Contains(kept, e.Name) {
		inner.TypedKey(e)
		return
	}
	passKey(control, e)
}
