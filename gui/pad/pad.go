package pad

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/state/predict"
	"digitpad/gui/trace"
	"digitpad/gui/ui"
	"digitpad/training/ink"
)

var (
	_ fyne.Widget        = (*Pad)(nil)
	_ fyne.Draggable     = (*Pad)(nil)
	_ desktop.Mouseable  = (*Pad)(nil)
	_ desktop.Hoverable  = (*Pad)(nil)
	_ desktop.Cursorable = (*Pad)(nil)
)

// Pad shows a predict.Page: the left button draws, the right one erases.
type Pad struct {
	widget.BaseWidget

	// OnActive is called before a person draws or moves over the pad.
	OnActive func()

	page     *predict.Page
	numbers  *predict.Numbers
	keyboard keyboardCursor

	held       desktop.MouseButton // the button that draws the stroke, 0 for none
	outside    bool                // the pointer left the pad during the stroke
	foreignEnd bool                // the next DragEnd belongs to another button

	frame  *canvas.Rectangle
	image  *canvas.Image
	hint   *canvas.Text // while the pad is empty
	legend *canvas.Text // which image is shown
	raster *raster
	boxes  *fyne.Container // around the digits of a number
	trace  *trace.Log
}

// New shows a page, with boxes around the digits of a number. Log may be nil.
func New(page *predict.Page, numbers *predict.Numbers, log *trace.Log) *Pad {
	p := &Pad{
		page:     page,
		numbers:  numbers,
		boxes:    container.NewWithoutLayout(),
		keyboard: newKeyboardCursor(),
		frame:    canvas.NewRectangle(nil),
		image:    &canvas.Image{ScaleMode: canvas.ImageScaleFastest},
		hint:     canvas.NewText(lang.L("Draw a digit here"), nil),
		legend:   canvas.NewText("", nil),
		trace:    log,
	}
	p.hint.Alignment = fyne.TextAlignCenter
	p.legend.Alignment = fyne.TextAlignCenter
	p.ExtendBaseWidget(p)
	page.Changed.Listen(p.changed)
	page.Options.Listen(func(struct{}) { p.placeCursor() })
	numbers.Changed.Listen(func(struct{}) { p.placeBoxes() })
	page.Chosen.Listen(func(struct{}) { p.chosen() })
	return p
}

// changed shows a change of the page.
func (p *Pad) changed(c predict.PageChange) {
	defer p.trace.Step("pad")()
	drawing := p.page.Content().Drawing
	switch last := len(drawing) - 1; {
	case p.raster == nil || c.Ended:
	case c.Begun:
		p.raster.begin(drawing[last])
	case c.Extended:
		p.raster.extend(drawing[last], c.Settled)
	default:
		p.draw()
	}
	p.caption()
	p.image.Refresh()
}

// caption says what the picture does not.
func (p *Pad) caption() {
	c := p.page.Content()
	p.hint.Hidden = !c.Empty()
	p.legend.Text = ""
	switch {
	case c.Demo:
		p.legend.Text = lang.L("A synthetic writer is drawing. Draw, and the pad is yours.")
	case c.Picture != "":
		p.legend.Text = c.Picture
	case c.Image != nil:
		p.legend.Text = fmt.Sprintf(lang.L("image of a %d"), c.Label)
	}
	p.legend.Refresh()
}

// active tells of a person at the pad.
func (p *Pad) active() {
	if p.OnActive != nil {
		p.OnActive()
	}
}

// begin starts a stroke.
func (p *Pad) begin(at fyne.Position, button desktop.MouseButton) {
	p.active()
	defer p.trace.Step("pad")()
	p.held, p.outside = button, false
	p.page.BeginStroke(p.toPad(at), p.erases())
}

// erases reports whether the stroke erases.
func (p *Pad) erases() bool { return p.held == desktop.MouseButtonSecondary }

// extend draws the stroke on to a position. A stroke that leaves the pad ends at the
// edge and goes on where the pointer comes back.
func (p *Pad) extend(to fyne.Position) {
	defer p.trace.Step("pad")()
	at := p.toPad(to)
	edge := ink.Point{X: min(1, max(0, at.X)), Y: min(1, max(0, at.Y))}
	left := edge != at
	was := p.outside
	p.outside = left
	switch {
	case left && was:
	case was:
		p.page.BreakStroke(at, p.erases())
	default:
		p.page.ExtendStroke(edge)
	}
}

// end finishes the stroke, if there is one.
func (p *Pad) end() {
	p.held = 0
	p.page.EndStroke()
}

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
	p.active()
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

// maxRaster keeps the pad's picture, in pixels, from costing more than it shows.
const maxRaster = 1200

// draw makes the picture anew, in the size and the colours of the moment.
func (p *Pad) draw() {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		scale = c.Scale()
	}
	side := min(maxRaster, max(1, int(p.image.Size().Width*scale+0.5)))
	p.raster = newRaster(side, theme.Color(ui.ColorPaper), theme.Color(ui.ColorInk))
	switch c := p.page.Content(); {
	case c.Image == nil:
		p.raster.draw(c.Drawing)
	case p.showsNumber():
		f, _ := c.Cut.Foreground()
		p.raster.showInk(f)
	default:
		p.raster.showImage(p.page.Shown())
	}
	p.image.Image = p.raster.picture
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
	return []fyne.CanvasObject{r.pad.frame, r.pad.image, r.pad.boxes, r.pad.hint, r.pad.legend, r.pad.keyboard.mark}
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
	r.pad.placeCursor()
	r.pad.placeBoxes()
	r.pad.draw()
}

func (r *padRenderer) Refresh() {
	p := r.pad
	p.frame.FillColor = theme.Color(ui.ColorPaper)
	p.frame.StrokeColor, p.frame.StrokeWidth = theme.Color(theme.ColorNameInputBorder), 1
	if p.keyboard.focused {
		p.frame.StrokeColor, p.frame.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
	}
	p.frame.CornerRadius = theme.Size(ui.SizeRadius)
	p.image.CornerRadius = theme.Size(ui.SizeRadius) - 1
	p.hint.Color = theme.Color(theme.ColorNameDisabled)
	p.hint.TextSize = theme.Size(theme.SizeNameSubHeadingText)
	p.legend.Color = theme.Color(ui.ColorSubtle)
	p.legend.TextSize = theme.CaptionTextSize()
	p.caption()
	p.placeCursor()
	p.placeBoxes()
	p.draw()
	canvas.Refresh(p.frame)
	canvas.Refresh(p.hint)
}

// AccessibilityLabel implements fyne.Accessible.
func (p *Pad) AccessibilityLabel() string {
	return lang.L("Drawing pad: arrows move the pen, the space bar sets it down and lifts it")
}

// AccessibilityRole implements fyne.Accessible.
func (p *Pad) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
