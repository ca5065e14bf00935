package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// Select is a list to choose from, with a name.
type Select struct {
	widget.Select
	name string
}

func NewSelect(name string, options []string, changed func(string)) *Select {
	c := &Select{name: name}
	c.Options, c.OnChanged, c.PlaceHolder = options, changed, lang.L("none")
	c.ExtendBaseWidget(c)
	return c
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Select) AccessibilityLabel() string { return c.name + ", " + c.Selected }

// AccessibilityRole implements fyne.Accessible.
func (c *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// TypedKey implements fyne.Focusable.
func (c *Select) TypedKey(e *fyne.KeyEvent) {
	KeepKeys(c, &c.Select, e, fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight)
}
