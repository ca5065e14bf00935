package picture

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/ui"
)

// ColorScale explains the colours of portraits: from −limit over 0 to limit.
type ColorScale struct {
	widget.BaseWidget
	limit             float32
	least, zero, most *canvas.Text
	scale             *canvas.Image
}

func NewColorScale() *ColorScale {
	l := &ColorScale{
		limit: 1,
		least: canvas.NewText("", nil), zero: canvas.NewText("0", nil), most: canvas.NewText("", nil),
		scale: &canvas.Image{ScaleMode: canvas.ImageScaleFastest},
	}
	l.zero.Alignment, l.most.Alignment = fyne.TextAlignCenter, fyne.TextAlignTrailing
	l.ExtendBaseWidget(l)
	return l
}

// Set sets the number that has the full colour.
func (l *ColorScale) Set(limit float32) {
	if limit != l.limit {
		l.limit = limit
		l.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (l *ColorScale) CreateRenderer() fyne.WidgetRenderer {
	r := &colorScaleRenderer{l}
	r.Refresh()
	return r
}

type colorScaleRenderer struct{ legend *ColorScale }

func (r *colorScaleRenderer) Destroy() {}

func (r *colorScaleRenderer) Objects() []fyne.CanvasObject {
	l := r.legend
	return []fyne.CanvasObject{l.scale, l.least, l.zero, l.most}
}

func (r *colorScaleRenderer) MinSize() fyne.Size {
	em := theme.CaptionTextSize()
	return fyne.NewSize(12*em, 2.2*em)
}

func (r *colorScaleRenderer) Layout(size fyne.Size) {
	l, em := r.legend, theme.CaptionTextSize()
	l.scale.Resize(fyne.NewSize(size.Width, 0.7*em))
	for _, t := range []*canvas.Text{l.least, l.zero, l.most} {
		t.Move(fyne.NewPos(0, 0.8*em))
		t.Resize(fyne.NewSize(size.Width, 1.4*em))
	}
}

func (r *colorScaleRenderer) Refresh() {
	l := r.legend
	digits := i18n.Sprintf("%.2g", l.limit)
	l.least.Text, l.most.Text = "−"+digits, "+"+digits
	for _, t := range []*canvas.Text{l.least, l.zero, l.most} {
		t.TextSize, t.Color = theme.CaptionTextSize(), theme.Color(ui.ColorSubtle)
		t.Refresh()
	}
	levels := make([]uint8, 2*ZeroLevel+1)
	for i := range levels {
		levels[i] = uint8(i)
	}
	l.scale.Image = ColorLevels(levels, len(levels))
	l.scale.Refresh()
}
