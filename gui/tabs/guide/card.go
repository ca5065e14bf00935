package guide

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
)

// card is content on a surface of its own.
type card struct {
	widget.BaseWidget
	content fyne.CanvasObject
}

func newCard(content fyne.CanvasObject) *card {
	c := &card{content: container.NewPadded(content)}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *card) CreateRenderer() fyne.WidgetRenderer {
	r := &cardRenderer{card: c, surface: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type cardRenderer struct {
	card    *card
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
	r.surface.FillColor = theme.Color(ui.ColorSurface)
	r.surface.CornerRadius = theme.Size(ui.SizeRadius)
	r.surface.Refresh()
	r.card.content.Refresh()
}
