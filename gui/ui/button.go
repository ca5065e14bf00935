package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Fyne gives a key to the control that has the focus and to nothing else. So that
// F1 helps and Escape closes wherever the focus is, the controls hand on to the
// window what they have no use for themselves.

// Button is a button that keeps the space bar only.
type Button struct {
	widget.Button
	toolTip
}

// NewButton makes a button. Where the pointer rests on it, the explanation says what it does.
func NewButton(label, explanation string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{}
	b.Explain(explanation)
	b.Text, b.Icon, b.OnTapped = label, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() {
	b.Button.FocusGained()
	ScrollIntoView(b)
}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(e *fyne.KeyEvent) { KeepKeys(b, &b.Button, e, fyne.KeySpace) }

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.in(b, e)
}

// MouseMoved implements desktop.Hoverable.
func (b *Button) MouseMoved(e *desktop.MouseEvent) {
	b.Button.MouseMoved(e)
	b.tip.MouseMoved(e)
}

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() {
	b.Button.MouseOut()
	b.tip.MouseOut()
}

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(e *fyne.PointEvent) {
	b.tip.MouseOut() // what was to be explained is done
	b.Button.Tapped(e)
}
