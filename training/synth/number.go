package synth

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"

	"digitpad/training/ink"
)

// Spacing is how far apart the digits of a number are written.
type Spacing int

const (
	Apart    Spacing = iota // 0.1 to 0.4 of their height
	Close                   // −0.05 to 0.2: some touch, some lie under each other
	Touching                // the pen's lines meet
	Joined                  // 0.05 to 0.3, and drawn without lifting the pen in between
)

const (
	numberHeight = 0.3  // of digits, in pad units
	touchingGap  = 0.07 // of their height, at which the lines of digits that touch lie apart
)

// Number writes digits side by side, as people write numbers: of a height that varies by
// a tenth and on a line that they keep to about as well. It returns the box of each, too.
func Number(random *rand.Rand, digits []ink.Drawing, spacing Spacing) (ink.Drawing, []ink.Box) {
	var number, last ink.Drawing
	var boxes []ink.Box
	x := 0.05
	for i, d := range digits {
		b := d.Bounds()
		// What is much wider than high is as high as its hand would write it.
		scale := numberHeight * (0.9 + 0.2*random.Float64()) / max(b.MaxY-b.MinY, 0.6*(b.MaxX-b.MinX), 1e-9)
		y := 0.5 + 0.06*numberHeight*random.NormFloat64()
		if i > 0 {
			switch spacing {
			case Apart:
				x += numberHeight * (0.1 + 0.3*random.Float64())
			case Joined:
				x += numberHeight * (0.05 + 0.25*random.Float64())
			case Close:
				x += numberHeight * (0.25*random.Float64() - 0.05)
			case Touching:
				x = touch(last, d, scale, x, y)
			}
		}
		last = placed(d, scale, x, y)
		boxes = append(boxes, last.Bounds())
		x = last.Bounds().MaxX
		if spacing == Joined && i > 0 {
			end := &number[len(number)-1]
			end.Points = slices.Concat(end.Points, last[0].Points)
			last = last[1:]
		}
		number = append(number, last...)
	}
	return number, boxes
}

// touch is how far left the digit must start for its lines to meet those of the last.
func touch(last, d ink.Drawing, scale, x, y float64) float64 {
	for shift := 0.5; shift > -1; shift -= 0.02 {
		if nearest(last, placed(d, scale, x+shift*numberHeight, y)) < touchingGap*numberHeight {
			return x + shift*numberHeight
		}
	}
	return x
}

// placed is a drawing whose box starts at x and ends at the line y.
func placed(d ink.Drawing, scale, x, y float64) ink.Drawing {
	b := d.Bounds()
	moved := make(ink.Drawing, len(d))
	for i, s := range d {
		points := make([]ink.Point, len(s.Points))
		for k, p := range s.Points {
			points[k] = ink.Point{X: x + scale*(p.X-b.MinX), Y: y + scale*(p.Y-b.MaxY)}
		}
		moved[i] = ink.Stroke{Points: points, Width: 0.1 * numberHeight}
	}
	return moved
}

// nearest is the least distance of two drawings' lines.
func nearest(a, b ink.Drawing) float64 {
	least := math.Inf(1)
	others := dense(b)
	for _, p := range dense(a) {
		for _, q := range others {
			least = min(least, math.Hypot(p.X-q.X, p.Y-q.Y))
		}
	}
	return least
}

// dense are points along a drawing's lines.
func dense(d ink.Drawing) (points []ink.Point) {
	const pieces = 4
	for _, s := range d {
		for i, q := range s.Points {
			p := s.Points[max(i-1, 0)]
			for k := range pieces {
				t := float64(k+1) / pieces
				points = append(points, ink.Point{X: p.X + t*(q.X-p.X), Y: p.Y + t*(q.Y-p.Y)})
			}
		}
	}
	return points
}

// Paper is a drawing as dark ink on white paper.
type Paper struct {
	*image.Gray
	Scale float64   // pixels per pad unit
	Left  ink.Point // the pad's point in the paper's upper left corner
}

// NewPaper draws on paper with a margin, so many pixels per pad unit. The pen's width is
// in pad units.
func NewPaper(d ink.Drawing, scale, pen float64) Paper {
	const fine = 2
	margin := pen + 8/scale
	b := d.Bounds().Grow(margin)
	w, h := max(int((b.MaxX-b.MinX)*scale), 1), max(int((b.MaxY-b.MinY)*scale), 1)
	covered := make([]bool, w*fine*h*fine)
	at := func(p ink.Point) (x, y float64) { return (p.X - b.MinX) * scale * fine, (p.Y - b.MinY) * scale * fine }
	radius := max(pen*scale*fine/2, 0.5)
	for _, s := range d {
		for i, q := range s.Points {
			ax, ay := at(s.Points[max(i-1, 0)])
			bx, by := at(q)
			cover(covered, w*fine, h*fine, ax, ay, bx, by, radius)
		}
	}
	p := Paper{image.NewGray(image.Rect(0, 0, w, h)), scale, ink.Point{X: b.MinX, Y: b.MinY}}
	for y := range h {
		for x := range w {
			n := 0
			for k := range fine * fine {
				if covered[(y*fine+k/fine)*w*fine+x*fine+k%fine] {
					n++
				}
			}
			p.SetGray(x, y, color.Gray{Y: byte(240 - 220*n/(fine*fine))})
		}
	}
	return p
}

// cover marks the points within radius of the line from a to b.
func cover(points []bool, w, h int, ax, ay, bx, by, radius float64) {
	dx, dy := bx-ax, by-ay
	for y := max(int(min(ay, by)-radius), 0); y <= min(int(max(ay, by)+radius), h-1); y++ {
		for x := max(int(min(ax, bx)-radius), 0); x <= min(int(max(ax, bx)+radius), w-1); x++ {
			px, py, t := float64(x)+0.5-ax, float64(y)+0.5-ay, 0.0
			if l := dx*dx + dy*dy; l > 0 {
				t = min(max((px*dx+py*dy)/l, 0), 1)
			}
			if ex, ey := px-t*dx, py-t*dy; ex*ex+ey*ey <= radius*radius {
				points[y*w+x] = true
			}
		}
	}
}

// Box is the box of a drawing's lines on the paper, in pixels.
func (p Paper) Box(b ink.Box, pen float64) ink.Box {
	b = b.Grow(pen / 2)
	return ink.Box{
		MinX: (b.MinX - p.Left.X) * p.Scale, MinY: (b.MinY - p.Left.Y) * p.Scale,
		MaxX: (b.MaxX - p.Left.X) * p.Scale, MaxY: (b.MaxY - p.Left.Y) * p.Scale,
	}
}
