package gui

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

var (
	_ fyne.Widget        = (*Pad)(nil)
	_ fyne.Draggable     = (*Pad)(nil)
	_ desktop.Mouseable  = (*Pad)(nil)
	_ desktop.Hoverable  = (*Pad)(nil)
	_ desktop.Cursorable = (*Pad)(nil)
)

// The width of the brush in pad units.
const (
	minBrush    = 0.03
	maxBrush    = 0.15
	brushStep   = 0.01
	eraserBrush = 2.0 // times the brush: rubbing out is coarser than drawing
)

// Page is what lies on the pad: strokes, an image out of a dataset, or a picture
// from a file.
type Page struct {
	Drawing ink.Drawing
	Image   *ink.Image // shown instead of the drawing where it is not nil
	Label   int        // the digit that Image shows, if it is one of a dataset
	Picture string     `json:",omitempty"` // the name of the picture that Image was made of
	Demo    bool       // the program draws, not a person

	stages []preprocess.Stage // how Image was made of the picture
}

// Empty reports whether nothing lies on the pad.
func (p Page) Empty() bool { return p.Image == nil && len(p.Drawing) == 0 }

// Pad is the square on which digits are drawn: the left button draws, the right
// one erases. It records strokes, not pixels, and remembers every page for
// undo.
type Pad struct {
	widget.BaseWidget

	// OnChanged is called after every change of the page, also in the middle of
	// a stroke.
	OnChanged func()

	// OnTouched is called before a person draws or moves over the pad.
	OnTouched func()

	page   Page
	past   []Page // for undo, the latest last
	future []Page // for redo, the next last
	brush  float64
	pen    pen // of the keyboard

	changedAt  time.Time           // when the event came that last changed the page
	held       desktop.MouseButton // the button that draws the stroke, 0 for none
	outside    bool                // the pointer left the pad during the stroke
	foreignEnd bool                // the next DragEnd belongs to another button

	frame  *canvas.Rectangle
	image  *canvas.Image
	hint   *canvas.Text // while the pad is empty
	legend *canvas.Text // which image is shown
	paper  *paper
	trace  *tracer
}

// NewPad is an empty pad.
func NewPad() *Pad {
	p := &Pad{
		brush:  ink.Brush,
		pen:    newPen(),
		frame:  canvas.NewRectangle(nil),
		image:  &canvas.Image{ScaleMode: canvas.ImageScaleFastest},
		hint:   canvas.NewText(lang.L("Draw a digit here"), nil),
		legend: canvas.NewText("", nil),
	}
	p.hint.Alignment = fyne.TextAlignCenter
	p.legend.Alignment = fyne.TextAlignCenter
	p.ExtendBaseWidget(p)
	return p
}

// Page is what lies on the pad. The caller must not change it.
func (p *Pad) Page() Page { return p.page }

// CanUndo reports whether there is an earlier page.
func (p *Pad) CanUndo() bool { return len(p.past) > 0 }

// CanRedo reports whether an undone page can come back.
func (p *Pad) CanRedo() bool { return len(p.future) > 0 }

// Brush is the width of the next stroke in pad units.
func (p *Pad) Brush() float64 { return p.brush }

// SetBrush sets the width of the next stroke, kept within its limits.
func (p *Pad) SetBrush(width float64) { p.brush = min(maxBrush, max(minBrush, width)) }

// Undo brings back the page before the last change.
func (p *Pad) Undo() { p.turn(&p.past, &p.future) }

// Redo takes back the last Undo.
func (p *Pad) Redo() { p.turn(&p.future, &p.past) }

// turn takes a page from one pile and lays the present one on the other.
func (p *Pad) turn(from, to *[]Page) {
	p.end()
	if len(*from) == 0 {
		return
	}
	last := len(*from) - 1
	*to = append(*to, p.page)
	p.page = (*from)[last]
	*from = (*from)[:last]
	p.redraw()
}

// Clear empties the pad; Undo brings back what was there.
func (p *Pad) Clear() {
	if p.page.Empty() {
		return
	}
	p.Put(Page{})
}

// Put lays a page on the pad; Undo brings back what was there.
func (p *Pad) Put(page Page) {
	p.end()
	p.remember()
	p.page = page
	p.redraw()
}

