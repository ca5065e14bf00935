package preprocess

import (
	"cmp"
	"image"
	"math"
	"slices"

	"golang.org/x/image/draw"

	"digitpad/training/ink"
)

// grayImage is a grey picture, row by row. Positions on it are in corner coordinates.
type grayImage struct {
	w, h int
	v    []float32
}

// newGrayImage reduces a picture to grey, in [0,1] with 1 white. Its longer side is
// brought to at least 112 pixels, and at most 512, or 1024 if it is a line of digits.
func newGrayImage(picture image.Image) *grayImage {
	b := picture.Bounds()
	w, h := b.Dx(), b.Dy()
	longer := max(w, h)
	most := min(mostSide*max(longer/max(min(w, h), 1), 1), 2*mostSide)
	if side := min(max(longer, leastSide), most); side != longer && longer > 0 {
		w, h = max(w*side/longer, 1), max(h*side/longer, 1)
	}
	page := image.NewRGBA(image.Rect(0, 0, w, h))
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(page, page.Rect, picture, b.Min, draw.Src)
	} else {
		draw.BiLinear.Scale(page, page.Rect, picture, b, draw.Src, nil)
	}
	p := &grayImage{w, h, make([]float32, w*h)}
	opacity := make([]float32, w*h)
	for i := range p.v {
		c := page.Pix[4*i:]
		p.v[i] = (0.299*float32(c[0]) + 0.587*float32(c[1]) + 0.114*float32(c[2])) / 255
		opacity[i] = float32(c[3]) / 255
	}
	paper := transparentAs(p.v, opacity)
	for i := range p.v {
		p.v[i] += (1 - opacity[i]) * paper
	}
	return p
}

// transparentAs is the grey that stands for what is transparent: white, or black where
// all that is not is about as light. Grey is multiplied by the opacity.
func transparentAs(grey, opacity []float32) float32 {
	var shades []float32
	for i, a := range opacity {
		if a >= 0.5 {
			shades = append(shades, grey[i]/a)
		}
	}
	if len(shades) == 0 || len(shades) > len(grey)*9/10 {
		return 1
	}
	if low, high := quantile(shades, .05), quantile(shades, .95); low > 0.5 && high-low < 0.3 {
		return 0
	}
	return 1
}

// bounds is the box around all pixels with at least the given ink.
func (p *grayImage) bounds(least float32) (ink.Box, bool) {
	minX, minY, maxX, maxY := p.w, p.h, 0, 0
	for y := range p.h {
		for x, v := range p.v[y*p.w : (y+1)*p.w] {
			if v >= least {
				minX, minY, maxX, maxY = min(minX, x), min(minY, y), max(maxX, x+1), max(maxY, y+1)
			}
		}
	}
	return ink.Box{MinX: float64(minX), MinY: float64(minY), MaxX: float64(maxX), MaxY: float64(maxY)}, minX < maxX
}

// strokeWidth is the pen's width in the plane's pixels: a line of width w has the
// area w for each unit of length, and an edge on either side.
func (p *grayImage) strokeWidth() float64 {
	var area, edge float64
	for y := range p.h {
		for x := range p.w {
			v := p.v[y*p.w+x]
			dx, dy := float64(p.at(x+1, y)-p.at(x-1, y)), float64(p.at(x, y+1)-p.at(x, y-1))
			area += float64(v)
			edge += math.Sqrt(dx*dx+dy*dy) / 2
		}
	}
	return 2 * area / edge
}

// at is a pixel's ink; outside the plane there is none.
func (p *grayImage) at(x, y int) float32 {
	if x < 0 || y < 0 || x >= p.w || y >= p.h {
		return 0
	}
	return p.v[y*p.w+x]
}

// resample is the box, with a margin for a wider pen, at another scale.
func (p *grayImage) resample(box ink.Box, scale float64) *grayImage {
	box = box.Grow(box.Longer() / 5)
	r := &grayImage{w: int(math.Ceil((box.MaxX - box.MinX) * scale)), h: int(math.Ceil((box.MaxY - box.MinY) * scale))}
	r.v = make([]float32, r.w*r.h)
	for i, v := range p.integral().means(box.MinX, box.MinY, 1/scale, r.w, r.h) {
		r.v[i] = float32(v)
	}
	return r
}

// dilate moves the edge of the ink outwards by radius pixels, or inwards if it is
// below 0: a pixel becomes the most, or the least, that the disc around it holds.
func (p *grayImage) dilate(radius float64) *grayImage {
	if radius < 0 {
		return p.negated().dilate(-radius).negated()
	}
	type offset struct{ x, y int }
	reach := int(radius)
	var disc []offset // the nearest first
	for y := -reach; y <= reach; y++ {
		for x := -reach; x <= reach; x++ {
			if float64(x*x+y*y) <= radius*radius {
				disc = append(disc, offset{x, y})
			}
		}
	}
	slices.SortStableFunc(disc, func(a, b offset) int { return cmp.Compare(a.x*a.x+a.y*a.y, b.x*b.x+b.y*b.y) })
	square := p.highest(reach) // no disc has more
	r := &grayImage{p.w, p.h, slices.Clone(p.v)}
	for i := range r.v {
		x, y := i%p.w, i/p.w
		most := p.v[i]
		bound := square.v[i]
		if x < reach || y < reach || x+reach >= p.w || y+reach >= p.h {
			bound = max(bound, 0) // outside there is no ink
		}
		for _, d := range disc {
			if most >= bound {
				break
			}
			if v := p.at(x+d.x, y+d.y); v > most {
				most = v
			}
		}
		r.v[i] = most
	}
	return r
}
