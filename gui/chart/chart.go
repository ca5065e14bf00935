// Package chart shows a chart that is drawn elsewhere and swapped in: the pointer reads values
// off it, the wheel enlarges a part of it, and its menu exports it.
package chart

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/training/plots"
)

// chartDPI is a screen's dots per inch at scale 1.
const chartDPI = 96

// Chart shows a figure. It is drawn by a goroutine of its own into a fresh
// image, which then takes the place of the last one; if figures come faster than
// they can be drawn, only the latest is. The pointer reads values off it, and a
// drag or the wheel zooms; see hover.go.
type Chart struct {
	widget.BaseWidget
	// OnMenu gives what the menu at the corner offers besides the chart's own; nil
	// for nothing.
	OnMenu func() []*fyne.MenuItem
	// OnScroll gets the wheel, on a page that scrolls; nil if it zooms.
	OnScroll func(*fyne.ScrollEvent)

	env    ui.Env
	Figure func(plots.Style) *plots.Figure // nil while there is nothing to show
	drawn  func()                          // is called when figure is to be seen
	Zoom   *zoom                           // nil for all there is
	Image  *canvas.Image
	card   *canvas.Rectangle
	Empty  *fyne.Container
	corner *fyne.Container // the menu, and the way back from a zoom
	Whole  *ui.IconButton
	menu   *ui.IconButton

	Shown   renderedPlot // what is to be seen
	pointer hoverState

	mu      sync.Mutex
	drawing sync.WaitGroup
	busy    bool
	next    *renderRequest // what to draw when the present drawing is done
	fresh   *drawing       // what was drawn and waits for the window, which may be slower
}

// zoom is the span of x that is shown of a figure's plot, and of those beside it
// with the same x axis.
type zoom struct {
	plot int
	span plots.Span
}

// renderedPlot is a figure that was drawn.
type renderedPlot struct {
	plots.Picture
	Figure *plots.Figure // nil for none
	axes   []plots.Span  // of the plots, without zoom
}

// drawing is a figure that was drawn, and whom to tell when it appears.
type drawing struct {
	renderedPlot
	drawn func()
}

// renderRequest is one drawing to be made.
type renderRequest struct {
	figure        func(plots.Style) *plots.Figure
	zoom          *zoom
	drawn         func()
	style         plots.Style
	width, height int // in pixels
	dpi           float64
}

// New shows the object empty until there is a figure.
func New(env ui.Env, empty *fyne.Container) *Chart {
	c := &Chart{
		env: env, Empty: empty,
		Image: &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillContain},
		card:  canvas.NewRectangle(nil),
	}
	c.pointer.overlay = container.NewWithoutLayout()
	c.furnish()
	c.ExtendBaseWidget(c)
	return c
}

// Plot draws what figure makes of the style of the moment, again whenever the
// size or the theme changes; nil empties the chart. Figure is called on another
// goroutine. Drawn is called on the window's whenever a drawing of it appears.
func (c *Chart) Plot(figure func(plots.Style) *plots.Figure, drawn func()) {
	c.Figure, c.drawn = figure, drawn
	c.Empty.Hidden = figure != nil
	if figure == nil {
		c.Image.Image = nil
		c.Shown, c.Zoom = renderedPlot{}, nil
		c.point()
	}
	c.Refresh()
}

// Maker makes what the chart shows at present, in any style, on any goroutine.
func (c *Chart) Maker() func(plots.Style) *plots.Figure {
	figure, zoom := c.Figure, c.Zoom
	return func(s plots.Style) *plots.Figure {
		s.Translate = i18n.Message
		f := figure(s)
		f.Number = i18n.LocalMarks
		if zoom != nil {
			f.Zoom(zoom.plot, zoom.span)
		}
		return f
	}
}

// Wait returns when no drawing is under way.
func (c *Chart) Wait() { c.drawing.Wait() }

// Close gives up the drawing that is to come, and returns when none is under way. The chart is
// not used any more.
func (c *Chart) Close() {
	c.mu.Lock()
	c.next = nil
	c.mu.Unlock()
	c.Wait()
}

