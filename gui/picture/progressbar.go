package picture

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
)

// ProgressBar is a thin bar that fills from left to right.
type ProgressBar struct {
	widget.BaseWidget
	share       float64 // filled, in [0,1]
	track, fill *canvas.Rectangle
}

func NewProgressBar() *ProgressBar {
	m := &ProgressBar{track: canvas.NewRectangle(nil), fill: canvas.NewRectangle(nil)}
	m.ExtendBaseWidget(m)
	return m
}

// Set fills a share of the meter.
func (m *ProgressBar) Set(share float64) {
	m.share = min(1, max(0, share))
	m.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (m *ProgressBar) CreateRenderer() fyne.WidgetRenderer {
	r := &progressBarRenderer{m}
	r.Refresh()
	return r
}

type progressBarRenderer struct{ meter *ProgressBar }

func (r *progressBarRenderer) Destroy() {}

func (r *progressBarRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.meter.track, r.meter.fill}
}

func (r *progressBarRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(0.45 * theme.TextSize()) }

func (r *progressBarRenderer) Layout(size fyne.Size) {
	m := r.meter
	m.track.Resize(size)
	width := float32(m.share) * size.Width
	m.fill.Resize(fyne.NewSize(width, size.Height))
	m.track.CornerRadius = size.Height / 2
	m.fill.CornerRadius = min(size.Height, width) / 2
}

func (r *progressBarRenderer) Refresh() {
	r.meter.track.FillColor = theme.Color(ui.ColorTrack)
	r.meter.fill.FillColor = theme.Color(theme.ColorNamePrimary)
	r.Layout(r.meter.Size())
	canvas.Refresh(r.meter.track)
	canvas.Refresh(r.meter.fill)
}