// maxPast is the number of pages that Undo can go back.
const maxPast = 500

// remember keeps the present page for Undo.
func (p *Pad) remember() {
	if len(p.past) == maxPast {
		p.past = slices.Delete(p.past, 0, 1)
	}
	p.past = append(p.past, p.page)
	p.future = nil
}

// redraw shows the whole page anew and reports the change.
func (p *Pad) redraw() {
	defer p.trace.step("pad")()
	p.changedAt = time.Now()
	p.draw()
	p.changed()
}

func (p *Pad) changed() {
	p.caption()
	p.image.Refresh()
	if p.OnChanged != nil {
		p.OnChanged()
	}
}

// caption says what the picture does not.
func (p *Pad) caption() {
	p.hint.Hidden = !p.page.Empty()
	p.legend.Text = ""
	switch {
	case p.page.Picture != "":
		p.legend.Text = p.page.Picture
	case p.page.Image != nil:
		p.legend.Text = fmt.Sprintf(lang.L("test image, labelled %d"), p.page.Label)
	}
	if p.page.Demo {
		p.legend.Text = lang.L("A synthetic writer is drawing. Draw, and the pad is yours.")
	}
	p.legend.Refresh()
}

// demonstrate lays a page on the pad that is nobody's, and that Undo does not bring
// back; nil takes it away.
func (p *Pad) demonstrate(d ink.Drawing) {
	p.page = Page{Drawing: d, Demo: d != nil}
	p.redraw()
}

// touched tells of a person at the pad.
func (p *Pad) touched() {
	if p.OnTouched != nil {
		p.OnTouched()
	}
}

// begin starts a stroke, which the later pages keep their hands off.
func (p *Pad) begin(at fyne.Position, button desktop.MouseButton) {
	p.touched()
	defer p.trace.step("pad")()
	p.changedAt = time.Now()
	p.remember()
	if p.page.Image != nil { // strokes go on an empty page
		p.page = Page{}
		p.draw()
	}
	p.held, p.outside = button, false
	p.page.Drawing = slices.Clone(p.page.Drawing)
	p.startStroke(p.toPad(at))
	p.changed()
}

// startStroke adds a dot, from which extend draws on.
func (p *Pad) startStroke(at ink.Point) {
	stroke := ink.Stroke{Points: []ink.Point{at}, Width: p.brush}
	if p.held == desktop.MouseButtonSecondary {
		stroke.Erase = true
		stroke.Width *= eraserBrush
	}
	p.page.Drawing = append(p.page.Drawing, stroke)
	p.paper.segment(stroke, 0)
}

// extend draws the stroke on to a position. A stroke that leaves the pad ends at
// the edge and goes on where the pointer comes back.
func (p *Pad) extend(to fyne.Position) {
	defer p.trace.step("pad")()
	event := time.Now()
	at := p.toPad(to)
	edge := ink.Point{X: min(1, max(0, at.X)), Y: min(1, max(0, at.Y))}
	left := edge != at
	switch {
	case left && p.outside:
		return
	case p.outside:
		p.startStroke(at)
	default:
		stroke := &p.page.Drawing[len(p.page.Drawing)-1]
		last := len(stroke.Points)
		if edge == stroke.Points[last-1] {
			return
		}
		stroke.Points = append(stroke.Points, edge)
		p.paper.segment(*stroke, last)
	}
	p.outside, p.changedAt = left, event
	p.changed()
}

// end finishes the stroke, if there is one.
func (p *Pad) end() { p.held = 0 }

// toPad is a position in the widget as a point in pad units.
func (p *Pad) toPad(at fyne.Position) ink.Point {
	side := p.image.Size().Width
	corner := p.image.Position()
	return ink.Point{X: float64((at.X - corner.X) / side), Y: float64((at.Y - corner.Y) / side)}
}

// MouseDown implements desktop.Mouseable. A second button during a stroke is
// ignored.
func (p *Pad) MouseDown(e *desktop.MouseEvent) {
	if p.held != 0 {
		return
	}
	if view := fyne.CurrentApp().Driver().CanvasForObject(p); view != nil {
		view.Unfocus() // the keys are the window's again, and no text field's
	}
	switch e.Button {
	case desktop.MouseButtonPrimary, desktop.MouseButtonSecondary:
		p.begin(e.Position, e.Button)
	}
}

