package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// UnlabelledCheck is a check box whose name is not written beside it.
type UnlabelledCheck struct {
	widget.Check
	name string
}

func NewUnlabelledCheck(name string, changed func(bool)) *UnlabelledCheck {
	t := &UnlabelledCheck{name: name}
	t.OnChanged = changed
	t.ExtendBaseWidget(t)
	return t
}

// AccessibilityLabel implements fyne.Accessible.
func (t *UnlabelledCheck) AccessibilityLabel() string { return t.name }

// AccessibilityRole implements fyne.Accessible.
func (t *UnlabelledCheck) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Check is a check box that keeps the space bar only.
type Check struct{ widget.Check }

func NewCheck(label string, changed func(bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(e *fyne.KeyEvent) { KeepKeys(c, &c.Check, e, fyne.KeySpace) }

// TypedKey implements fyne.Focusable.
func (t *UnlabelledCheck) TypedKey(e *fyne.KeyEvent) { KeepKeys(t, &t.Check, e, fyne.KeySpace) }
