package gui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// outline draws the border of a text field around another input, so that all
// fields of a form look alike and are equally high.
type outline struct {
	widget.BaseWidget
	inner fyne.CanvasObject
}

func newOutline(inner fyne.CanvasObject) *outline {
	o := &outline{inner: inner}
	o.ExtendBaseWidget(o)
	return o
}

// CreateRenderer implements fyne.Widget.
func (o *outline) CreateRenderer() fyne.WidgetRenderer {
	r := &outlineRenderer{outline: o, border: canvas.NewRectangle(color.Transparent)}
	r.Refresh()
	return r
}

type outlineRenderer struct {
	outline *outline
	border  *canvas.Rectangle
}

func (r *outlineRenderer) Destroy() {}

func (r *outlineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.outline.inner, r.border}
}

func (r *outlineRenderer) MinSize() fyne.Size {
	size := r.outline.inner.MinSize()
	line := fyne.MeasureText("M", theme.TextSize(), fyne.TextStyle{}).Height
	size.Height = line + 2*theme.InnerPadding()
	return size
}

func (r *outlineRenderer) Layout(size fyne.Size) {
	r.outline.inner.Resize(size)
	r.border.Resize(size)
}

func (r *outlineRenderer) Refresh() {
	r.border.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	r.border.StrokeWidth = theme.Size(theme.SizeNameInputBorder)
	r.border.CornerRadius = theme.Size(theme.SizeNameInputRadius)
	canvas.Refresh(r.border)
	r.outline.inner.Refresh()
}
