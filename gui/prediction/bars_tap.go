package prediction

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"digitpad/gui/focus"
	"digitpad/gui/ui"
)

// Each bar is a button: to click it says that the drawing is the digit of that
// bar.

var (
	_ fyne.Focusable     = (*Bars)(nil)
	_ fyne.Tappable      = (*Bars)(nil)
	_ desktop.Hoverable  = (*Bars)(nil)
	_ desktop.Cursorable = (*Bars)(nil)
)

// digits reports whether the bars stand for the ten digits, as those of some
// encodings do not.
func (b *Bars) digits() bool { return len(b.Labels) == 10 && len(b.Values) == 10 }

// at is the bar at a height, -1 for none.
func (b *Bars) at(y float32) int {
	if !b.digits() || b.OnTapped == nil {
		return -1
	}
	i := int(y / BarHeight(b.Size().Height, len(b.Labels)))
	if y < 0 || i >= len(b.Labels) {
		return -1
	}
	return i
}

// Tapped implements fyne.Tappable.
func (b *Bars) Tapped(e *fyne.PointEvent) {
	if i := b.at(e.Position.Y); i >= 0 {
		b.OnTapped(i)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *Bars) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (b *Bars) MouseMoved(e *desktop.MouseEvent) { b.hover(b.at(e.Position.Y)) }

// MouseOut implements desktop.Hoverable.
func (b *Bars) MouseOut() { b.hover(-1) }

func (b *Bars) hover(i int) {
	if i != b.hovered {
		b.hovered = i
		b.Refresh()
	}
}

// Cursor implements desktop.Cursorable.
func (b *Bars) Cursor() desktop.Cursor {
	if b.digits() && b.OnTapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained implements fyne.Focusable. The arrows go from bar to bar; Enter and
// the space bar are clicks.
func (b *Bars) FocusGained() {
	b.hover(max(0, b.Winner))
	focus.ScrollIntoView(b)
}

// FocusLost implements fyne.Focusable.
func (b *Bars) FocusLost() { b.hover(-1) }

// TypedRune implements fyne.Focusable.
func (b *Bars) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *Bars) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		b.hover(max(0, b.hovered-1))
	case fyne.KeyDown:
		b.hover(min(len(b.Labels)-1, b.hovered+1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if b.digits() && b.OnTapped != nil && b.hovered >= 0 {
			b.OnTapped(b.hovered)
		}
	default:
		ui.PassKey(b, e)
	}
}
