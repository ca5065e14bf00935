package inspect

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/ui"
	"digitpad/training/ink"
)

// unitView shows one unit: its name, its activation as a bar and a number, and,
// where it sees the image, its picture.
type unitView struct {
	widget.BaseWidget
	pixel   int // the least size of a picture's pixel, 0 for no picture
	state   unitState
	focused bool

	image       *canvas.Image // nil for a unit that does not see the image
	name, value *canvas.Text
	track, fill *canvas.Rectangle
	mark        *canvas.Rectangle
}

// unitState is what a unitView shows.
type unitState struct {
	name   string
	levels []uint8 // the picture; see pictures
	active bool    // whether there is an activation
	a      float32 // the activation
	full   float32 // the activation that fills the bar
	chosen bool
	off    bool // switched off
}

// newUnitView shows a unit with a picture whose pixels are so large, or larger
// where there is room.
func newUnitView(pixel int) *unitView {
	u := &unitView{pixel: pixel, image: &canvas.Image{ScaleMode: canvas.ImageScalePixels}}
	u.furnish()
	u.ExtendBaseWidget(u)
	return u
}

// furnish makes the parts that every unitView has.
func (u *unitView) furnish() {
	u.name, u.value = canvas.NewText("", nil), canvas.NewText("", nil)
	u.track, u.fill = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	u.mark = canvas.NewRectangle(color.Transparent)
	u.value.Alignment = fyne.TextAlignTrailing
	u.mark.StrokeWidth = 2
}

// Set shows a unit.
func (u *unitView) Set(s unitState) {
	u.state = s
	u.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (u *unitView) CreateRenderer() fyne.WidgetRenderer {
	r := &unitRenderer{unit: u, objects: []fyne.CanvasObject{u.track, u.fill, u.name, u.value, u.mark}}
	if u.image != nil {
		r.objects = append(r.objects, u.image)
	}
	r.Refresh()
	return r
}

type unitRenderer struct {
	unit    *unitView
	objects []fyne.CanvasObject
}

func (r *unitRenderer) Destroy()                     {}
func (r *unitRenderer) Objects() []fyne.CanvasObject { return r.objects }

// pictureSize is the size of a unitView whose picture has pixels of a size.
func pictureSize(pixel int) fyne.Size {
	pad, line := theme.Padding(), 1.8*theme.CaptionTextSize()
	side := float32(pixel * ink.Side)
	return fyne.NewSize(side+2*pad, side+line+2.6*pad)
}

// minPixel is the smallest size of a picture's pixel that can be seen.
func minPixel() int { return max(2, int(4*theme.TextSize()/ink.Side)) }

func (r *unitRenderer) line() float32 { return 1.4 * theme.CaptionTextSize() }
func (r *unitRenderer) bar() float32  { return 0.4 * theme.CaptionTextSize() }

func (r *unitRenderer) MinSize() fyne.Size {
	pad := theme.Padding()
	if r.unit.image == nil {
		return fyne.NewSize(1.6*theme.CaptionTextSize(), r.line()+r.bar()+2*pad)
	}
	return pictureSize(r.unit.pixel)
}

func (r *unitRenderer) Layout(size fyne.Size) {
	u, pad := r.unit, theme.Padding()
	u.mark.Resize(size)
	x, y, width := pad, pad, size.Width-2*pad
	if u.image != nil {
		width = float32(int(width/ink.Side)) * ink.Side // all pixels equally large
		x = (size.Width - width) / 2
		u.image.Move(fyne.NewPos(x, y))
		u.image.Resize(fyne.NewSquareSize(width))
		y += width
	}
	u.name.Alignment = fyne.TextAlignLeading
	if u.image == nil {
		u.name.Alignment = fyne.TextAlignCenter
	}
	for _, t := range []*canvas.Text{u.name, u.value} {
		t.Move(fyne.NewPos(x, y))
		t.Resize(fyne.NewSize(width, r.line()))
	}
	u.track.Move(fyne.NewPos(x, y+r.line()))
	u.track.Resize(fyne.NewSize(width, r.bar()))
	u.fill.Move(u.track.Position())
	r.fill()
}

// fill gives the bar the length of the activation.
func (r *unitRenderer) fill() {
	u := r.unit
	track := u.track.Size()
	length := track.Width * min(1, max(u.state.a, -u.state.a)/max(1e-6, u.state.full))
	u.fill.Hidden = !u.state.active || u.state.off || length < 0.5
	u.fill.Resize(fyne.NewSize(length, track.Height))
	u.fill.CornerRadius = min(track.Height, length) / 2
}

func (r *unitRenderer) Refresh() {
	u := r.unit
	size := theme.CaptionTextSize()
	u.name.Text, u.name.TextSize, u.name.Color = u.state.name, size, theme.Color(theme.ColorNameForeground)
	if u.state.off {
		u.name.Text, u.name.Color = fmt.Sprintf(lang.L("%s off"), u.state.name), theme.Color(theme.ColorNameError)
	}
	u.value.Text, u.value.TextSize, u.value.Color = "", size, theme.Color(ui.ColorSubtle)
	if u.state.active && !u.state.off && u.image != nil {
		u.value.Text = i18n.FormatFixed(float64(u.state.a), 2)
	}
	u.track.FillColor = theme.Color(ui.ColorTrack)
	u.track.CornerRadius = r.bar() / 2
	u.fill.FillColor = theme.Color(theme.ColorNamePrimary)
	if u.state.a < 0 {
		u.fill.FillColor = theme.Color(theme.ColorNameError)
	}
	u.mark.Hidden = !u.state.chosen && !u.focused
	u.mark.StrokeColor = theme.Color(theme.ColorNamePrimary)
	u.mark.FillColor = color.Transparent
	if u.focused {
		u.mark.FillColor = theme.Color(theme.ColorNameFocus)
	}
	u.mark.CornerRadius = theme.Size(theme.SizeNameSelectionRadius)
	if u.image != nil && u.state.levels != nil {
		u.image.Image = picture.ColorLevels(u.state.levels, ink.Side)
		u.image.Translucency = 0
		if u.state.off {
			u.image.Translucency = 0.75
		}
	}
	r.fill()
	for _, o := range r.objects {
		o.Refresh()
	}
}

// unitButton is a unitView that can be tapped, or chosen by the keyboard.
type unitButton struct {
	unitView
	onTapped func()
}

var (
	_ fyne.Tappable      = (*unitButton)(nil)
	_ fyne.Focusable     = (*unitButton)(nil)
	_ desktop.Cursorable = (*unitButton)(nil)
)

func newUnitButton(onTapped func()) *unitButton {
	b := &unitButton{onTapped: onTapped}
	b.furnish()
	b.ExtendBaseWidget(b)
	return b
}

// Tapped implements fyne.Tappable.
func (b *unitButton) Tapped(*fyne.PointEvent) { b.onTapped() }

// Cursor implements desktop.Cursorable.
func (b *unitButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (b *unitButton) FocusGained() {
	b.focused = true
	b.Refresh()
	focus.ScrollIntoView(b)
}

// FocusLost implements fyne.Focusable.
func (b *unitButton) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune implements fyne.Focusable.
func (b *unitButton) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *unitButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.onTapped()
	default:
		ui.PassKey(b, e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (u *unitView) AccessibilityLabel() string {
	return i18n.Sprintf(lang.L("Unit %s, activation %.2f"), u.name.Text, u.state.a)
}

// AccessibilityRole implements fyne.Accessible.
func (u *unitView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
