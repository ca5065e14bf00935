package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
)

// Check is a check box that keeps the space bar only.
type Check struct {
	widget.Check
	toolTip
	self fyne.Widget // the check box itself, or the one that it is part of
}

// NewCheck makes a check box. Where the pointer rests on it, the explanation says what it does.
func NewCheck(label, explanation string, changed func(bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = label, changed
	c.extend(c, explanation)
	return c
}

func (c *Check) extend(self fyne.Widget, explanation string) {
	c.self = self
	c.Explain(explanation)
	c.ExtendBaseWidget(self)
}

// FocusGained implements fyne.Focusable.
func (c *Check) FocusGained() {
	c.Check.FocusGained()
	focus.ScrollIntoView(c.self)
}

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(e *fyne.KeyEvent) { KeepKeys(c.self, &c.Check, e, fyne.KeySpace) }

// MouseIn implements desktop.Hoverable.
func (c *Check) MouseIn(e *desktop.MouseEvent) {
	c.Check.MouseIn(e)
	c.in(c.self, e)
}

// MouseMoved implements desktop.Hoverable.
func (c *Check) MouseMoved(e *desktop.MouseEvent) {
	c.Check.MouseMoved(e)
	c.tip.MouseMoved(e)
}

// MouseOut implements desktop.Hoverable.
func (c *Check) MouseOut() {
	c.Check.MouseOut()
	c.tip.MouseOut()
}

// Tapped implements fyne.Tappable.
func (c *Check) Tapped(e *fyne.PointEvent) {
	c.tip.MouseOut() // what was to be explained is done
	c.Check.Tapped(e)
}

// UnlabelledCheck is a check box whose name is not written beside it.
type UnlabelledCheck struct {
	Check
	name string
}

func NewUnlabelledCheck(name string, changed func(bool)) *UnlabelledCheck {
	t := &UnlabelledCheck{name: name}
	t.OnChanged = changed
	t.extend(t, name)
	return t
}

// AccessibilityLabel implements fyne.Accessible.
func (t *UnlabelledCheck) AccessibilityLabel() string { return t.name }

// AccessibilityRole implements fyne.Accessible.
func (t *UnlabelledCheck) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
