package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
)

// Select is a list to choose from, with a name.
type Select struct {
	widget.Select
	toolTip
	name string
}

// NewSelect makes a list. Where the pointer rests on it, the explanation says what is
// chosen.
func NewSelect(name, explanation string, options []string, changed func(string)) *Select {
	c := &Select{name: name}
	c.Explain(explanation)
	c.Options, c.OnChanged, c.PlaceHolder = options, changed, lang.L("none")
	c.ExtendBaseWidget(c)
	return c
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Select) AccessibilityLabel() string { return c.name + ", " + c.Selected }

// AccessibilityRole implements fyne.Accessible.
func (c *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// FocusGained implements fyne.Focusable.
func (c *Select) FocusGained() {
	c.Select.FocusGained()
	focus.ScrollIntoView(c)
}

// TypedKey implements fyne.Focusable.
func (c *Select) TypedKey(e *fyne.KeyEvent) {
	KeepKeys(c, &c.Select, e, fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight)
}

// MouseIn implements desktop.Hoverable.
func (c *Select) MouseIn(e *desktop.MouseEvent) {
	c.Select.MouseIn(e)
	c.in(c, e)
}

// MouseMoved implements desktop.Hoverable.
func (c *Select) MouseMoved(e *desktop.MouseEvent) {
	c.Select.MouseMoved(e)
	c.tip.MouseMoved(e)
}

// MouseOut implements desktop.Hoverable.
func (c *Select) MouseOut() {
	c.Select.MouseOut()
	c.tip.MouseOut()
}

// Tapped implements fyne.Tappable.
func (c *Select) Tapped(e *fyne.PointEvent) {
	c.tip.MouseOut() // what was to be explained is done
	c.Select.Tapped(e)
}
