package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FieldBorder draws the border of a text field around another input, so that all
// fields of a form look alike and are equally high.
type FieldBorder struct {
	widget.BaseWidget
	inner fyne.CanvasObject
}

func NewFieldBorder(inner fyne.CanvasObject) *FieldBorder {
	o := &FieldBorder{inner: inner}
	o.ExtendBaseWidget(o)
	return o
}

// Children implements focus.Holder.
func (o *FieldBorder) Children() []fyne.CanvasObject { return []fyne.CanvasObject{o.inner} }

// CreateRenderer implements fyne.Widget.
func (o *FieldBorder) CreateRenderer() fyne.WidgetRenderer {
	r := &fieldBorderRenderer{outline: o, border: canvas.NewRectangle(color.Transparent)}
	r.Refresh()
	return r
}

type fieldBorderRenderer struct {
	outline *FieldBorder
	border  *canvas.Rectangle
}

func (r *fieldBorderRenderer) Destroy() {}

func (r *fieldBorderRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.outline.inner, r.border}
}

func (r *fieldBorderRenderer) MinSize() fyne.Size {
	size := r.outline.inner.MinSize()
	line := fyne.MeasureText("M", theme.TextSize(), fyne.TextStyle{}).Height
	size.Height = line + 2*theme.InnerPadding()
	return size
}

func (r *fieldBorderRenderer) Layout(size fyne.Size) {
	r.outline.inner.Resize(size)
	r.border.Resize(size)
}

func (r *fieldBorderRenderer) Refresh() {
	r.border.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	r.border.StrokeWidth = theme.Size(theme.SizeNameInputBorder)
	r.border.CornerRadius = theme.Size(theme.SizeNameInputRadius)
	canvas.Refresh(r.border)
	r.outline.inner.Refresh()
}
