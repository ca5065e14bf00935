package guide

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/training/dataset"
	"digitpad/training/typeset"
)

// sketch is a picture that is drawn at the resolution of the screen, and tells where it
// is tapped and pointed at.
type sketch struct {
	widget.BaseWidget
	name   string
	lines  float32                           // the least height, in lines of text
	paint  func(img *image.RGBA, em float64) // em is the size of text in pixels
	OnTap  func(x, y float64)                // in pixels of the picture; nil if taps do nothing
	raster *canvas.Raster
	pixels image.Point // of the last picture
}

func newSketch(name string, lines float32, paint func(img *image.RGBA, em float64)) *sketch {
	s := &sketch{name: name, lines: lines, paint: paint}
	s.raster = canvas.NewRaster(s.draw)
	s.ExtendBaseWidget(s)
	return s
}

// draw paints the picture in so many pixels.
func (s *sketch) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	s.pixels = img.Rect.Max
	draw.Draw(img, img.Rect, image.NewUniform(theme.Color(ui.ColorSurface)), image.Point{}, draw.Src)
	if width := s.Size().Width; width > 0 && w > 0 {
		s.paint(img, float64(theme.TextSize())*float64(w)/float64(width))
	}
	return img
}

// Tapped implements fyne.Tappable.
func (s *sketch) Tapped(e *fyne.PointEvent) {
	if s.OnTap != nil {
		scale := float64(s.pixels.X) / max(float64(s.Size().Width), 1)
		s.OnTap(float64(e.Position.X)*scale, float64(e.Position.Y)*scale)
	}
}

// Cursor implements desktop.Cursorable.
func (s *sketch) Cursor() desktop.Cursor {
	if s.OnTap != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// AccessibilityLabel implements fyne.Accessible.
func (s *sketch) AccessibilityLabel() string { return s.name }

// AccessibilityRole implements fyne.Accessible.
func (s *sketch) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (s *sketch) CreateRenderer() fyne.WidgetRenderer { return &sketchRenderer{s} }

type sketchRenderer struct{ sketch *sketch }

func (r *sketchRenderer) Destroy() {}

func (r *sketchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.sketch.raster}
}

func (r *sketchRenderer) MinSize() fyne.Size {
	return fyne.NewSize(10*theme.TextSize(), r.sketch.lines*1.4*theme.TextSize())
}

func (r *sketchRenderer) Layout(size fyne.Size) { r.sketch.raster.Resize(size) }

func (r *sketchRenderer) Refresh() { r.sketch.raster.Refresh() }

// write sets text with its left end at x and its baseline at y, and returns its width.
func write(img *image.RGBA, text string, x, y, em float64, c color.Color) float64 {
	f := typeset.Layout(typeset.O(text))
	f.Draw(img, x, y, em, func(string) color.Color { return c })
	return f.Width * em
}

// writeRight sets text with its right end at x.
func writeRight(img *image.RGBA, text string, x, y, em float64, c color.Color) {
	f := typeset.Layout(typeset.O(text))
	f.Draw(img, x-f.Width*em, y, em, func(string) color.Color { return c })
}

// fill paints a rectangle.
func fill(img *image.RGBA, x0, y0, x1, y1 float64, c color.Color) {
	draw.Draw(img, image.Rect(int(x0+0.5), int(y0+0.5), int(x1+0.5), int(y1+0.5)), image.NewUniform(c), image.Point{}, draw.Over)
}

// stroke paints a line.
func stroke(img *image.RGBA, x0, y0, x1, y1 float64, c color.Color) {
	steps := int(max(math.Abs(x1-x0), math.Abs(y1-y0))) + 1
	for i := range steps + 1 {
		t := float64(i) / float64(steps)
		img.Set(int(x0+t*(x1-x0)), int(y0+t*(y1-y0)), c)
	}
}

