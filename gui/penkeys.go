package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"digitpad/training/ink"
)

// Drawing by the keyboard: while the pad has the focus the arrows, and the four
// keys at the corners of the number pad, move a pen; the space bar sets it down
// and lifts it. All other keys do what they do everywhere.

// penStep is how far a key moves the pen, in pad units.
const penStep = 0.05

// penMoves are the directions of the keys.
var penMoves = map[fyne.KeyName]ink.Point{
	fyne.KeyUp: {Y: -1}, fyne.KeyDown: {Y: 1}, fyne.KeyLeft: {X: -1}, fyne.KeyRight: {X: 1},
	fyne.KeyHome: {X: -1, Y: -1}, fyne.KeyPageUp: {X: 1, Y: -1}, fyne.KeyEnd: {X: -1, Y: 1}, fyne.KeyPageDown: {X: 1, Y: 1},
}

// pen is where the keyboard draws.
type pen struct {
	at      ink.Point
	down    bool
	focused bool
	mark    *canvas.Circle
}

func newPen() pen {
	return pen{at: ink.Point{X: 0.5, Y: 0.2}, mark: canvas.NewCircle(nil)}
}

var _ fyne.Focusable = (*Pad)(nil)

// FocusGained implements fyne.Focusable.
func (p *Pad) FocusGained() { p.pen.focused = true; p.Refresh() }

// FocusLost implements fyne.Focusable. It lifts the pen.
func (p *Pad) FocusLost() {
	p.liftPen()
	p.pen.focused = false
	p.Refresh()
}

// TypedRune implements fyne.Focusable.
func (p *Pad) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *Pad) TypedKey(e *fyne.KeyEvent) {
	p.touched()
	move, moves := penMoves[e.Name]
	switch {
	case moves:
		p.movePen(move)
	case e.Name == fyne.KeySpace && p.pen.down:
		p.liftPen()
	case e.Name == fyne.KeySpace && p.held == 0:
		p.pen.down = true
		p.begin(p.fromPad(p.pen.at), desktop.MouseButtonPrimary)
	default:
		p.liftPen()
		passKey(p, e)
	}
	p.placePen()
}

// movePen moves the pen a step, and draws if it is down.
func (p *Pad) movePen(by ink.Point) {
	p.pen.at.X = min(1, max(0, p.pen.at.X+by.X*penStep))
	p.pen.at.Y = min(1, max(0, p.pen.at.Y+by.Y*penStep))
	if p.pen.down && p.held != 0 {
		p.extend(p.fromPad(p.pen.at))
	}
}

// liftPen ends the stroke that the keyboard draws, if it draws one.
func (p *Pad) liftPen() {
	if p.pen.down {
		p.pen.down = false
		p.end()
	}
}

// fromPad is a point in pad units as a position in the widget.
func (p *Pad) fromPad(at ink.Point) fyne.Position {
	side := float64(p.image.Size().Width)
	return p.image.Position().AddXY(float32(at.X*side), float32(at.Y*side))
}

// placePen shows the pen where it is, filled while it is down; without the focus
// there is none.
func (p *Pad) placePen() {
	m := p.pen.mark
	m.Hidden = !p.pen.focused
	m.StrokeColor, m.StrokeWidth, m.FillColor = theme.Color(theme.ColorNamePrimary), 2, nil
	if p.pen.down {
		m.FillColor = m.StrokeColor
	}
	size := max(8, float32(p.brush)*p.image.Size().Width)
	m.Resize(fyne.NewSquareSize(size))
	m.Move(p.fromPad(p.pen.at).SubtractXY(size/2, size/2))
	canvas.Refresh(m)
}

// passKey gives a key that a widget has no use for to the window.
func passKey(from fyne.CanvasObject, e *fyne.KeyEvent) {
	driver := fyne.CurrentApp().Driver()
	view := driver.CanvasForObject(from)
	if view == nil { // a control that has the focus, but was not painted yet
		windows := driver.AllWindows()
		if len(windows) == 0 {
			return
		}
		view = windows[0].Canvas()
	}
	if typed := view.OnTypedKey(); typed != nil {
		typed(e)
	}
}
