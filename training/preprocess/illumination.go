package preprocess

import (
	"image"
	"math"
)

// Illumination correction. A photograph is lit unevenly: darker towards the corners, with
// shadows. The background is therefore estimated locally, by the closing of grey
// morphology (Serra 1982), which fills everything darker and narrower than a window from
// its surroundings.

const (
	smallestPhoto = 64   // pixels of the longer side, below which a picture is no photograph
	coarse        = 4    // pixels to one, in which the paper is found: it hides noise
	window        = 0.15 // of the longer side: half the window, more than a pen's width
	darkest       = 0.05 // that paper can be
	faintest      = 0.15 // ink: at the picture's edge a gradient alone swallows up to a tenth of the light
)

// isPhotograph reports whether a picture is large enough to be a photograph.
func isPhotograph(picture image.Image) bool {
	size := picture.Bounds().Size()
	return max(size.X, size.Y) >= smallestPhoto && min(size.X, size.Y) >= smallestPhoto/4
}

// subtractIllumination is subtractBackground for a photograph: ink is the share of the
// background's light that it absorbs.
func (p *grayImage) subtractIllumination() bool {
	small := p.coarser()
	if small.inkIsLight() {
		for i, v := range p.v {
			p.v[i] = 1 - v
		}
		small = p.coarser()
	}
	reach := max(int(window*float64(max(small.w, small.h))), 1)
	paper := small.extremes(reach, more).extremes(reach, less)
	for i := range p.v {
		x, y := (float64(i%p.w)+0.5)/coarse, (float64(i/p.w)+0.5)/coarse
		x, y = min(max(x, 0.5), float64(paper.w)-0.5), min(max(y, 0.5), float64(paper.h)-0.5)
		p.v[i] = 1 - p.v[i]/max(paper.bilinear(x, y), darkest)
	}
	deviations := make([]float32, len(p.v))
	for i, v := range p.v {
		deviations[i] = max(v, -v)
	}
	return p.stretch(3*quantile(deviations, .5), faintest)
}

// coarser is the image reduced by the factor coarse; the last rows and columns are left
// out where they fill no pixel.
func (p *grayImage) coarser() *grayImage {
	c := &grayImage{w: p.w / coarse, h: p.h / coarse}
	c.v = make([]float32, c.w*c.h)
	for y := range c.h * coarse {
		for x := range c.w * coarse {
			c.v[y/coarse*c.w+x/coarse] += p.v[y*p.w+x] / (coarse * coarse)
		}
	}
	return c
}

// inkIsLight reports whether the ink is lighter than its surroundings, by the sign of the
// third moment: ink is small and has high contrast. The edge of the image, where a desk
// may be, does not count.
func (p *grayImage) inkIsLight() bool {
	reach := max(int(window*float64(max(p.w, p.h))), 1)
	around := p.blurred(reach)
	var moment float64
	for y := p.h / 10; y < p.h-p.h/10; y++ {
		for x := p.w / 10; x < p.w-p.w/10; x++ {
			d := float64(p.v[y*p.w+x] - around.v[y*p.w+x])
			moment += d * d * d
		}
	}
	return moment > 0
}

// bilinear interpolates the image at a position between pixel centres.
func (p *grayImage) bilinear(x, y float64) float32 {
	x, y = x-0.5, y-0.5
	fx, fy := math.Floor(x), math.Floor(y)
	i, j := int(fx), int(fy)
	u, v := float32(x-fx), float32(y-fy)
	return (1-v)*((1-u)*p.at(i, j)+u*p.at(i+1, j)) + v*((1-u)*p.at(i, j+1)+u*p.at(i+1, j+1))
}

func more(a, b float32) float32 { return max(a, b) }
func less(a, b float32) float32 { return min(a, b) }

// extremes is a minimum or maximum filter: pick reduces the square of half width reach
// around each pixel.
func (p *grayImage) extremes(reach int, pick func(a, b float32) float32) *grayImage {
	return p.alongBoth(reach, func(window []float32) float32 {
		best := window[0]
		for _, v := range window {
			best = pick(best, v)
		}
		return best
	})
}

// blurred is the box filter of half width reach.
func (p *grayImage) blurred(reach int) *grayImage {
	return p.alongBoth(reach, func(window []float32) float32 {
		sum := float32(0)
		for _, v := range window {
			sum += v
		}
		return sum / float32(len(window))
	})
}

// alongBoth applies the filter f along rows and then along columns. Pixels outside the
// image are left out.
func (p *grayImage) alongBoth(reach int, f func(window []float32) float32) *grayImage {
	return p.alongRows(reach, f).alongRows(reach, f)
}

// alongRows applies f along rows and transposes the result.
func (p *grayImage) alongRows(reach int, f func(window []float32) float32) *grayImage {
	r := &grayImage{p.h, p.w, make([]float32, len(p.v))}
	for y := range p.h {
		row := p.v[y*p.w : (y+1)*p.w]
		for x := range row {
			r.v[x*r.w+y] = f(row[max(x-reach, 0):min(x+reach+1, p.w)])
		}
	}
	return r
}
