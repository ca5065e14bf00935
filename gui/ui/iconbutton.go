package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// IconButton is a small button that says by an icon what it does.
type IconButton struct {
	Button
	name string
}

func NewIconButton(name string, icon fyne.Resource, do func()) *IconButton {
	b := &IconButton{name: name}
	b.Icon, b.OnTapped, b.Importance = icon, do, widget.LowImportance
	b.extend(b, name)
	return b
}

// AccessibilityLabel implements fyne.Accessible.
func (b *IconButton) AccessibilityLabel() string { return b.name }
