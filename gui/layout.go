package gui

import (
	"fyne.io/fyne/v2"

	"digitpad/gui/trace"
)

// timed is a layout whose steps are timed, with all that it lays out below.
type timed struct {
	inner fyne.Layout
	trace *trace.Log
}

// MinSize implements fyne.Layout.
func (l timed) MinSize(objects []fyne.CanvasObject) fyne.Size { return l.inner.MinSize(objects) }

// Layout implements fyne.Layout.
func (l timed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	defer l.trace.Step("layout")()
	l.inner.Layout(objects, size)
}
