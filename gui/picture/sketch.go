// Package picture is pictures in the window: of digits, of weights, of numbers, and what is painted by itself.
package picture

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
)

// Sketch is a picture that is drawn at the resolution of the screen, and tells where it
// is tapped and pointed at.
type Sketch struct {
	widget.BaseWidget
	Name   string
	lines  float32                           // the least height, in lines of text
	paint  func(img *image.RGBA, em float64) // em is the size of text in pixels
	OnTap  func(x, y float64)                // in pixels of the picture; nil if taps do nothing
	raster *canvas.Raster
	Pixels image.Point // of the last picture
}

// NewSketch makes a Sketch with a name for screen readers, at least so many lines of text
// high.
func NewSketch(name string, lines float32, paint func(img *image.RGBA, em float64)) *Sketch {
	s := &Sketch{Name: name, lines: lines, paint: paint}
	s.raster = canvas.NewRaster(s.Draw)
	s.ExtendBaseWidget(s)
	return s
}

// Draw paints the picture in so many pixels.
func (s *Sketch) Draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	s.Pixels = img.Rect.Max
	draw.Draw(img, img.Rect, image.NewUniform(theme.Color(ui.ColorSurface)), image.Point{}, draw.Src)
	if width := s.Size().Width; width > 0 && w > 0 {
		s.paint(img, float64(theme.TextSize())*float64(w)/float64(width))
	}
	return img
}

// Tapped implements fyne.Tappable.
func (s *Sketch) Tapped(e *fyne.PointEvent) {
	if s.OnTap != nil {
		scale := float64(s.Pixels.X) / max(float64(s.Size().Width), 1)
		s.OnTap(float64(e.Position.X)*scale, float64(e.Position.Y)*scale)
	}
}

// Cursor implements desktop.Cursorable.
func (s *Sketch) Cursor() desktop.Cursor {
	if s.OnTap != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Sketch) AccessibilityLabel() string { return s.Name }

// AccessibilityRole implements fyne.Accessible.
func (s *Sketch) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (s *Sketch) CreateRenderer() fyne.WidgetRenderer { return &sketchRenderer{s} }

type sketchRenderer struct{ sketch *Sketch }

func (r *sketchRenderer) Destroy() {}

func (r *sketchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.sketch.raster}
}

func (r *sketchRenderer) MinSize() fyne.Size {
	return fyne.NewSize(10*theme.TextSize(), r.sketch.lines*1.4*theme.TextSize())
}

func (r *sketchRenderer) Layout(size fyne.Size) { r.sketch.raster.Resize(size) }

func (r *sketchRenderer) Refresh() { r.sketch.raster.Refresh() }
