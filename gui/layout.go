package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/trace"
	"digitpad/gui/ui"
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

// splitLayout lays two objects side by side: the left one gets the width that makes
// a square pad as large as the height allows, within bounds, the other the
// rest.
type splitLayout struct{}

// The left column's width: at least, in multiples of the text size, and at most
// as a share of the window.
const (
	sidebarLeast = 26
	sidebarMost  = 0.46
	sidebarShape = sidebarPad // width for a height of 1
)

func (splitLayout) gap() float32 { return 1.4 * theme.Size(ui.SizeGap) }

// MinSize implements fyne.Layout.
func (l splitLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(left.Width, sidebarLeast*theme.TextSize())+l.gap()+right.Width, max(left.Height, right.Height))
}

// Layout implements fyne.Layout.
func (l splitLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	least := max(objects[0].MinSize().Width, sidebarLeast*theme.TextSize())
	width := max(least, min(sidebarShape*size.Height, sidebarMost*size.Width))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[1].Move(fyne.NewPos(width+l.gap(), 0))
	objects[1].Resize(fyne.NewSize(size.Width-width-l.gap(), size.Height))
}

// sidebarLayout lays out the left column: a square pad on top as large as fits, its
// tools below, and the answer in the rest.
type sidebarLayout struct{}

// sidebarPad is the share of the column's height that the pad takes at most.
const sidebarPad = 0.52

// MinSize implements fyne.Layout.
func (sidebarLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	pad, tools, answer := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	gap := theme.Size(ui.SizeGap)
	return fyne.NewSize(max(pad.Width, tools.Width, answer.Width), pad.Height+tools.Height+answer.Height+2*gap)
}

// Layout implements fyne.Layout.
func (sidebarLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pad, tools, answer := objects[0], objects[1], objects[2]
	gap := theme.Size(ui.SizeGap)
	room := size.Height - tools.MinSize().Height - answer.MinSize().Height - 2*gap
	side := min(size.Width, room, max(sidebarPad*size.Height, pad.MinSize().Height))
	pad.Move(fyne.NewPos((size.Width-side)/2, 0))
	pad.Resize(fyne.NewSquareSize(side))
	y := side + gap*0.7
	tools.Move(fyne.NewPos(0, y))
	tools.Resize(fyne.NewSize(size.Width, tools.MinSize().Height))
	y += tools.MinSize().Height + gap
	answer.Move(fyne.NewPos(0, y))
	answer.Resize(fyne.NewSize(size.Width, size.Height-y))
}

// predictionLayout lays out what the network sees, at the left, and what it says.
type predictionLayout struct{}

// predictionInput is the share of the width that the 28×28 image takes.
const predictionInput = 0.36

// MinSize implements fyne.Layout.
func (predictionLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	sees, says := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(sees.Width+theme.Size(ui.SizeGap)+says.Width, max(sees.Height, says.Height))
}

// Layout implements fyne.Layout.
func (predictionLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sees, says := objects[0], objects[1]
	gap := theme.Size(ui.SizeGap)
	width := max(sees.MinSize().Width, predictionInput*size.Width)
	sees.Move(fyne.NewPos(0, 0))
	sees.Resize(fyne.NewSize(width, size.Height))
	says.Move(fyne.NewPos(width+gap, 0))
	says.Resize(fyne.NewSize(size.Width-width-gap, size.Height))
}

// reservedLayout lays objects of which one is visible, or none, at the left of the same
// place. The place is as large whatever is visible, so that nothing moves when one comes.
type reservedLayout struct{}

// MinSize implements fyne.Layout.
func (reservedLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// Layout implements fyne.Layout.
func (reservedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(min(o.MinSize().Width, size.Width), size.Height))
	}
}

// resizeObserver calls a function whenever the window is laid out.
type resizeObserver struct{ LaidOut func() }

// MinSize implements fyne.Layout.
func (resizeObserver) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (w resizeObserver) Layout([]fyne.CanvasObject, fyne.Size) { w.LaidOut() }

// withFooterLayout lays out the window above the lesson's strip, which takes no room while
// there is none.
type withFooterLayout struct{}

func footerGap() float32 { return 0.5 * theme.Padding() }

// MinSize implements fyne.Layout.
func (withFooterLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	if objects[1].Visible() {
		strip := objects[1].MinSize()
		size = fyne.NewSize(max(size.Width, strip.Width), size.Height+footerGap()+strip.Height)
	}
	return size
}

// Layout implements fyne.Layout.
func (withFooterLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := size.Height
	if objects[1].Visible() {
		strip := objects[1].MinSize().Height
		height -= strip + footerGap()
		objects[1].Move(fyne.NewPos(0, size.Height-strip))
		objects[1].Resize(fyne.NewSize(size.Width, strip))
	}
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, height))
}
