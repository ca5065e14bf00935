package chart

import (
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/ui"
	"digitpad/training/plots"
)

// The pointer on a chart: it reads off the values nearest to it, a drag zooms to
// the span that it covers, the wheel zooms about it, and a double click shows
// the whole again.

var (
	_ desktop.Hoverable   = (*Chart)(nil)
	_ desktop.Mouseable   = (*Chart)(nil)
	_ desktop.Cursorable  = (*Chart)(nil)
	_ fyne.Draggable      = (*Chart)(nil)
	_ fyne.Scrollable     = (*Chart)(nil)
	_ fyne.DoubleTappable = (*Chart)(nil)
)

// hoverState is where the pointer is on a chart, and what is drawn for it.
type hoverState struct {
	in       bool
	at       fyne.Position
	dragging bool // with the left button, since it was at from
	from     float32
	overlay  *fyne.Container
}

// The zoom of one step of the wheel, and the least drag that zooms, in Fyne's
// units: less is a click of an unsteady hand.
const (
	WheelZoom = 0.8
	LeastDrag = 6
)

// unit is the number of the picture's pixels in one of Fyne's units.
func (c *Chart) unit() float32 {
	if c.Shown.Image == nil || c.Image.Size().Width <= 0 {
		return 1
	}
	return float32(c.Shown.Image.Bounds().Dx()) / c.Image.Size().Width
}

// pixel is the column and the row of the picture at a position in the chart.
func (c *Chart) pixel(at fyne.Position) (x, y float64) {
	p := at.Subtract(c.Image.Position())
	return float64(p.X * c.unit()), float64(p.Y * c.unit())
}

// panelAt is the index of the plot at a position, −1 for none.
func (c *Chart) panelAt(at fyne.Position) int {
	x, y := c.pixel(at)
	for i, p := range c.Shown.Panels {
		if x >= float64(p.Area.Min.X) && x <= float64(p.Area.Max.X) &&
			y >= float64(p.Area.Min.Y) && y <= float64(p.Area.Max.Y) && len(p.Traces) > 0 {
			return i
		}
	}
	return -1
}

