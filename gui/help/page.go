package help

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
)

// page is a text that scrolls, by the wheel and, while it has the focus, by the keys.
type page struct {
	widget.BaseWidget
	scroll *container.Scroll
	frame  *canvas.Rectangle // is seen while the page has the focus
}

var _ fyne.Focusable = (*page)(nil)

func newPage(text fyne.CanvasObject) *page {
	p := &page{scroll: container.NewVScroll(text), frame: canvas.NewRectangle(color.Transparent)}
	p.frame.CornerRadius = theme.Size(theme.SizeNameInputRadius)
	p.frame.StrokeWidth = 2
	p.ExtendBaseWidget(p)
	p.FocusLost()
	return p
}

// CreateRenderer implements fyne.Widget.
func (p *page) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(p.frame, p.scroll))
}

// FocusGained implements fyne.Focusable.
func (p *page) FocusGained() {
	p.frame.StrokeColor = theme.Color(theme.ColorNamePrimary)
	p.frame.Show()
}

// FocusLost implements fyne.Focusable.
func (p *page) FocusLost() { p.frame.Hide() }

// TypedRune implements fyne.Focusable.
func (p *page) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *page) TypedKey(e *fyne.KeyEvent) {
	line, height := 3*theme.TextSize(), p.scroll.Size().Height
	switch e.Name {
	case fyne.KeyUp:
		p.scrollBy(-line)
	case fyne.KeyDown:
		p.scrollBy(line)
	case fyne.KeyPageUp:
		p.scrollBy(line - height)
	case fyne.KeyPageDown, fyne.KeySpace:
		p.scrollBy(height - line)
	case fyne.KeyHome:
		p.scroll.ScrollToTop()
	case fyne.KeyEnd:
		p.scroll.ScrollToBottom()
	default:
		ui.PassKey(p, e)
	}
}

// scrollBy scrolls down so far, or up, as far as there is text.
func (p *page) scrollBy(distance float32) {
	most := max(0, p.scroll.Content.MinSize().Height-p.scroll.Size().Height)
	p.scroll.ScrollToOffset(fyne.NewPos(0, min(most, max(0, p.scroll.Offset.Y+distance))))
}