// MouseUp implements desktop.Mouseable.
func (p *Pad) MouseUp(e *desktop.MouseEvent) {
	if e.Button == p.held {
		p.end()
		return
	}
	p.foreignEnd = p.held != 0
}

// Dragged implements fyne.Draggable. It also reports a pointer that was pressed
// elsewhere and drags across the pad.
func (p *Pad) Dragged(e *fyne.DragEvent) {
	if p.held != 0 {
		p.extend(e.Position)
	}
}

// DragEnd implements fyne.Draggable. It comes where MouseUp does not: when the
// button is released outside the pad.
func (p *Pad) DragEnd() {
	if p.foreignEnd {
		p.foreignEnd = false
		return
	}
	p.end()
}

// MouseIn implements desktop.Hoverable.
func (p *Pad) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable. It carries the first pixels of a left
// stroke, which Fyne does not count as a drag, and all of a right one.
func (p *Pad) MouseMoved(e *desktop.MouseEvent) {
	p.touched()
	if p.held != 0 && e.Button == p.held {
		p.extend(e.Position)
	}
}

// MouseOut implements desktop.Hoverable. Nothing more is heard of a right
// button that leaves.
func (p *Pad) MouseOut() {
	if p.held == desktop.MouseButtonSecondary {
		p.end()
	}
}

// Cursor implements desktop.Cursorable.
func (p *Pad) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// maxPaper keeps the pad's picture, in pixels, from costing more than it shows.
const maxPaper = 1200

// draw makes the picture anew, in the size and the colours of the moment.
func (p *Pad) draw() {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		scale = c.Scale()
	}
	side := min(maxPaper, max(1, int(p.image.Size().Width*scale+0.5)))
	p.paper = newPaper(side, theme.Color(colorPaper), theme.Color(colorInk))
	if p.page.Image != nil {
		p.paper.show(p.page.Image)
	} else {
		p.paper.draw(p.page.Drawing)
	}
	p.image.Image = p.paper.picture
	p.image.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *Pad) CreateRenderer() fyne.WidgetRenderer {
	r := &padRenderer{pad: p}
	r.Refresh()
	return r
}

type padRenderer struct{ pad *Pad }

func (r *padRenderer) Destroy() {}

func (r *padRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.pad.frame, r.pad.image, r.pad.hint, r.pad.legend, r.pad.pen.mark}
}

func (r *padRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(200) }

func (r *padRenderer) Layout(size fyne.Size) {
	side := min(size.Width, size.Height)
	corner := fyne.NewPos((size.Width-side)/2, (size.Height-side)/2)
	r.pad.frame.Move(corner)
	r.pad.frame.Resize(fyne.NewSquareSize(side))
	r.pad.image.Move(corner.AddXY(1, 1))
	r.pad.image.Resize(fyne.NewSquareSize(max(1, side-2)))
	r.pad.hint.Move(fyne.NewPos(corner.X, corner.Y+(side-r.pad.hint.MinSize().Height)/2))
	r.pad.hint.Resize(fyne.NewSize(side, r.pad.hint.MinSize().Height))
	line := r.pad.legend.MinSize().Height
	r.pad.legend.Move(corner.AddXY(0, side-line-theme.Padding()))
	r.pad.legend.Resize(fyne.NewSize(side, line))
	r.pad.placePen()
	r.pad.draw()
}

func (r *padRenderer) Refresh() {
	p := r.pad
	p.frame.FillColor = theme.Color(colorPaper)
	p.frame.StrokeColor, p.frame.StrokeWidth = theme.Color(theme.ColorNameInputBorder), 1
	if p.pen.focused {
		p.frame.StrokeColor, p.frame.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
	}
	p.frame.CornerRadius = theme.Size(sizeRadius)
	p.image.CornerRadius = theme.Size(sizeRadius) - 1
	p.hint.Color = theme.Color(theme.ColorNameDisabled)
	p.hint.TextSize = theme.Size(theme.SizeNameSubHeadingText)
	p.legend.Color = theme.Color(colorQuiet)
	p.legend.TextSize = theme.CaptionTextSize()
	p.caption()
	p.placePen()
	p.draw()
	canvas.Refresh(p.frame)
	canvas.Refresh(p.hint)
}
