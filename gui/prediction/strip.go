package prediction

import (
	"fmt"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
	"digitpad/gui/ui"
	"digitpad/training/ink"
	"digitpad/training/segment"
)

var (
	_ fyne.Widget        = (*Strip)(nil)
	_ fyne.Tappable      = (*Strip)(nil)
	_ fyne.Focusable     = (*Strip)(nil)
	_ desktop.Cursorable = (*Strip)(nil)
	_ fyne.Accessible    = (*Strip)(nil)
)

// Strip shows the digits of a number in reading order: what the network received of
// each, and its answer, with a question mark and grey where that is no more than a guess.
// One of them is chosen, by a click or by the arrows.
type Strip struct {
	widget.BaseWidget

	// OnChosen is called with the index of the symbol that a person chooses.
	OnChosen func(symbol int)

	symbols []segment.Symbol
	chosen  int
	focused bool
}

// NewStrip shows no digits.
func NewStrip() *Strip {
	s := &Strip{}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows the symbols of a number, one of them chosen.
func (s *Strip) Set(symbols []segment.Symbol, chosen int) {
	s.symbols, s.chosen = symbols, chosen
	s.Refresh()
}

// stripCell is the width of a digit: its picture and a margin.
func stripCell() float32 { return ink.Side + 1.5*theme.Padding() }

// signCell is the width of a point or a minus.
func signCell() float32 { return 0.4 * stripCell() }

// left is where a symbol begins; that of the one behind the last is the strip's width.
func (s *Strip) left(symbol int) (x float32) {
	for i, v := range s.symbols[:symbol] {
		if x += signCell(); v.Activations != nil {
			x += stripCell() - signCell()
		}
		if i+1 < len(s.symbols) && s.symbols[i+1].Line != v.Line {
			x += signCell()
		}
	}
	return x
}

// Tapped implements fyne.Tappable.
func (s *Strip) Tapped(e *fyne.PointEvent) {
	for i := range s.symbols {
		if x := s.left(i); e.Position.X >= x && e.Position.X < x+stripCell() && s.symbols[i].Activations != nil {
			s.choose(i)
		}
	}
}

func (s *Strip) choose(i int) {
	if s.OnChosen != nil {
		s.OnChosen(i)
	}
}

// Cursor implements desktop.Cursorable.
func (s *Strip) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable. The arrows go from digit to digit.
func (s *Strip) FocusGained() {
	s.focused = true
	s.Refresh()
	focus.ScrollIntoView(s)
}

// FocusLost implements fyne.Focusable.
func (s *Strip) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune implements fyne.Focusable.
func (s *Strip) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Strip) TypedKey(e *fyne.KeyEvent) {
	step := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[e.Name]
	if step == 0 {
		ui.PassKey(s, e)
		return
	}
	for i := s.chosen + step; i >= 0 && i < len(s.symbols); i += step {
		if s.symbols[i].Activations != nil {
			s.choose(i)
			return
		}
	}
}

// spoken is what is said of a symbol.
func spoken(s segment.Symbol) string {
	if s.Uncertain {
		return string(s.Rune) + "?"
	}
	return string(s.Rune)
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Strip) AccessibilityLabel() string {
	said := make([]string, 0, len(s.symbols))
	for i, v := range s.symbols {
		word := spoken(v)
		if i == s.chosen {
			word = fmt.Sprintf(lang.L("%s, chosen"), word)
		}
		said = append(said, word)
	}
	return fmt.Sprintf(lang.L("Digits of the number: %s"), strings.Join(said, "; "))
}

// AccessibilityRole implements fyne.Accessible.
func (s *Strip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	r := &stripRenderer{strip: s}
	r.Refresh()
	return r
}

// stripMark is what a symbol is drawn with.
type stripMark struct {
	frame *canvas.Rectangle
	image *canvas.Image
	said  *canvas.Text
}

type stripRenderer struct {
	strip   *Strip
	marks   []stripMark
	objects []fyne.CanvasObject
}

func (r *stripRenderer) Destroy()                     {}
func (r *stripRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *stripRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.strip.left(len(r.strip.symbols)), stripHeight())
}

// stripHeight is that of a picture and the answer below it.
func stripHeight() float32 { return ink.Side + 0.5*theme.Padding() + 1.25*theme.TextSize() }

func (r *stripRenderer) Layout(fyne.Size) {
	for i, m := range r.marks {
		x, width := r.strip.left(i), signCell()
		if r.strip.symbols[i].Activations != nil {
			width = stripCell()
		}
		m.image.Move(fyne.NewPos(x+(width-ink.Side)/2, 1))
		m.image.Resize(fyne.NewSquareSize(ink.Side))
		m.frame.Move(m.image.Position().SubtractXY(1, 1))
		m.frame.Resize(fyne.NewSquareSize(ink.Side + 2))
		m.said.Move(fyne.NewPos(x, ink.Side+0.5*theme.Padding()))
		m.said.Resize(fyne.NewSize(width, 1.25*theme.TextSize()))
	}
}

func (r *stripRenderer) Refresh() {
	s := r.strip
	for len(r.marks) < len(s.symbols) {
		m := stripMark{canvas.NewRectangle(nil), &canvas.Image{ScaleMode: canvas.ImageScalePixels}, canvas.NewText("", nil)}
		m.said.Alignment = fyne.TextAlignCenter
		r.marks = append(r.marks, m)
	}
	r.marks, r.objects = r.marks[:len(s.symbols)], r.objects[:0]
	for i, m := range r.marks {
		v := s.symbols[i]
		m.image.Image = &image.Gray{Pix: append([]byte(nil), v.Image[:]...), Stride: ink.Side, Rect: image.Rect(0, 0, ink.Side, ink.Side)}
		m.frame.FillColor, m.said.Color = theme.Color(theme.ColorNameInputBorder), theme.Color(theme.ColorNameForeground)
		m.said.Text, m.said.TextSize, m.said.TextStyle.Bold = spoken(v), theme.TextSize(), i == s.chosen
		switch {
		case i == s.chosen:
			m.frame.FillColor, m.said.Color = theme.Color(theme.ColorNamePrimary), theme.Color(theme.ColorNamePrimary)
		case v.Uncertain:
			m.said.Color = theme.Color(ui.ColorSubtle)
		}
		m.frame.StrokeWidth = 0
		if s.focused && i == s.chosen {
			m.frame.StrokeColor, m.frame.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
		}
		m.image.Hidden, m.frame.Hidden = v.Activations == nil, v.Activations == nil
		r.objects = append(r.objects, m.frame, m.image, m.said)
		m.image.Refresh()
		m.said.Refresh()
	}
	r.Layout(s.Size())
	canvas.Refresh(s)
}
