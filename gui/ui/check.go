package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// UnlabelledCheck is a check box whose name is not written beside it.
type UnlabelledCheck struct {
	widget.Check
	toolTip
	name string
}

func NewUnlabelledCheck(name string, changed func(bool)) *UnlabelledCheck {
	t := &UnlabelledCheck{name: name}
	t.Explain(name)
	t.OnChanged = changed
	t.ExtendBaseWidget(t)
	return t
}

// AccessibilityLabel implements fyne.Accessible.
func (t *UnlabelledCheck) AccessibilityLabel() string { return t.name }

// AccessibilityRole implements fyne.Accessible.
func (t *UnlabelledCheck) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Check is a check box that keeps the space bar only.
type Check struct {
	widget.Check
	toolTip
}

// NewCheck makes a check box. Where the pointer rests on it, the explanation says what it does.
func NewCheck(label, explanation string, changed func(bool)) *Check {
	c := &Check{}
	c.Explain(explanation)
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained implements fyne.Focusable.
func (c *Check) FocusGained() {
	c.Check.FocusGained()
	ScrollIntoView(c)
}

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(e *fyne.KeyEvent) { KeepKeys(c, &c.Check, e, fyne.KeySpace) }

// FocusGained implements fyne.Focusable.
func (t *UnlabelledCheck) FocusGained() {
	t.Check.FocusGained()
	ScrollIntoView(t)
}

// TypedKey implements fyne.Focusable.
func (t *UnlabelledCheck) TypedKey(e *fyne.KeyEvent) { KeepKeys(t, &t.Check, e, fyne.KeySpace) }

// MouseIn implements desktop.Hoverable.
func (t *UnlabelledCheck) MouseIn(e *desktop.MouseEvent) {
	t.Check.MouseIn(e)
	t.in(t, e)
}

// MouseMoved implements desktop.Hoverable.
func (t *UnlabelledCheck) MouseMoved(e *desktop.MouseEvent) {
	t.Check.MouseMoved(e)
	t.tip.MouseMoved(e)
}

// MouseOut implements desktop.Hoverable.
func (t *UnlabelledCheck) MouseOut() {
	t.Check.MouseOut()
	t.tip.MouseOut()
}

// Tapped implements fyne.Tappable.
func (t *UnlabelledCheck) Tapped(e *fyne.PointEvent) {
	t.tip.MouseOut() // what was to be explained is done
	t.Check.Tapped(e)
}

// MouseIn implements desktop.Hoverable.
func (c *Check) MouseIn(e *desktop.MouseEvent) {
	c.Check.MouseIn(e)
	c.in(c, e)
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
