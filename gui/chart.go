package gui

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training/plots"
)

// chartDPI is a screen's dots per inch at scale 1.
const chartDPI = 96

// Chart shows a figure. It is drawn by a goroutine of its own into a fresh
// image, which then takes the place of the last one; if figures come faster than
// they can be drawn, only the latest is. The pointer reads values off it, and a
// drag or the wheel zooms; see chartpointer.go.
type Chart struct {
	widget.BaseWidget
	// OnMenu gives what the menu at the corner offers besides the chart's own; nil
	// for nothing.
	OnMenu func() []*fyne.MenuItem

	post   func(func())
	figure func(plots.Style) *plots.Figure // nil while there is nothing to show
	drawn  func()                          // is called when figure is to be seen
	zoom   *zoom                           // nil for all there is
	image  *canvas.Image
	card   *canvas.Rectangle
	empty  *fyne.Container
	corner *fyne.Container // the menu, and the way back from a zoom
	whole  *iconButton
	menu   *iconButton

	shown   drawing // what is to be seen
	pointer pointer
	trace   *tracer

	mu      sync.Mutex
	drawing sync.WaitGroup
	busy    bool
	next    *order // what to draw when the present drawing is done
}

// zoom is the span of x that is shown of a figure's plot, and of those beside it
// with the same x axis.
type zoom struct {
	plot int
	span plots.Span
}

// drawing is a figure that was drawn.
type drawing struct {
	plots.Picture
	figure *plots.Figure // nil for none
	axes   []plots.Span  // of the plots, without zoom
}

// order is one drawing to be made.
type order struct {
	figure        func(plots.Style) *plots.Figure
	zoom          *zoom
	drawn         func()
	style         plots.Style
	width, height int // in pixels
	dpi           float64
}

// NewChart shows the object empty until there is a figure. Post runs a function
// on the window's goroutine.
func NewChart(post func(func()), empty *fyne.Container) *Chart {
	c := &Chart{
		post: post, empty: empty,
		image: &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillContain},
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
	c.figure, c.drawn = figure, drawn
	c.empty.Hidden = figure != nil
	if figure == nil {
		c.image.Image = nil
		c.shown, c.zoom = drawing{}, nil
		c.point()
	}
	c.Refresh()
}

// Maker makes what the chart shows at present, in any style, on any goroutine.
func (c *Chart) Maker() func(plots.Style) *plots.Figure {
	figure, zoom := c.figure, c.zoom
	return func(s plots.Style) *plots.Figure {
		s.Translate = spoken
		f := figure(s)
		if zoom != nil {
			f.Zoom(zoom.plot, zoom.span)
		}
		return f
	}
}

// Wait returns when no drawing is under way.
func (c *Chart) Wait() { c.drawing.Wait() }

// redraw orders a drawing in the size and theme of the moment.
func (c *Chart) redraw() {
	size := c.image.Size()
	view := fyne.CurrentApp().Driver().CanvasForObject(c)
	if c.figure == nil || view == nil || size.Width < 1 || size.Height < 1 {
		return
	}
	style := plots.Light()
	if dark(theme.Color(theme.ColorNameBackground)) {
		style = plots.Dark()
	}
	style.Background, style.Translate = theme.Color(colorSurface), spoken
	style.TextSize *= float64(theme.TextSize()) / 14
	scale := view.Scale()
	c.enqueue(&order{
		figure: c.figure, zoom: c.zoom, drawn: c.drawn, style: style,
		width: int(size.Width * scale), height: int(size.Height * scale),
		dpi: float64(chartDPI * scale),
	})
}

// enqueue starts drawing, or leaves the order for when the present one is done.
func (c *Chart) enqueue(o *order) {
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
func (c *Chart) work(o *order) {
	for o != nil {
		if d, err := o.draw(); err == nil { // else the last picture stays: there was no room
			drawn := o.drawn
			c.post(func() { c.swap(d, drawn) })
		}
		c.mu.Lock()
		o, c.next = c.next, nil
		c.busy = o != nil
		c.mu.Unlock()
	}
}

func (o *order) draw() (d drawing, err error) {
	d.figure = o.figure(o.style)
	for _, p := range d.figure.Plots {
		d.axes = append(d.axes, plots.Span{Min: p.X.Min, Max: p.X.Max})
	}
	if o.zoom != nil {
		d.figure.Zoom(o.zoom.plot, o.zoom.span)
	}
	d.Picture, err = d.figure.Picture(o.width, o.height, o.dpi)
	return d, err
}

// swap shows a finished drawing.
func (c *Chart) swap(d drawing, drawn func()) {
	if c.figure == nil {
		return
	}
	c.shown = d
	c.image.Image = d.Image
	c.image.Refresh()
	c.point()
	drawn()
}

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
	return []fyne.CanvasObject{c.card, c.image, c.empty, c.pointer.overlay, c.corner}
}

func (r *chartRenderer) MinSize() fyne.Size { return fyne.NewSize(320, 180) }

func (r *chartRenderer) Layout(size fyne.Size) {
	inset := theme.Padding()
	r.chart.card.Resize(size)
	r.chart.image.Move(fyne.NewPos(inset, inset))
	r.chart.image.Resize(size.SubtractWidthHeight(2*inset, 2*inset))
	r.chart.empty.Resize(size)
	r.chart.pointer.overlay.Resize(size)
	corner := r.chart.corner.MinSize()
	r.chart.corner.Move(fyne.NewPos(size.Width-corner.Width, 0))
	r.chart.corner.Resize(corner)
	r.chart.redraw()
}

func (r *chartRenderer) Refresh() {
	r.chart.card.FillColor = theme.Color(colorSurface)
	r.chart.card.StrokeColor = theme.Color(theme.ColorNameSeparator)
	r.chart.card.StrokeWidth = 1
	r.chart.card.CornerRadius = theme.Size(sizeRadius)
	canvas.Refresh(r.chart.card)
	r.chart.image.Refresh()
	r.chart.empty.Refresh()
	r.chart.furnishCorner()
	r.chart.redraw()
}
