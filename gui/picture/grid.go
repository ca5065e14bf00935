package picture

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
	"digitpad/gui/ui"
)

// Grid is a grid of pictures, with a name.
type Grid struct {
	widget.GridWrap
	name string
}

func NewGrid(name string, length func() int, create func() fyne.CanvasObject, update func(widget.GridWrapItemID, fyne.CanvasObject)) *Grid {
	w := &Grid{name: name}
	w.Length, w.CreateItem, w.UpdateItem = length, create, update
	w.ExtendBaseWidget(w)
	return w
}

// AccessibilityLabel implements fyne.Accessible.
func (w *Grid) AccessibilityLabel() string { return w.name }

// AccessibilityRole implements fyne.Accessible.
func (w *Grid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// FocusGained implements fyne.Focusable.
func (w *Grid) FocusGained() {
	w.GridWrap.FocusGained()
	focus.ScrollIntoView(w)
}

// TypedKey implements fyne.Focusable.
func (w *Grid) TypedKey(e *fyne.KeyEvent) {
	ui.KeepKeys(w, &w.GridWrap, e, fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight)
}
