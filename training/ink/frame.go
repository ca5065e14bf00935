package ink

// MNIST's frame, measured on its images.
const (
	Pen    = 2.4  // width of the pen in pixels: MNIST's median
	Longer = 20   // longer side of the ink in pixels
	Centre = 14.5 // of mass, in corner coordinates: the middle of pixel 14
)

// Frame maps a drawing to the 28×28 pixels and sets the pen that it is drawn with: the
// pad's point (x, y) is mapped to the pixel coordinates (Scale·x + X, Scale·y + Y).
type Frame struct {
	Scale float64 // pixels per pad unit
	X, Y  float64 // where the pad's upper left corner falls, in pixels
	Pen   float64 // width of every line in pixels; 0 keeps the widths as drawn
}

// AsDrawn is the whole pad on the 28×28 pixels.
var AsDrawn = Frame{Scale: Side}

// Between interpolates from f, at t = 0, to g, at t = 1, for an animation of the
// normalisation. Drawn widths cannot blend with a fixed pen, so the pen is g's from the
// start unless t is 0.
func (f Frame) Between(g Frame, t float64) Frame {
	if t <= 0 {
		return f
	}
	mix := func(a, b float64) float64 { return a + t*(b-a) }
	pen := g.Pen
	if f.Pen != 0 && g.Pen != 0 {
		pen = mix(f.Pen, g.Pen)
	}
	return Frame{mix(f.Scale, g.Scale), mix(f.X, g.X), mix(f.Y, g.Y), pen}
}

// Raw is the drawing without normalisation: each pixel is the mean of its part of the
// pad. It shows why normalisation matters, since networks trained on MNIST classify it
// badly.
func (d Drawing) Raw() Image { return d.In(AsDrawn) }

// Image is the drawing in MNIST's frame: what a network receives. It does not
// depend on where on the pad the drawing is, how large, or how wide its lines
// are. A drawing without ink gives an empty image.
func (d Drawing) Image() Image {
	return d.ImageWithPen(Pen, AllRows, AllRows)
}

// ImageWithPen is Image with a pen of another width, in pixels. Coarse and fine say
// which rows of sample points count while the centre of mass is found, and in the
// image; see coverage.
func (d Drawing) ImageWithPen(pen float64, coarse, fine int) Image {
	n, ok := d.normalise(pen, coarse)
	if !ok {
		return Image{}
	}
	return n.digit.render(n.Centred, fine)
}

// Normalisation has the steps from the pad to MNIST's frame. Render a step with In:
// Drawing.In(AsDrawn), then Digit().In of each frame.
type Normalisation struct {
	Box     Box   // around the middle of the lines, in pad units
	Cropped Frame // the pad's scale and widths, the box in the middle
	Scaled  Frame // the longer side of the ink at 20 pixels, MNIST's pen
	Centred Frame // the centre of mass, not that of the box, in the middle
	digit   Drawing
}

// Digit is what is normalised: the drawing without what was erased and without
// stray clicks.
func (n *Normalisation) Digit() Drawing { return n.digit }

// Normalise finds the drawing's place in MNIST's frame. It reports false if the
// drawing has no ink.
func (d Drawing) Normalise() (n Normalisation, ok bool) { return d.normalise(Pen, AllRows) }

func (d Drawing) normalise(pen float64, every int) (n Normalisation, ok bool) {
	n.digit = d.Ink().withoutClicks()
	if len(n.digit) == 0 {
		return n, false
	}
	n.Box = n.digit.Bounds()
	middle := n.Box.Middle()
	n.Cropped = Frame{Scale: Side}.Showing(middle, Side/2, Side/2)

	// The pen adds half its width at either end. A tap that slipped by less than
	// a quarter of the brush stays a dot instead of growing into a digit.
	extent := max(n.Box.Longer(), n.digit[0].Width/4)
	scale := 1.0
	if extent > 0 {
		scale = (Longer - pen) / extent
	}
	n.Scaled = Frame{Scale: scale, Pen: pen}.Showing(middle, Side/2, Side/2)

	image := n.digit.render(n.Scaled, every)
	x, y := image.CentreOfMass()
	n.Centred = n.Scaled
	n.Centred.X += Centre - x
	n.Centred.Y += Centre - y
	return n, true
}

// Showing moves the frame so that p falls on the pixel coordinates x, y.
func (f Frame) Showing(p Point, x, y float64) Frame {
	f.X, f.Y = x-float64(f.Scale*p.X), y-float64(f.Scale*p.Y)
	return f
}

// In renders the drawing in the given frame. A pixel's value is the share of its
// area that ink covers. With widths as drawn the picture is the pad's; with a
// fixed pen, lines are cut where they were erased.
func (d Drawing) In(f Frame) Image {
	if f.Pen != 0 {
		d = d.Ink()
	}
	return d.render(f, AllRows)
}

func (d Drawing) render(f Frame, every int) Image {
	page := coverage{every: every}
	for i := range d {
		s := &d[i]
		width := f.Pen
		if width == 0 {
			width = s.Width * f.Scale
		}
		chords := capsule.chords // of the first piece; the others start where one ends
		f.onPixels(s).simplified(page.step() / 2).segments(func(a, b Point) {
			k := chords(capsule{a.X, a.Y, b.X, b.Y, width / 2})
			page.fill(&k, s.Erase)
			chords = capsule.chordsPastA
		})
	}
	return page.image()
}

// closest is the least distance, in pixels, of two points of a line; a resting pointer
// reports more than an image can show.
const closest = 1.0 / 8

// onPixels is the stroke in pixel coordinates, without points that coincide with the one
// before.
func (f Frame) onPixels(s *Stroke) *Stroke {
	points := make([]Point, 0, len(s.Points))
	for i, p := range s.Points {
		p = Point{float64(f.Scale*p.X) + f.X, float64(f.Scale*p.Y) + f.Y}
		if i > 0 && i < len(s.Points)-1 {
			last := points[len(points)-1]
			if dx, dy := p.X-last.X, p.Y-last.Y; float64(dx*dx)+float64(dy*dy) < closest*closest {
				continue
			}
		}
		points = append(points, p)
	}
	return &Stroke{Points: points}
}

// Bounds is the box around the middle of the drawing's lines.
func (d Drawing) Bounds() Box {
	box := boundsOf(nil)
	for _, s := range d {
		box = box.join(boundsOf(s.Points))
	}
	return box
}

// StrayClick is the size, relative to the drawing's largest stroke, below which a stroke
// is a stray click. No part of a digit is so small, and including a click would move and
// shrink the digit.
const StrayClick = 0.12

// HasClicks reports whether there is ink that Image leaves out as stray clicks. They may have
// been meant: without its dot an exclamation mark is a 1.
func (d Drawing) HasClicks() bool {
	ink := d.Ink()
	return len(ink.withoutClicks()) < len(ink)
}

// withoutClicks removes stray clicks.
func (d Drawing) withoutClicks() Drawing {
	largest := 0.0
	for _, s := range d {
		largest = max(largest, boundsOf(s.Points).Longer())
	}
	digit := make(Drawing, 0, len(d))
	for _, s := range d {
		if boundsOf(s.Points).Longer() >= StrayClick*largest {
			digit = append(digit, s)
		}
	}
	return digit
}
