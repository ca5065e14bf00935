// Package formula is a typeset formula in the window, whose terms can be pointed at and chosen.
package formula

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
	"digitpad/gui/ui"
	"digitpad/training/typeset"
)

// View is a formula whose terms can be pointed at and chosen, by pointer or with
// the arrow keys. It is drawn at the resolution of the screen.
type View struct {
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
	_ fyne.Tappable     = (*View)(nil)
	_ fyne.Focusable    = (*View)(nil)
	_ desktop.Hoverable = (*View)(nil)
)

// scale is the size of letters in multiples of the text size.
const scale = 1.35

func New(name string, n typeset.Node) *View {
	f := &View{name: name, formula: typeset.Layout(n)}
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
func (f *View) em() float64 { return scale * float64(theme.TextSize()) }

// margin is around the formula, in em.
const margin = 0.25

// draw draws the formula in so many pixels of the screen.
func (f *View) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	size := f.Size()
	if size.Width <= 0 || w == 0 {
		return img
	}
	em := f.em() * float64(w) / float64(size.Width)
	f.formula.Draw(img, margin*em, (margin+f.formula.Ascent)*em, em, func(term string) color.Color {
		if term != "" && (term == f.pointed || term == f.chosen) {
			return theme.Color(theme.ColorNamePrimary)
		}
		return theme.Color(theme.ColorNameForeground)
	})
	return img
}

// termAt is the term at a position.
func (f *View) termAt(at fyne.Position) string {
	em := f.em()
	return f.formula.At(float64(at.X)/em-margin, float64(at.Y)/em-margin-f.formula.Ascent)
}

// choose chooses a term; the one that is chosen, or "", means none.
func (f *View) choose(name string) {
	if name == f.chosen {
		name = ""
	}
	f.chosen = name
	f.Refresh()
	f.OnTerm(name)
}

// Tapped implements fyne.Tappable.
func (f *View) Tapped(e *fyne.PointEvent) { f.choose(f.termAt(e.Position)) }

// MouseIn implements desktop.Hoverable.
func (f *View) MouseIn(e *desktop.MouseEvent) { f.point(f.termAt(e.Position)) }

// MouseMoved implements desktop.Hoverable.
func (f *View) MouseMoved(e *desktop.MouseEvent) { f.point(f.termAt(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (f *View) MouseOut() { f.point("") }

// Cursor implements desktop.Cursorable.
func (f *View) Cursor() desktop.Cursor {
	if f.pointed != "" {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (f *View) point(name string) {
	if name != f.pointed {
		f.pointed = name
		f.Refresh()
	}
}

// FocusGained implements fyne.Focusable.
func (f *View) FocusGained() {
	f.focused = true
	f.Refresh()
	focus.ScrollIntoView(f)
}

// FocusLost implements fyne.Focusable.
func (f *View) FocusLost() { f.focused = false; f.Refresh() }

// TypedRune implements fyne.Focusable.
func (f *View) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: left and right go from term to term, Escape leaves
// them.
func (f *View) TypedKey(e *fyne.KeyEvent) {
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
func (f *View) AccessibilityLabel() string { return f.name }

// AccessibilityRole implements fyne.Accessible.
func (f *View) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (f *View) CreateRenderer() fyne.WidgetRenderer {
	r := &viewRenderer{view: f, focus: canvas.NewRectangle(color.Transparent)}
	r.focus.StrokeWidth = 2
	r.Refresh()
	return r
}

type viewRenderer struct {
	view  *View
	focus *canvas.Rectangle
}

func (r *viewRenderer) Destroy() {}

func (r *viewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.view.raster, r.focus}
}

func (r *viewRenderer) MinSize() fyne.Size {
	f, em := r.view.formula, r.view.em()
	return fyne.NewSize(float32((f.Width+2*margin)*em), float32((f.Height()+2*margin)*em))
}

func (r *viewRenderer) Layout(size fyne.Size) {
	r.view.raster.Resize(size)
	r.focus.Resize(size)
}

func (r *viewRenderer) Refresh() {
	r.focus.StrokeColor = color.Transparent
	if r.view.focused {
		r.focus.StrokeColor = theme.Color(theme.ColorNameFocus)
	}
	r.focus.Refresh()
	r.view.raster.Refresh()
}