// levels paints numbers of an image, so many in a row, each in a square: those above 0
// in the colour of what is positive, the full one at limit, those below in the other.
func levels(img *image.RGBA, numbers []float64, at image.Point, cell int, limit float64) {
	zero := theme.Color(ui.ColorTrack)
	positive, negative := ramp(zero, theme.Color(theme.ColorNamePrimary)), ramp(zero, theme.Color(theme.ColorNameError))
	for p, v := range numbers {
		colors := &positive
		if v < 0 {
			v, colors = -v, &negative
		}
		level := 0
		if limit > 0 {
			level = int(min(v/limit, 1) * (rampSteps - 1))
		}
		square(img, at.Add(image.Pt(p%dataset.Side*cell, p/dataset.Side*cell)), cell, colors[level])
	}
}

// pixelsOf paints an input as ink on paper.
func pixelsOf(img *image.RGBA, numbers []float64, at image.Point, cell int) {
	colors := ramp(theme.Color(ui.ColorPaper), theme.Color(ui.ColorInk))
	for p, v := range numbers {
		square(img, at.Add(image.Pt(p%dataset.Side*cell, p/dataset.Side*cell)), cell, colors[int(min(v, 1)*(rampSteps-1))])
	}
}

// rampSteps is how many colours lie between two, both included.
const rampSteps = 64

// ramp is the colours from one to another.
func ramp(from, to color.Color) (colors [rampSteps]color.RGBA) {
	for i := range colors {
		colors[i] = color.RGBAModel.Convert(ui.MixColors(from, to, float64(i)/(rampSteps-1))).(color.RGBA)
	}
	return colors
}

// square paints a square.
func square(img *image.RGBA, at image.Point, side int, c color.RGBA) {
	r := image.Rectangle{at, at.Add(image.Pt(side, side))}.Intersect(img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := img.Pix[img.PixOffset(r.Min.X, y):][:4*r.Dx()]
		for i := 0; i < len(row); i += 4 {
			row[i], row[i+1], row[i+2], row[i+3] = c.R, c.G, c.B, c.A
		}
	}
}

// bars paints numbers as bars from a common zero, each with its name and its value, in
// the left part of a picture from y downwards; it returns the height of a row.
func bars(img *image.RGBA, names []string, numbers []float64, chosen int, x, y, width, em float64) (row float64) {
	text, subtle := theme.Color(theme.ColorNameForeground), theme.Color(ui.ColorSubtle)
	row = 1.3 * em
	lo, hi := 0.0, 0.0
	for _, v := range numbers {
		lo, hi = min(lo, v), max(hi, v)
	}
	if hi == lo {
		hi = 1
	}
	format := decimals(lo, hi)
	left, right := x+3*em, x+width-4.5*em
	at := func(v float64) float64 { return left + (v-lo)/(hi-lo)*(right-left) }
	for i, v := range numbers {
		base := y + row*float64(i) + em
		ink := text
		if i == chosen {
			ink = theme.Color(theme.ColorNamePrimary)
		}
		writeRight(img, names[i], x+2.5*em, base, em*0.9, ink)
		fill(img, left, base-em*0.75, right, base+em*0.1, theme.Color(ui.ColorTrack))
		bar := theme.Color(theme.ColorNamePrimary)
		if v < 0 {
			bar = theme.Color(theme.ColorNameError)
		}
		fill(img, min(at(0), at(v)), base-em*0.75, max(at(0), at(v)), base+em*0.1, bar)
		writeRight(img, format(v), x+width, base, em*0.9, subtle)
	}
	fill(img, at(0)-0.5, y, at(0)+0.5, y+row*float64(len(numbers)), text)
	return row
}

// decimals writes numbers of a range: with three decimals where that tells them apart,
// and else with two digits and a power.
func decimals(lo, hi float64) func(float64) string {
	if max(-lo, hi) >= 0.01 {
		return func(v float64) string {
			return i18n.MinusSign(i18n.FormatNumber(math.Round(1000*v)/1000+0), false) // + 0: not −0
		}
	}
	return func(v float64) string { return numberText(rounded(v, 2)) }
}
