package ui

import (
	"digitpad/gui/focus"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
)

// What controls are called where they cannot be seen. Fyne hands the names of
// fyne.Accessible objects to the screen reader where it has one; the controls of
// Fyne's own that have no name get one here.

// Slider is a slider with a name.
type Slider struct {
	widget.Slider
	toolTip
	name string
}

// NewSlider makes a slider in whole steps. Where the pointer rests on it, the explanation
// says what it sets.
func NewSlider(name, explanation string, least, most float64) *Slider {
	s := &Slider{name: name}
	s.Explain(explanation)
	s.Min, s.Max, s.Step = least, most, 1
	s.ExtendBaseWidget(s)
	return s
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Slider) AccessibilityLabel() string {
	return s.name + ", " + i18n.FormatNumber(s.Value)
}

// AccessibilityRole implements fyne.Accessible.
func (s *Slider) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// FocusGained implements fyne.Focusable.
func (s *Slider) FocusGained() {
	s.Slider.FocusGained()
	focus.ScrollIntoView(s)
}

// TypedKey implements fyne.Focusable.
func (s *Slider) TypedKey(e *fyne.KeyEvent) { KeepKeys(s, &s.Slider, e, fyne.KeyLeft, fyne.KeyRight) }

// MouseIn implements desktop.Hoverable.
func (s *Slider) MouseIn(e *desktop.MouseEvent) {
	s.Slider.MouseIn(e)
	s.in(s, e)
}

// MouseMoved implements desktop.Hoverable.
func (s *Slider) MouseMoved(e *desktop.MouseEvent) {
	s.Slider.MouseMoved(e)
	s.tip.MouseMoved(e)
}

// MouseOut implements desktop.Hoverable.
func (s *Slider) MouseOut() {
	s.Slider.MouseOut()
	s.tip.MouseOut()
}
