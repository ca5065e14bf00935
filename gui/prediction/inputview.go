package prediction

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
	"digitpad/gui/ui"
	"digitpad/training/ink"
)

// AccessibilityLabel implements fyne.Accessible.
func (v *InputView) AccessibilityLabel() string { return lang.L("The network sees") }

// AccessibilityRole implements fyne.Accessible.
func (v *InputView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// InputView shows the 28×28 image that the network receives, pixel by pixel: 0
// is black and 255 white, as MNIST is shown everywhere.
type InputView struct {
	widget.BaseWidget
	Pixels *image.RGBA
	image  *canvas.Image
	frame  *canvas.Rectangle

	// OnTapped is called when a person clicks the image; nil if nothing happens.
	OnTapped func()
	focused  bool
}

// NewInputView shows a blank image.
func NewInputView() *InputView {
	v := &InputView{
		Pixels: image.NewRGBA(image.Rect(0, 0, ink.Side, ink.Side)),
		frame:  canvas.NewRectangle(nil),
	}
	v.image = &canvas.Image{Image: v.Pixels, ScaleMode: canvas.ImageScalePixels}
	v.ExtendBaseWidget(v)
	v.Set(ink.Image{})
	return v
}

// Set shows an image.
func (v *InputView) Set(img ink.Image) {
	for i, ink := range img {
		copy(v.Pixels.Pix[4*i:], []uint8{ink, ink, ink, 0xff})
	}
	v.image.Refresh()
}

var (
	_ fyne.Tappable      = (*InputView)(nil)
	_ fyne.Focusable     = (*InputView)(nil)
	_ fyne.Disableable   = (*InputView)(nil)
	_ fyne.Accessible    = (*InputView)(nil)
	_ desktop.Cursorable = (*InputView)(nil)
)

// Tapped implements fyne.Tappable.
func (v *InputView) Tapped(*fyne.PointEvent) {
	if v.OnTapped != nil {
		v.OnTapped()
	}
}

// Disabled implements fyne.Disableable: the keyboard passes an image behind which
// there is nothing.
func (v *InputView) Disabled() bool { return v.OnTapped == nil }

// Enable implements fyne.Disableable. Whether there is something behind the image
// depends on OnTapped alone.
func (v *InputView) Enable() {}

// Disable implements fyne.Disableable; see Enable.
func (v *InputView) Disable() {}

// FocusGained implements fyne.Focusable.
func (v *InputView) FocusGained() {
	v.focused = true
	v.Refresh()
	focus.ScrollIntoView(v)
}

// FocusLost implements fyne.Focusable.
func (v *InputView) FocusLost() { v.focused = false; v.Refresh() }

// TypedRune implements fyne.Focusable.
func (v *InputView) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (v *InputView) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		v.Tapped(nil)
	default:
		ui.PassKey(v, e)
	}
}

// Cursor implements desktop.Cursorable.
func (v *InputView) Cursor() desktop.Cursor {
	if v.OnTapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (v *InputView) CreateRenderer() fyne.WidgetRenderer {
	r := &inputViewRenderer{view: v}
	r.Refresh()
	return r
}

type inputViewRenderer struct{ view *InputView }

func (r *inputViewRenderer) Destroy() {}

func (r *inputViewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.view.frame, r.view.image}
}

func (r *inputViewRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(3*ink.Side + 2) }

func (r *inputViewRenderer) Layout(size fyne.Size) {
	side := ui.WholePixels(min(size.Width, size.Height))
	r.view.frame.Resize(fyne.NewSquareSize(side))
	r.view.image.Resize(fyne.NewSquareSize(side - 2))
	r.view.image.Move(fyne.NewPos(1, 1))
}

func (r *inputViewRenderer) Refresh() {
	r.view.frame.FillColor = theme.Color(theme.ColorNameInputBorder)
	if r.view.focused {
		r.view.frame.FillColor = theme.Color(theme.ColorNamePrimary)
	}
	canvas.Refresh(r.view.frame)
	r.view.image.Refresh()
}
