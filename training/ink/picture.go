package ink

import (
	"image"
	"image/color"
	"math"
	"slices"

	"golang.org/x/image/draw"
)

// FromPicture brings a picture of a digit, dark on light or light on dark, into
// MNIST's frame: a test image, a scan, a photograph. The paper is subtracted, be
// it lit unevenly, specks are dropped, and the digit is scaled to 20 pixels with
// its centre of mass in the middle. A pen thinner or thicker than any of MNIST's
// is widened or narrowed; grey is kept. A picture that already is in the frame,
// as MNIST's own, is returned as it is: resampling could only blur it. A picture
// without contrast gives an empty image.
func FromPicture(picture image.Image) Image {
	if m, ok := alreadyInFrame(picture); ok {
		return m
	}
	p := newPlane(picture)
	if !p.subtractPaper() {
		return Image{}
	}
	p.dropSpecks()
	box, ok := p.bounds(visible)
	if !ok {
		return Image{}
	}

	// Bring the pen into MNIST's range before the frame is laid around the ink.
	scale := Longer / box.longer()
	if spread := penCorrection(p.strokeWidth()*scale) / 2; spread != 0 {
		p = p.resample(box, min(enlarged/box.longer(), 1))
		box, _ = p.bounds(visible)
		scale = Longer / box.longer()
		p = p.spread(spread / scale)
		if box, ok = p.bounds(visible); !ok {
			return Image{}
		}
		scale = Longer / box.longer()
	}

	f := Frame{Scale: scale}.showing(box.middle(), Side/2, Side/2)
	image := p.in(f)
	x, y := image.CentreOfMass()
	f.X += Centre - x
	f.Y += Centre - y
	return p.in(f)
}

const (
	workingSide = 512   // pixels to which a larger picture is reduced first
	contrast    = 0.08  // of full, below which a picture is blank paper
	visible     = 0.25  // ink that counts as part of the digit's box
	thinnest    = 1.6   // pen in MNIST's frame, pixels: the thinnest twentieth
	thickest    = 4.0   // and the thickest
	enlarged    = 160.0 // pixels of the digit's longer side while its pen changes
)

// alreadyInFrame returns a 28×28 picture as it is if it is light ink on black
// whose longer side and centre of mass are those of MNIST's frame.
func alreadyInFrame(picture image.Image) (m Image, ok bool) {
	b := picture.Bounds()
	if b.Dx() != Side || b.Dy() != Side {
		return m, false
	}
	minX, minY, maxX, maxY := Side, Side, -1, -1
	for y := range Side {
		for x := range Side {
			v := color.GrayModel.Convert(picture.At(b.Min.X+x, b.Min.Y+y)).(color.Gray).Y
			m[y*Side+x] = v
			if v != 0 {
				minX, minY, maxX, maxY = min(minX, x), min(minY, y), max(maxX, x), max(maxY, y)
			}
		}
	}
	longer := max(maxX-minX, maxY-minY) + 1
	x, y := m.CentreOfMass()
	// MNIST moved whole pixels, so its centres are up to half a pixel off.
	off := max(math.Abs(x-Centre), math.Abs(y-Centre))
	return m, longer >= Longer-1 && longer <= Longer+1 && off <= 1
}

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

// subtractPaper turns grey into ink, 0 for paper and 1 for full ink, and reports
// whether there is any. The paper is a plane through the medians of the picture's
// four sides.
func (p *plane) subtractPaper() bool {
	if p.w < 3 || p.h < 3 {
		return false
	}
	var left, right, top, bottom []float32
	for y := range p.h {
		left, right = append(left, p.v[y*p.w]), append(right, p.v[y*p.w+p.w-1])
	}
	for x := range p.w {
		top, bottom = append(top, p.v[x]), append(bottom, p.v[(p.h-1)*p.w+x])
	}
	l, r, t, b := quantile(left, .5), quantile(right, .5), quantile(top, .5), quantile(bottom, .5)
	mean := (l + r + t + b) / 4
	paper := func(x, y int) float32 {
		return mean + (r-l)*(float32(x)/float32(p.w-1)-0.5) + (b-t)*(float32(y)/float32(p.h-1)-0.5)
	}

	// The side of the paper's grey on which more stands out is the ink's.
	var darker, lighter float64
	for y := range p.h {
		for x := range p.w {
			d := paper(x, y) - p.v[y*p.w+x]
			p.v[y*p.w+x] = d
			if d > contrast {
				darker += float64(d)
			} else if d < -contrast {
				lighter -= float64(d)
			}
		}
	}
	if lighter > darker {
		for i := range p.v {
			p.v[i] = -p.v[i]
		}
	}

	noise := 3 * p.borderNoise()
	threshold := max(otsu(p.v), contrast, noise)
	var inked []float32
	for _, v := range p.v {
		if v > threshold {
			inked = append(inked, v)
		}
	}
	if len(inked) == 0 {
		return false
	}
	full := quantile(inked, .9)
	for i, v := range p.v {
		p.v[i] = min(max((v-noise)/(full-noise), 0), 1)
	}
	return full > noise
}

