package ink

import (
	"image"
	"math"
	"slices"

	"golang.org/x/image/draw"
)

// plane is a grey picture, row by row. Positions on it are in corner coordinates.
type plane struct {
	w, h int
	v    []float32
}

// newPlane reduces a picture to grey, in [0,1] with 1 white, and to at most 512
// pixels a side. What is transparent is paper.
func newPlane(picture image.Image) *plane {
	b := picture.Bounds()
	w, h := b.Dx(), b.Dy()
	if longer := max(w, h); longer > workingSide {
		w, h = max(w*workingSide/longer, 1), max(h*workingSide/longer, 1)
	}
	grey := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(grey, grey.Rect, image.White, image.Point{}, draw.Src)
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(grey, grey.Rect, picture, b.Min, draw.Over)
	} else {
		draw.BiLinear.Scale(grey, grey.Rect, picture, b, draw.Over, nil)
	}
	p := &plane{w, h, make([]float32, w*h)}
	for i, v := range grey.Pix {
		p.v[i] = float32(v) / 255
	}
	return p
}

// bounds is the box around all pixels with at least the given ink.
func (p *plane) bounds(least float32) (Box, bool) {
	b := boundsOf(nil)
	for i, v := range p.v {
		if v >= least {
			x, y := float64(i%p.w), float64(i/p.w)
			b = b.join(Box{x, y, x + 1, y + 1})
		}
	}
	return b, b.MinX < b.MaxX
}

// strokeWidth is the pen's width in the plane's pixels: a line of width w has the
// area w for each unit of length, and an edge on either side.
func (p *plane) strokeWidth() float64 {
	var area, edge float64
	for y := range p.h {
		for x := range p.w {
			v := p.v[y*p.w+x]
			dx, dy := p.at(x+1, y)-p.at(x-1, y), p.at(x, y+1)-p.at(x, y-1)
			area += float64(v)
			edge += math.Hypot(float64(dx), float64(dy)) / 2
		}
	}
	return 2 * area / edge
}

// at is a pixel's ink; outside the plane there is none.
func (p *plane) at(x, y int) float32 {
	if x < 0 || y < 0 || x >= p.w || y >= p.h {
		return 0
	}
	return p.v[y*p.w+x]
}

// bilinear is the ink at a position, interpolated between pixel centres.
func (p *plane) bilinear(x, y float64) float32 {
	x, y = x-0.5, y-0.5
	fx, fy := math.Floor(x), math.Floor(y)
	i, j := int(fx), int(fy)
	u, v := float32(x-fx), float32(y-fy)
	return (1-v)*((1-u)*p.at(i, j)+u*p.at(i+1, j)) + v*((1-u)*p.at(i, j+1)+u*p.at(i+1, j+1))
}

// mean is the mean ink of the box whose upper left corner is x, y.
func (p *plane) mean(x, y, side float64) float32 {
	n := min(max(int(math.Ceil(2*side)), 1), 32)
	sum := float32(0)
	for k := range n * n {
		sum += p.bilinear(x+side*(float64(k%n)+0.5)/float64(n), y+side*(float64(k/n)+0.5)/float64(n))
	}
	return sum / float32(n*n)
}

// resample is the box, with a margin for a wider pen, at another scale.
func (p *plane) resample(box Box, scale float64) *plane {
	box = box.grow(box.longer() / 5)
	r := &plane{w: int(math.Ceil((box.MaxX - box.MinX) * scale)), h: int(math.Ceil((box.MaxY - box.MinY) * scale))}
	r.v = make([]float32, r.w*r.h)
	for i := range r.v {
		r.v[i] = p.mean(box.MinX+float64(i%r.w)/scale, box.MinY+float64(i/r.w)/scale, 1/scale)
	}
	return r
}

// spread moves the edge of the ink outwards by radius pixels, or inwards if it is
// below 0: a pixel becomes the most, or the least, that the disc around it holds.
func (p *plane) spread(radius float64) *plane {
	pick := func(a, b float32) float32 { return max(a, b) }
	if radius < 0 {
		radius, pick = -radius, func(a, b float32) float32 { return min(a, b) }
	}
	reach := int(radius)
	r := &plane{p.w, p.h, slices.Clone(p.v)}
	for i := range r.v {
		x, y := i%p.w, i/p.w
		for dy := -reach; dy <= reach; dy++ {
			for dx := -reach; dx <= reach; dx++ {
				if float64(dx*dx+dy*dy) <= radius*radius {
					r.v[i] = pick(r.v[i], p.at(x+dx, y+dy))
				}
			}
		}
	}
	return r
}

// in is the plane in a frame that maps its pixels to the image's. Each of the
// image's pixels is the mean of its area.
func (p *plane) in(f Frame) (m Image) {
	for i := range m {
		x, y := (float64(i%Side)-f.X)/f.Scale, (float64(i/Side)-f.Y)/f.Scale
		m[i] = byte(min(p.mean(x, y, 1/f.Scale), 1)*255 + 0.5)
	}
	return m
}
