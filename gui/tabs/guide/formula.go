package guide

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
	"digitpad/training/typeset"
)

// formulaView is a formula whose terms can be pointed at and chosen, by pointer or with
// the arrow keys. It is drawn at the resolution of the screen.
type formulaView struct {
	widget.BaseWidget

	// OnTerm is called with the name of the term that a person chooses, and with ""
	// when none is chosen any more.
	OnTerm func(name string)

	name    string // for a screen reader
	formula *typeset.Formula
	terms   []string // in their order, each once
	pointed string
	chosen  string
	focused bool
	raster  *canvas.Raster
}

var (
	_ fyne.Tappable     = (*formulaView)(nil)
	_ fyne.Focusable    = (*formulaView)(nil)
	_ desktop.Hoverable = (*formulaView)(nil)
)

// formulaSize is the size of letters in multiples of the text size.
const formulaSize = 1.35

func newFormulaView(name string, n typeset.Node) *formulaView {
	f := &formulaView{name: name, formula: typeset.Layout(n)}
	seen := map[string]bool{}
	for _, r := range f.formula.Terms {
		if !seen[r.Term] {
			seen[r.Term] = true
			f.terms = append(f.terms, r.Term)
		}
	}
	f.raster = canvas.NewRaster(f.draw)
	f.ExtendBaseWidget(f)
	return f
}

// em is the size of letters in Fyne's units.
func (f *formulaView) em() float64 { return formulaSize * float64(theme.TextSize()) }

// margin is around the formula, in em.
const formulaMargin = 0.25

// draw draws the formula in so many pixels of the screen.
func (f *formulaView) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	size := f.Size()
	if size.Width <= 0 || w == 0 {
		return img
	}
	em := f.em() * float64(w) / float64(size.Width)
	f.formula.Draw(img, formulaMargin*em, (formulaMargin+f.formula.Ascent)*em, em, func(term string) color.Color {
		if term != "" && (term == f.pointed || term == f.chosen) {
			return theme.Color(theme.ColorNamePrimary)
		}
		return theme.Color(theme.ColorNameForeground)
	})
	return img
}

// termAt is the term at a position.
func (f *formulaView) termAt(at fyne.Position) string {
	em := f.em()
	return f.formula.At(float64(at.X)/em-formulaMargin, float64(at.Y)/em-formulaMargin-f.formula.Ascent)
}

// choose chooses a term; the one that is chosen, or "", means none.
func (f *formulaView) choose(name string) {
	if name == f.chosen {
		name = ""
	}
	f.chosen = name
	f.Refresh()
	f.OnTerm(name)
}

// Tapped implements fyne.Tappable.
func (f *formulaView) Tapped(e *fyne.PointEvent) { f.choose(f.termAt(e.Position)) }

// MouseIn implements desktop.Hoverable.
func (f *formulaView) MouseIn(e *desktop.MouseEvent) { f.point(f.termAt(e.Position)) }

// MouseMoved implements desktop.Hoverable.
func (f *formulaView) MouseMoved(e *desktop.MouseEvent) { f.point(f.termAt(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (f *formulaView) MouseOut() { f.point("") }

// Cursor implements desktop.Cursorable.
func (f *formulaView) Cursor() desktop.Cursor {
	if f.pointed != "" {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (f *formulaView) point(name string) {
	if name != f.pointed {
		f.pointed = name
		f.Refresh()
	}
}

// FocusGained implements fyne.Focusable.
func (f *formulaView) FocusGained() { f.focused = true; f.Refresh() }

// FocusLost implements fyne.Focusable.
func (f *formulaView) FocusLost() { f.focused = false; f.Refresh() }

// TypedRune implements fyne.Focusable.
func (f *formulaView) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: left and right go from term to term, Escape leaves
// them.
func (f *formulaView) TypedKey(e *fyne.KeyEvent) {
	at := -1
	for i, name := range f.terms {
		if name == f.chosen {
			at = i
		}
	}
	switch e.Name {
	case fyne.KeyRight:
		if at < len(f.terms)-1 {
			f.choose(f.terms[at+1])
		}
	case fyne.KeyLeft:
		if at > 0 {
			f.choose(f.terms[at-1])
		}
	case fyne.KeyEscape:
		if f.chosen == "" {
			ui.PassKey(f, e)
		} else {
			f.choose("")
		}
	default:
		ui.PassKey(f, e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (f *formulaView) AccessibilityLabel() string { return f.name }

// AccessibilityRole implements fyne.Accessible.
func (f *formulaView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (f *formulaView) CreateRenderer() fyne.WidgetRenderer {
	r := &formulaRenderer{view: f, focus: canvas.NewRectangle(color.Transparent)}
	r.focus.StrokeWidth = 2
	r.Refresh()
	return r
}

type formulaRenderer struct {
	view  *formulaView
	focus *canvas.Rectangle
}

func (r *formulaRenderer) Destroy() {}

func (r *formulaRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.view.raster, r.focus}
}

func (r *formulaRenderer) MinSize() fyne.Size {
	f, em := r.view.formula, r.view.em()
	return fyne.NewSize(float32((f.Width+2*formulaMargin)*em), float32((f.Height()+2*formulaMargin)*em))
}

func (r *formulaRenderer) Layout(size fyne.Size) {
	r.view.raster.Resize(size)
	r.focus.Resize(size)
}

func (r *formulaRenderer) Refresh() {
	r.focus.StrokeColor = color.Transparent
	if r.view.focused {
		r.focus.StrokeColor = theme.Color(theme.ColorNameFocus)
	}
	r.focus.Refresh()
	r.view.raster.Refresh()
}
