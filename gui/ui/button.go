package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Fyne gives a key to the control that has the focus and to nothing else. So that
// F1 helps and Escape closes wherever the focus is, the controls hand on to the
// window what they have no use for themselves.

// Button is a button that keeps the space bar only.
type Button struct{ widget.Button }

func NewButton(label string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.OnTapped = label, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(e *fyne.KeyEvent) { KeepKeys(b, &b.Button, e, fyne.KeySpace) }