// MouseIn implements desktop.Hoverable.
func (c *Chart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (c *Chart) MouseMoved(e *desktop.MouseEvent) {
	c.pointer.in, c.pointer.at = true, e.Position
	c.point()
}

// MouseOut implements desktop.Hoverable.
func (c *Chart) MouseOut() {
	c.pointer.in = false
	c.point()
}

// Cursor implements desktop.Cursorable.
func (c *Chart) Cursor() desktop.Cursor {
	if c.pointer.in && c.panelAt(c.pointer.at) >= 0 {
		return desktop.CrosshairCursor
	}
	return desktop.DefaultCursor
}

// MouseDown implements desktop.Mouseable.
func (c *Chart) MouseDown(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary && c.panelAt(e.Position) >= 0 {
		c.pointer.dragging, c.pointer.from, c.pointer.at = true, e.Position.X, e.Position
	}
}

// MouseUp implements desktop.Mouseable.
func (c *Chart) MouseUp(*desktop.MouseEvent) { c.DragEnd() }

// Dragged implements fyne.Draggable.
func (c *Chart) Dragged(e *fyne.DragEvent) {
	if c.pointer.dragging {
		c.pointer.at.X = e.Position.X
		c.point()
	}
}

// DragEnd implements fyne.Draggable.
func (c *Chart) DragEnd() {
	p := &c.pointer
	if !p.dragging {
		return
	}
	p.dragging = false
	panel := c.panelAt(fyne.NewPos(p.from, p.at.Y))
	if panel >= 0 && math.Abs(float64(p.at.X-p.from)) >= LeastDrag {
		lo, _ := c.pixel(fyne.NewPos(min(p.from, p.at.X), 0))
		hi, _ := c.pixel(fyne.NewPos(max(p.from, p.at.X), 0))
		shown := &c.Shown.Panels[panel]
		c.zoomTo(panel, plots.Span{Min: shown.XAt(lo), Max: shown.XAt(hi)})
	}
	c.point()
}

// Scrolled implements fyne.Scrollable.
func (c *Chart) Scrolled(e *fyne.ScrollEvent) {
	if c.OnScroll != nil {
		c.OnScroll(e)
		return
	}
	panel := c.panelAt(e.Position)
	if panel < 0 || e.Scrolled.DY == 0 {
		return
	}
	shown := &c.Shown.Panels[panel]
	column, _ := c.pixel(e.Position)
	c.zoomAbout(panel, (column-float64(shown.Area.Min.X))/float64(shown.Area.Dx()), e.Scrolled.DY > 0)
}

// zoomAbout zooms in or out and leaves a share of a plot's x axis in its place.
func (c *Chart) zoomAbout(panel int, share float64, in bool) {
	factor := WheelZoom
	if !in {
		factor = 1 / WheelZoom
	}
	x := c.Shown.Panels[panel].X
	c.zoomTo(panel, plots.Span{Min: x.At(share * (1 - factor)), Max: x.At(share + (1-share)*factor)})
}

// DoubleTapped implements fyne.DoubleTappable.
func (c *Chart) DoubleTapped(*fyne.PointEvent) { c.ShowWhole() }

// zoomTo shows a span of a plot's x axis; one that is wider than the axis shows
// the whole.
func (c *Chart) zoomTo(panel int, span plots.Span) {
	axis := c.Shown.axes[panel]
	if span.Min <= axis.Min && span.Max >= axis.Max {
		c.ShowWhole()
		return
	}
	c.setZoom(&zoom{panel, plots.Span{Min: max(span.Min, axis.Min), Max: min(span.Max, axis.Max)}})
}

// point draws what belongs to the pointer: an upright line and a label at the
// values nearest to it, in all plots that share the x axis, or the span that a
// drag covers.
func (c *Chart) point() {
	defer c.env.Trace.Step("chart's pointer")()
	p := &c.pointer
	p.overlay.RemoveAll()
	panel := c.panelAt(p.at)
	switch {
	case p.dragging:
		if panel := c.panelAt(fyne.NewPos(p.from, p.at.Y)); panel >= 0 {
			c.drawSpan(&c.Shown.Panels[panel])
		}
	case p.in && panel >= 0:
		column, _ := c.pixel(p.at)
		pointed := &c.Shown.Panels[panel]
		x, ok := pointed.Nearest(column)
		for i := range c.Shown.Panels {
			if other := &c.Shown.Panels[i]; ok && other.X.Label == pointed.X.Label && other.X.Min == pointed.X.Min && other.X.Max == pointed.X.Max {
				c.drawReading(other, x)
			}
		}
	}
	p.overlay.Refresh()
}

// place is the position in the chart of a column and a row of the picture.
func (c *Chart) place(x, y float64) fyne.Position {
	return fyne.NewPos(float32(x)/c.unit(), float32(y)/c.unit()).Add(c.Image.Position())
}

// drawSpan draws the span that a drag covers.
func (c *Chart) drawSpan(p *plots.Panel) {
	top, bottom := c.place(float64(p.Area.Min.X), float64(p.Area.Min.Y)), c.place(float64(p.Area.Max.X), float64(p.Area.Max.Y))
	lo, hi := min(c.pointer.from, c.pointer.at.X), max(c.pointer.from, c.pointer.at.X)
	lo, hi = max(lo, top.X), min(hi, bottom.X)
	span := canvas.NewRectangle(theme.Color(theme.ColorNameSelection))
	span.Move(fyne.NewPos(lo, top.Y))
	span.Resize(fyne.NewSize(max(0, hi-lo), bottom.Y-top.Y))
	c.pointer.overlay.Add(span)
}

// mostRead is how many values a label holds; of more lines the highest are read.
const mostRead = 5

// drawReading draws a line at x through a plot and a label with the values there.
func (c *Chart) drawReading(p *plots.Panel, x float64) {
	type value struct {
		name   string
		y      float64
		colour color.Color
	}
	var values []value
	for _, t := range p.Traces {
		if y, ok := t.At(x); ok {
			values = append(values, value{t.Name, y, t.Color})
		}
	}
	if len(values) == 0 {
		return
	}
	if len(values) > mostRead {
		slices.SortStableFunc(values, func(a, b value) int { return int(math.Copysign(1, b.y-a.y)) })
		values = values[:mostRead]
	}
	top, bottom := c.place(p.Column(x), float64(p.Area.Min.Y)), c.place(p.Column(x), float64(p.Area.Max.Y))
	line := canvas.NewLine(theme.Color(ui.ColorSubtle))
	line.Position1, line.Position2 = top, bottom
	c.pointer.overlay.Add(line)

	rows := []*canvas.Text{newReading(p.X.Label+" "+p.X.Format(x), theme.Color(theme.ColorNameForeground))}
	rows[0].TextStyle.Bold = true
	for _, v := range values {
		text := p.Y.Format(v.y)
		if v.name != "" {
			text = v.name + "  " + text
		}
		rows = append(rows, newReading(text, v.colour))
	}
	c.drawLabel(rows, top, c.place(float64(p.Area.Max.X), 0).X)
}

func newReading(text string, colour color.Color) *canvas.Text {
	t := canvas.NewText(text, colour)
	t.TextSize = theme.CaptionTextSize()
	return t
}

// drawLabel draws rows of text beside the top of an upright line, on its left
// where they would reach beyond the right edge.
func (c *Chart) drawLabel(rows []*canvas.Text, at fyne.Position, right float32) {
	inset := theme.Padding()
	var size fyne.Size
	for _, row := range rows {
		least := row.MinSize()
		size = fyne.NewSize(max(size.Width, least.Width), size.Height+least.Height)
	}
	box := size.AddWidthHeight(2*inset, 2*inset)
	corner := at.AddXY(inset, inset)
	if corner.X+box.Width > right {
		corner.X = max(0, at.X-inset-box.Width)
	}
	back := canvas.NewRectangle(theme.Color(theme.ColorNameOverlayBackground))
	back.StrokeColor, back.StrokeWidth = theme.Color(theme.ColorNameSeparator), 1
	back.CornerRadius = theme.Size(ui.SizeRadius) / 2
	back.Move(corner)
	back.Resize(box)
	c.pointer.overlay.Add(back)
	y := corner.Y + inset
	for _, row := range rows {
		row.Move(fyne.NewPos(corner.X+inset, y))
		row.Resize(row.MinSize())
		y += row.MinSize().Height
		c.pointer.overlay.Add(row)
	}
}
