package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// IconButton is a small button that says by an icon what it does.
type IconButton struct {
	widget.Button
	toolTip
	name string
}

func NewIconButton(name string, icon fyne.Resource, do func()) *IconButton {
	b := &IconButton{name: name}
	b.Explain(name)
	b.Icon, b.OnTapped, b.Importance = icon, do, widget.LowImportance
	b.ExtendBaseWidget(b)
	return b
}

// FocusGained implements fyne.Focusable.
func (b *IconButton) FocusGained() {
	b.Button.FocusGained()
	ScrollIntoView(b)
}

// TypedKey implements fyne.Focusable.
func (b *IconButton) TypedKey(e *fyne.KeyEvent) { KeepKeys(b, &b.Button, e, fyne.KeySpace) }

// AccessibilityLabel implements fyne.Accessible.
func (b *IconButton) AccessibilityLabel() string { return b.name }

// MouseIn implements desktop.Hoverable.
func (b *IconButton) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.in(b, e)
}

// MouseMoved implements desktop.Hoverable.
func (b *IconButton) MouseMoved(e *desktop.MouseEvent) {
	b.Button.MouseMoved(e)
	b.tip.MouseMoved(e)
}

// MouseOut implements desktop.Hoverable.
func (b *IconButton) MouseOut() {
	b.Button.MouseOut()
	b.tip.MouseOut()
}

// Tapped implements fyne.Tappable.
func (b *IconButton) Tapped(e *fyne.PointEvent) {
	b.tip.MouseOut() // what was to be explained is done
	b.Button.Tapped(e)
}
