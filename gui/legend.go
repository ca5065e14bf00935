package gui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// legend explains the colours of portraits: from −limit over 0 to limit.
type legend struct {
	widget.BaseWidget
	limit             float32
	least, zero, most *canvas.Text
	scale             *canvas.Image
}

func newLegend() *legend {
	l := &legend{
		limit: 1,
		least: canvas.NewText("", nil), zero: canvas.NewText("0", nil), most: canvas.NewText("", nil),
		scale: &canvas.Image{ScaleMode: canvas.ImageScaleFastest},
	}
	l.zero.Alignment, l.most.Alignment = fyne.TextAlignCenter, fyne.TextAlignTrailing
	l.ExtendBaseWidget(l)
	return l
}

// Set sets the number that has the full colour.
func (l *legend) Set(limit float32) {
	if limit != l.limit {
		l.limit = limit
		l.Refresh()
	}
}

// minus replaces hyphens by minus signs and puts a plus in front if wanted.
func minus(number string, plus bool) string {
	if plus {
		number = "+" + number
	}
	return strings.ReplaceAll(number, "-", "−")
}

// CreateRenderer implements fyne.Widget.
func (l *legend) CreateRenderer() fyne.WidgetRenderer {
	r := &legendRenderer{l}
	r.Refresh()
	return r
}

type legendRenderer struct{ legend *legend }

func (r *legendRenderer) Destroy() {}

func (r *legendRenderer) Objects() []fyne.CanvasObject {
	l := r.legend
	return []fyne.CanvasObject{l.scale, l.least, l.zero, l.most}
}

func (r *legendRenderer) MinSize() fyne.Size {
	em := theme.CaptionTextSize()
	return fyne.NewSize(12*em, 2.2*em)
}

func (r *legendRenderer) Layout(size fyne.Size) {
	l, em := r.legend, theme.CaptionTextSize()
	l.scale.Resize(fyne.NewSize(size.Width, 0.7*em))
	for _, t := range []*canvas.Text{l.least, l.zero, l.most} {
		t.Move(fyne.NewPos(0, 0.8*em))
		t.Resize(fyne.NewSize(size.Width, 1.4*em))
	}
}

func (r *legendRenderer) Refresh() {
	l := r.legend
	digits := strconv.FormatFloat(float64(l.limit), 'g', 2, 32)
	l.least.Text, l.most.Text = "−"+digits, "+"+digits
	for _, t := range []*canvas.Text{l.least, l.zero, l.most} {
		t.TextSize, t.Color = theme.CaptionTextSize(), theme.Color(colorQuiet)
		t.Refresh()
	}
	levels := make([]uint8, 2*zeroLevel+1)
	for i := range levels {
		levels[i] = uint8(i)
	}
	l.scale.Image = colourLevels(levels, len(levels))
	l.scale.Refresh()
}
