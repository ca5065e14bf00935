package pad

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/focus"
	"digitpad/gui/ui"
	"digitpad/training/ink"
)

// Drawing by the keyboard: while the pad has the focus the arrows, and the four
// keys at the corners of the number pad, move a pen; the space bar sets it down
// and lifts it. All other keys do what they do everywhere.

// cursorStep is how far a key moves the pen, in pad units.
const cursorStep = 0.05

// cursorMoves are the directions of the keys.
var cursorMoves = map[fyne.KeyName]ink.Point{
	fyne.KeyUp: {Y: -1}, fyne.KeyDown: {Y: 1}, fyne.KeyLeft: {X: -1}, fyne.KeyRight: {X: 1},
	fyne.KeyHome: {X: -1, Y: -1}, fyne.KeyPageUp: {X: 1, Y: -1}, fyne.KeyEnd: {X: -1, Y: 1}, fyne.KeyPageDown: {X: 1, Y: 1},
}

// keyboardCursor is where the keyboard draws.
type keyboardCursor struct {
	at      ink.Point
	down    bool
	focused bool
	mark    *canvas.Circle
}

func newKeyboardCursor() keyboardCursor {
	return keyboardCursor{at: ink.Point{X: 0.5, Y: 0.2}, mark: canvas.NewCircle(nil)}
}

var _ fyne.Focusable = (*Pad)(nil)

// FocusGained implements fyne.Focusable.
func (p *Pad) FocusGained() {
	p.keyboard.focused = true
	p.Refresh()
	focus.ScrollIntoView(p)
}

// FocusLost implements fyne.Focusable. It lifts the pen.
func (p *Pad) FocusLost() {
	p.liftCursor()
	p.keyboard.focused = false
	p.Refresh()
}

// TypedRune implements fyne.Focusable.
func (p *Pad) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *Pad) TypedKey(e *fyne.KeyEvent) {
	p.active()
	move, moves := cursorMoves[e.Name]
	switch {
	case moves:
		p.moveCursor(move)
	case e.Name == fyne.KeySpace && p.keyboard.down:
		p.liftCursor()
	case e.Name == fyne.KeySpace && p.held == 0:
		p.keyboard.down = true
		p.begin(p.fromPad(p.keyboard.at), desktop.MouseButtonPrimary)
	default:
		p.liftCursor()
		ui.PassKey(p, e)
	}
	p.placeCursor()
}

// moveCursor moves the pen a step, and draws if it is down.
func (p *Pad) moveCursor(by ink.Point) {
	p.keyboard.at.X = min(1, max(0, p.keyboard.at.X+by.X*cursorStep))
	p.keyboard.at.Y = min(1, max(0, p.keyboard.at.Y+by.Y*cursorStep))
	if p.keyboard.down && p.held != 0 {
		p.extend(p.fromPad(p.keyboard.at))
	}
}

// liftCursor ends the stroke that the keyboard draws, if it draws one.
func (p *Pad) liftCursor() {
	if p.keyboard.down {
		p.keyboard.down = false
		p.end()
	}
}

// fromPad is a point in pad units as a position in the widget.
func (p *Pad) fromPad(at ink.Point) fyne.Position {
	side := float64(p.image.Size().Width)
	return p.image.Position().AddXY(float32(at.X*side), float32(at.Y*side))
}

// placeCursor shows the pen where it is, filled while it is down; without the focus
// there is none.
func (p *Pad) placeCursor() {
	m := p.keyboard.mark
	m.Hidden = !p.keyboard.focused
	m.StrokeColor, m.StrokeWidth, m.FillColor = theme.Color(theme.ColorNamePrimary), 2, nil
	if p.keyboard.down {
		m.FillColor = m.StrokeColor
	}
	size := max(8, float32(p.page.Brush())*p.image.Size().Width)
	m.Resize(fyne.NewSquareSize(size))
	m.Move(p.fromPad(p.keyboard.at).SubtractXY(size/2, size/2))
	canvas.Refresh(m)
}
