package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Card is content on a surface of its own.
type Card struct {
	widget.BaseWidget
	content fyne.CanvasObject
}

// NewCard makes a Card with some distance around the content.
func NewCard(content fyne.CanvasObject) *Card {
	c := &Card{content: container.NewPadded(content)}
	c.ExtendBaseWidget(c)
	return c
}

// Children implements focus.Holder.
func (c *Card) Children() []fyne.CanvasObject { return []fyne.CanvasObject{c.content} }

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	r := &cardRenderer{card: c, surface: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type cardRenderer struct {
	card    *Card
	surface *canvas.Rectangle
}

func (r *cardRenderer) Destroy() {}

func (r *cardRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.surface, r.card.content}
}

func (r *cardRenderer) MinSize() fyne.Size { return r.card.content.MinSize() }

func (r *cardRenderer) Layout(size fyne.Size) {
	r.surface.Resize(size)
	r.card.content.Resize(size)
}

func (r *cardRenderer) Refresh() {
	r.surface.FillColor = theme.Color(ColorSurface)
	r.surface.CornerRadius = theme.Size(SizeRadius)
	r.surface.Refresh()
	r.card.content.Refresh()
}