// borderNoise is the median deviation of the outermost pixels from the paper.
func (p *plane) borderNoise() float32 {
	var border []float32
	for i, v := range p.v {
		if x, y := i%p.w, i/p.w; x == 0 || y == 0 || x == p.w-1 || y == p.h-1 {
			border = append(border, max(v, -v))
		}
	}
	return quantile(border, .5)
}

// quantile sorts values and returns the one that a share q of them is below.
func quantile(values []float32, q float64) float32 {
	slices.Sort(values)
	return values[int(q*float64(len(values)-1))]
}

// otsu is the threshold that parts the values between 0 and 1 into two classes
// whose means are farthest apart, weighted by their sizes (Otsu 1979).
func otsu(values []float32) float32 {
	var histogram [256]float64
	var total, sum float64
	for _, v := range values {
		bin := int(min(max(v, 0), 1) * 255)
		histogram[bin]++
		total++
		sum += float64(bin)
	}
	var best, at, below, sumBelow float64
	for bin, n := range histogram {
		below += n
		sumBelow += n * float64(bin)
		if below == 0 || below == total {
			continue
		}
		d := sumBelow/below - (sum-sumBelow)/(total-below)
		if between := below * (total - below) * d * d; between > best {
			best, at = between, float64(bin)
		}
	}
	return float32(at / 255)
}

// dropSpecks blanks every patch of ink that is, like a stray click, far smaller
// than the largest.
func (p *plane) dropSpecks() {
	patch := make([]int, len(p.v)) // 0 is not visited, or blank
	var sizes []int                // of patch i+1: its longer side
	var queue []int
	largest := 0
	for start, v := range p.v {
		if v < visible || patch[start] != 0 {
			continue
		}
		number := len(sizes) + 1
		patch[start] = number
		queue = append(queue[:0], start)
		minX, minY, maxX, maxY := p.w, p.h, 0, 0
		for len(queue) > 0 {
			i := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			x, y := i%p.w, i/p.w
			minX, minY, maxX, maxY = min(minX, x), min(minY, y), max(maxX, x), max(maxY, y)
			for ny := max(y-1, 0); ny <= min(y+1, p.h-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, p.w-1); nx++ {
					if n := ny*p.w + nx; p.v[n] >= visible && patch[n] == 0 {
						patch[n] = number
						queue = append(queue, n)
					}
				}
			}
		}
		sizes = append(sizes, max(maxX-minX, maxY-minY)+1)
		largest = max(largest, sizes[number-1])
	}
	// The faint rim around a patch goes and stays with it.
	for i := range p.v {
		x, y := i%p.w, i/p.w
		keep := false
		for ny := max(y-1, 0); ny <= min(y+1, p.h-1); ny++ {
			for nx := max(x-1, 0); nx <= min(x+1, p.w-1); nx++ {
				n := patch[ny*p.w+nx]
				keep = keep || n > 0 && float64(sizes[n-1]) >= click*float64(largest)
			}
		}
		if !keep {
			p.v[i] = 0
		}
	}
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

// penCorrection is by how much a pen of the given width, in MNIST's pixels, must
// grow (or shrink, below 0) to be one of MNIST's.
func penCorrection(width float64) float64 {
	switch {
	case width < thinnest:
		return Pen - width
	case width > thickest:
		return thickest - width
	}
	return 0
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
