package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// meter is a thin bar that fills from left to right.
type meter struct {
	widget.BaseWidget
	share       float64 // filled, in [0,1]
	track, fill *canvas.Rectangle
}

func newMeter() *meter {
	m := &meter{track: canvas.NewRectangle(nil), fill: canvas.NewRectangle(nil)}
	m.ExtendBaseWidget(m)
	return m
}

// Set fills a share of the meter.
func (m *meter) Set(share float64) {
	m.share = min(1, max(0, share))
	m.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (m *meter) CreateRenderer() fyne.WidgetRenderer {
	r := &meterRenderer{m}
	r.Refresh()
	return r
}

type meterRenderer struct{ meter *meter }

func (r *meterRenderer) Destroy() {}

func (r *meterRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.meter.track, r.meter.fill}
}

func (r *meterRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(0.45 * theme.TextSize()) }

func (r *meterRenderer) Layout(size fyne.Size) {
	m := r.meter
	m.track.Resize(size)
	width := float32(m.share) * size.Width
	m.fill.Resize(fyne.NewSize(width, size.Height))
	m.track.CornerRadius = size.Height / 2
	m.fill.CornerRadius = min(size.Height, width) / 2
}

func (r *meterRenderer) Refresh() {
	r.meter.track.FillColor = theme.Color(colorTrack)
	r.meter.fill.FillColor = theme.Color(theme.ColorNamePrimary)
	r.Layout(r.meter.Size())
	canvas.Refresh(r.meter.track)
	canvas.Refresh(r.meter.fill)
}
