package pad

import (
	"image"
	"image/color"
	"math"

	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

// raster is the picture of a drawing as the pad shows it, side×side pixels.
// Strokes are drawn onto it as they grow: each segment costs only its own
// pixels. It is for the eye alone; what the network sees is made from the
// strokes themselves.
type raster struct {
	side     int
	coverage []uint8         // of the settled ink, row by row, 255 is full
	shown    []uint8         // with the end of the stroke that is being drawn
	end      image.Rectangle // that it may cover
	stroke   ink.Stroke      // that is being drawn
	settled  int             // its points that are in coverage
	picture  *image.RGBA
	shades   [256]color.RGBA // colour of each coverage
}

func newRaster(side int, blank, full color.Color) *raster {
	r := &raster{
		side:     side,
		coverage: make([]uint8, side*side),
		shown:    make([]uint8, side*side),
		picture:  image.NewRGBA(image.Rect(0, 0, side, side)),
	}
	from, to := rgba(blank), rgba(full)
	for v := range r.shades {
		mix := func(a, b uint8) uint8 { return uint8((int(a)*(255-v) + int(b)*v + 127) / 255) }
		r.shades[v] = color.RGBA{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B), 0xff}
	}
	r.clear()
	return r
}

func rgba(c color.Color) color.RGBA { return color.RGBAModel.Convert(c).(color.RGBA) }

// clear takes all ink away.
func (r *raster) clear() {
	clear(r.coverage)
	r.show(r.picture.Rect)
}

// show paints the settled ink in a rectangle.
func (r *raster) show(box image.Rectangle) {
	for row := box.Min.Y; row < box.Max.Y; row++ {
		for at := row*r.side + box.Min.X; at < row*r.side+box.Max.X; at++ {
			r.shown[at] = r.coverage[at]
			r.paint(at)
		}
	}
}

// paint sets pixel i of the picture by its coverage.
func (r *raster) paint(i int) {
	c := r.shades[r.shown[i]]
	copy(r.picture.Pix[4*i:4*i+4], []uint8{c.R, c.G, c.B, c.A})
}

// draw adds a whole drawing.
func (r *raster) draw(drawing ink.Drawing) {
	for _, stroke := range drawing {
		for i := range stroke.Points {
			r.show(r.segment(r.coverage, stroke, i))
		}
		r.stroke, r.settled = stroke, len(stroke.Points)
	}
	r.end = image.Rectangle{}
}

// begin adds a stroke that goes on, and ends the one before.
func (r *raster) begin(stroke ink.Stroke) {
	r.extend(r.stroke, len(r.stroke.Points))
	r.settled = 0
	r.extend(stroke, 1)
}

// extend brings the stroke that is being drawn up to date: settled of its points will
// stay as they are, the others are drawn for now.
func (r *raster) extend(stroke ink.Stroke, settled int) {
	r.stroke = stroke
	r.show(r.end)
	for ; r.settled < settled; r.settled++ {
		r.show(r.segment(r.coverage, stroke, r.settled))
	}
	r.end = image.Rectangle{}
	for i := settled; i < len(stroke.Points); i++ {
		box := r.segment(r.shown, stroke, i)
		for row := box.Min.Y; row < box.Max.Y; row++ {
			for at := row*r.side + box.Min.X; at < row*r.side+box.Max.X; at++ {
				r.paint(at)
			}
		}
		r.end = r.end.Union(box)
	}
}

// segment adds the part of a stroke that leads to its point i to a coverage: a round dot
// for the first, else a line with round ends from the point before. It returns where it
// may have changed the coverage.
func (r *raster) segment(coverage []uint8, stroke ink.Stroke, i int) image.Rectangle {
	scale := float64(r.side)
	to := stroke.Points[i]
	from := stroke.Points[max(0, i-1)]
	x0, y0, x1, y1 := from.X*scale, from.Y*scale, to.X*scale, to.Y*scale
	radius := stroke.Width * scale / 2

	reach := radius + 1
	left, right := r.clamp(min(x0, x1)-reach), r.clamp(max(x0, x1)+reach+1)
	top, bottom := r.clamp(min(y0, y1)-reach), r.clamp(max(y0, y1)+reach+1)
	dx, dy := x1-x0, y1-y0
	length := dx*dx + dy*dy
	for row := top; row < bottom; row++ {
		for col := left; col < right; col++ {
			// distance of the pixel's middle from the line
			x, y := float64(col)+0.5-x0, float64(row)+0.5-y0
			along := 0.0
			if length > 0 {
				along = min(1, max(0, (x*dx+y*dy)/length))
			}
			distance := math.Hypot(x-along*dx, y-along*dy)

			covered := uint8(255 * min(1, max(0, radius-distance+0.5)))
			at := row*r.side + col
			if stroke.Erase {
				coverage[at] = min(coverage[at], 255-covered)
			} else {
				coverage[at] = max(coverage[at], covered)
			}
		}
	}
	return image.Rect(left, top, right, bottom)
}

func (r *raster) clamp(v float64) int { return int(min(float64(r.side), max(0, v))) }

// showImage replaces what there is by a 28×28 image, smoothly enlarged.
func (r *raster) showImage(img *ink.Image) {
	scale := float64(ink.Side) / float64(r.side)
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= ink.Side || y >= ink.Side {
			return 0
		}
		return float64(img[y*ink.Side+x])
	}
	for row := range r.side {
		v := (float64(row)+0.5)*scale - 0.5
		y := int(math.Floor(v))
		fy := v - float64(y)
		for col := range r.side {
			u := (float64(col)+0.5)*scale - 0.5
			x := int(math.Floor(u))
			fx := u - float64(x)
			upper := at(x, y)*(1-fx) + at(x+1, y)*fx
			lower := at(x, y+1)*(1-fx) + at(x+1, y+1)*fx
			i := row*r.side + col
			r.coverage[i] = uint8(upper*(1-fy) + lower*fy + 0.5)
		}
	}
	r.show(r.picture.Rect)
}

// showInk replaces what there is by the ink of a picture, as large as it fits.
func (r *raster) showInk(f preprocess.Foreground) {
	scale := float64(max(f.Width, f.Height)) / float64(r.side)
	x0, y0 := (float64(r.side)*scale-float64(f.Width))/2, (float64(r.side)*scale-float64(f.Height))/2
	for row := range r.side {
		for col := range r.side {
			r.coverage[row*r.side+col] = uint8(255*f.At((float64(col)+0.5)*scale-x0, (float64(row)+0.5)*scale-y0) + 0.5)
		}
	}
	r.show(r.picture.Rect)
}

// Render is a drawing as a picture of side×side pixels, smooth, for the eye alone.
func Render(d ink.Drawing, side int, paper, full color.Color) *image.RGBA {
	r := newRaster(side, paper, full)
	r.draw(d)
	return r.picture
}

// RenderInk is the ink of a picture, as large as it fits, in side×side pixels.
func RenderInk(f preprocess.Foreground, side int, paper, full color.Color) *image.RGBA {
	r := newRaster(side, paper, full)
	r.showInk(f)
	return r.picture
}
