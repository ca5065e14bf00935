package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// ImageGrid is a grid of pictures, with a name.
type ImageGrid struct {
	widget.GridWrap
	name string
}

func NewImageGrid(name string, length func() int, create func() fyne.CanvasObject, update func(widget.GridWrapItemID, fyne.CanvasObject)) *ImageGrid {
	w := &ImageGrid{name: name}
	w.Length, w.CreateItem, w.UpdateItem = length, create, update
	w.ExtendBaseWidget(w)
	return w
}

// AccessibilityLabel implements fyne.Accessible.
func (w *ImageGrid) AccessibilityLabel() string { return w.name }

// AccessibilityRole implements fyne.Accessible.
func (w *ImageGrid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// TypedKey implements fyne.Focusable.
func (w *ImageGrid) TypedKey(e *fyne.KeyEvent) {
	keepKeys(w, &w.GridWrap, e, fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight)
}