// redraw orders a drawing in the size and theme of the moment.
func (c *Chart) redraw() {
	size := c.Image.Size()
	view := fyne.CurrentApp().Driver().CanvasForObject(c)
	if c.Figure == nil || view == nil || size.Width < 1 || size.Height < 1 {
		return
	}
	style := plots.Light()
	if ui.IsDark(theme.Color(theme.ColorNameBackground)) {
		style = plots.Dark()
	}
	style.Background, style.Translate = theme.Color(ui.ColorSurface), i18n.Message
	style.TextSize *= float64(theme.TextSize()) / 14
	scale := view.Scale()
	c.enqueue(&renderRequest{
		figure: c.Figure, zoom: c.Zoom, drawn: c.drawn, style: style,
		width: int(size.Width * scale), height: int(size.Height * scale),
		dpi: float64(chartDPI * scale),
	})
}

// enqueue starts drawing, or leaves the order for when the present one is done.
func (c *Chart) enqueue(o *renderRequest) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy {
		c.next = o
		return
	}
	c.busy = true
	c.drawing.Go(func() { c.work(o) })
}

// work draws orders until none is left.
func (c *Chart) work(o *renderRequest) {
	for o != nil {
		if d, err := o.draw(); err == nil { // else the last picture stays: there was no room
			c.offer(&drawing{d, o.drawn})
		}
		c.mu.Lock()
		o, c.next = c.next, nil
		c.busy = o != nil
		c.mu.Unlock()
	}
}

func (o *renderRequest) draw() (d renderedPlot, err error) {
	d.Figure = o.figure(o.style)
	d.Figure.Number = i18n.LocalMarks
	for _, p := range d.Figure.Plots {
		d.axes = append(d.axes, plots.Span{Min: p.X.Min, Max: p.X.Max})
	}
	if o.zoom != nil {
		d.Figure.Zoom(o.zoom.plot, o.zoom.span)
	}
	d.Picture, err = d.Figure.Picture(o.width, o.height, o.dpi)
	return d, err
}

// offer hands a finished drawing to the window. One waits at most: it takes the place of one
// that the window has not come to yet.
func (c *Chart) offer(d *drawing) {
	c.mu.Lock()
	waits := c.fresh != nil
	c.fresh = d
	c.mu.Unlock()
	if !waits {
		c.env.Post(c.swap)
	}
}

// swap shows the finished drawing.
func (c *Chart) swap() {
	c.mu.Lock()
	d := c.fresh
	c.fresh = nil
	c.mu.Unlock()
	if c.Figure == nil {
		return
	}
	c.Shown = d.renderedPlot
	c.Image.Image = d.Image
	c.Image.Refresh()
	c.point()
	d.drawn()
}

// Children implements focus.Holder.
func (c *Chart) Children() []fyne.CanvasObject { return []fyne.CanvasObject{c.Empty, c.corner} }

// CreateRenderer implements fyne.Widget.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	r := &chartRenderer{c}
	r.Refresh()
	return r
}

type chartRenderer struct{ chart *Chart }

func (r *chartRenderer) Destroy() {}

func (r *chartRenderer) Objects() []fyne.CanvasObject {
	c := r.chart
	return []fyne.CanvasObject{c.card, c.Image, c.Empty, c.pointer.overlay, c.corner}
}

func (r *chartRenderer) MinSize() fyne.Size { return fyne.NewSize(320, 180) }

func (r *chartRenderer) Layout(size fyne.Size) {
	inset := theme.Padding()
	r.chart.card.Resize(size)
	r.chart.Image.Move(fyne.NewPos(inset, inset))
	r.chart.Image.Resize(size.SubtractWidthHeight(2*inset, 2*inset))
	r.chart.Empty.Resize(size)
	r.chart.pointer.overlay.Resize(size)
	corner := r.chart.corner.MinSize()
	r.chart.corner.Move(fyne.NewPos(size.Width-corner.Width, 0))
	r.chart.corner.Resize(corner)
	r.chart.redraw()
}

func (r *chartRenderer) Refresh() {
	r.chart.card.FillColor = theme.Color(ui.ColorSurface)
	r.chart.card.StrokeColor = theme.Color(theme.ColorNameSeparator)
	r.chart.card.StrokeWidth = 1
	r.chart.card.CornerRadius = theme.Size(ui.SizeRadius)
	canvas.Refresh(r.chart.card)
	r.chart.Image.Refresh()
	r.chart.Empty.Refresh()
	r.chart.furnishCorner()
	r.chart.redraw()
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Chart) AccessibilityLabel() string { return lang.L("Chart") }

// AccessibilityRole implements fyne.Accessible.
func (c *Chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
