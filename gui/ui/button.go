package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
)

// Fyne gives a key to the control that has the focus and to nothing else. So that
// F1 helps and Escape closes wherever the focus is, the controls hand on to the
// window what they have no use for themselves.

// Button is a button that keeps the space bar only.
type Button struct {
	widget.Button
	toolTip
	self fyne.Widget // the button itself, or the one that it is part of
}

// NewButton makes a button. Where the pointer rests on it, the explanation says what it does.
func NewButton(label, explanation string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.OnTapped = label, icon, tapped
	b.extend(b, explanation)
	return b
}

func (b *Button) extend(self fyne.Widget, explanation string) {
	b.self = self
	b.Explain(explanation)
	b.ExtendBaseWidget(self)
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() {
	b.Button.FocusGained()
	focus.ScrollIntoView(b.self)
}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(e *fyne.KeyEvent) { KeepKeys(b.self, &b.Button, e, fyne.KeySpace) }

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.in(b.self, e)
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
