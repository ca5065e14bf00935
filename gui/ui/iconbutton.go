package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// IconButton is a small button that says by an icon what it does.
type IconButton struct {
	widget.Button
	name string
}

func NewIconButton(name string, icon fyne.Resource, do func()) *IconButton {
	b := &IconButton{name: name}
	b.Icon, b.OnTapped, b.Importance = icon, do, widget.LowImportance
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *IconButton) TypedKey(e *fyne.KeyEvent) { KeepKeys(b, &b.Button, e, fyne.KeySpace) }

// AccessibilityLabel implements fyne.Accessible.
func (b *IconButton) AccessibilityLabel() string { return b.name }
