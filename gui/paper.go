package gui

import (
	"image"
	"image/color"
	"math"

	"digitpad/training/ink"
)

// paper is the picture of a drawing as the pad shows it, side×side pixels.
// Strokes are drawn onto it as they grow: each segment costs only its own
// pixels. It is for the eye alone; what the network sees is made from the
// strokes themselves.
type paper struct {
	side     int
	coverage []uint8 // of the ink, row by row, 255 is full
	picture  *image.RGBA
	shades   [256]color.RGBA // colour of each coverage
}

func newPaper(side int, blank, full color.Color) *paper {
	p := &paper{
		side:     side,
		coverage: make([]uint8, side*side),
		picture:  image.NewRGBA(image.Rect(0, 0, side, side)),
	}
	from, to := rgba(blank), rgba(full)
	for v := range p.shades {
		mix := func(a, b uint8) uint8 { return uint8((int(a)*(255-v) + int(b)*v + 127) / 255) }
		p.shades[v] = color.RGBA{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B), 0xff}
	}
	p.clear()
	return p
}

func rgba(c color.Color) color.RGBA { return color.RGBAModel.Convert(c).(color.RGBA) }

// clear takes all ink away.
func (p *paper) clear() {
	clear(p.coverage)
	for i := range p.coverage {
		p.paint(i)
	}
}

// paint sets pixel i of the picture by its coverage.
func (p *paper) paint(i int) {
	c := p.shades[p.coverage[i]]
	copy(p.picture.Pix[4*i:4*i+4], []uint8{c.R, c.G, c.B, c.A})
}

// draw adds a whole drawing.
func (p *paper) draw(drawing ink.Drawing) {
	for _, stroke := range drawing {
		for i := range stroke.Points {
			p.segment(stroke, i)
		}
	}
}

// segment adds the part of a stroke that leads to its point i: a round dot for
// the first, else a line with round ends from the point before.
func (p *paper) segment(stroke ink.Stroke, i int) {
	scale := float64(p.side)
	to := stroke.Points[i]
	from := stroke.Points[max(0, i-1)]
	x0, y0, x1, y1 := from.X*scale, from.Y*scale, to.X*scale, to.Y*scale
	radius := stroke.Width * scale / 2

	reach := radius + 1
	left, right := p.clamp(min(x0, x1)-reach), p.clamp(max(x0, x1)+reach+1)
	top, bottom := p.clamp(min(y0, y1)-reach), p.clamp(max(y0, y1)+reach+1)
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
			at := row*p.side + col
			if stroke.Erase {
				p.coverage[at] = min(p.coverage[at], 255-covered)
			} else {
				p.coverage[at] = max(p.coverage[at], covered)
			}
			p.paint(at)
		}
	}
}

func (p *paper) clamp(v float64) int { return int(min(float64(p.side), max(0, v))) }

// show replaces what is on the paper by a 28×28 image, smoothly enlarged.
func (p *paper) show(img *ink.Image) {
	scale := float64(ink.Side) / float64(p.side)
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= ink.Side || y >= ink.Side {
			return 0
		}
		return float64(img[y*ink.Side+x])
	}
	for row := range p.side {
		v := (float64(row)+0.5)*scale - 0.5
		y := int(math.Floor(v))
		fy := v - float64(y)
		for col := range p.side {
			u := (float64(col)+0.5)*scale - 0.5
			x := int(math.Floor(u))
			fx := u - float64(x)
			upper := at(x, y)*(1-fx) + at(x+1, y)*fx
			lower := at(x, y+1)*(1-fx) + at(x+1, y+1)*fx
			i := row*p.side + col
			p.coverage[i] = uint8(upper*(1-fy) + lower*fy + 0.5)
			p.paint(i)
		}
	}
}
