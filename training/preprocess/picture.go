// Package preprocess brings a picture of a digit, a scan, a photograph or a drawing, into the
// frame of MNIST's images: 28×28 pixels, light ink on dark, the longer side of the digit 20
// pixels, its centre of mass in the middle (LeCun et al. 1998). The picture is turned upright,
// its background subtracted, however it is lit, specks and frames are left out, and the pen is
// made as wide as MNIST's.
//
// Picture does all of it, Stages shows it step by step, and Decode reads the formats that
// people have.
package preprocess

import (
	"image"
	"image/color"
	"math"

	"digitpad/training/ink"
)

// Picture brings a picture of a digit, dark on light or light on dark, into MNIST's
// frame: a test image, a scan, a photograph. The background is subtracted, even if lit
// unevenly, specks and smaller digits are removed, and the digit is scaled to 20 pixels
// with its centre of mass in the middle. A thin pen is widened, and one thicker than any of
// MNIST's narrowed; grey is kept. A picture that already is in the frame, as MNIST's
// own, is returned as it is: resampling could only blur it. A picture without contrast
// gives an empty image.
func Picture(picture image.Image) ink.Image {
	return process(picture, func(Step, *grayImage) {})
}

// process is Picture, and calls show with the result of each step but the last.
func process(picture image.Image, show func(Step, *grayImage)) ink.Image {
	if m, ok := alreadyInFrame(picture); ok {
		return m
	}
	p := newGrayImage(picture)
	show(Grey, p)
	g, ok := p.findInk()
	if !ok {
		return ink.Image{}
	}
	show(Inked, g.grayImage)
	g.keepDigit()
	show(Cleaned, g.grayImage)
	return g.normalised(show)
}

// normalised brings all ink into MNIST's frame.
func (p *grayImage) normalised(show func(Step, *grayImage)) ink.Image {
	box, ok := p.bounds(visible)
	if !ok {
		return ink.Image{}
	}

	// Bring the pen's width into MNIST's range before fitting the frame.
	scale := ink.Longer / box.Longer()
	if spread := penCorrection(p.strokeWidth()*scale) / 2; spread != 0 {
		p = p.resample(box, min(enlarged/box.Longer(), 1))
		if box, ok = p.bounds(visible); !ok {
			return ink.Image{}
		}
		p = p.dilate(spread * box.Longer() / ink.Longer)
		if box, ok = p.bounds(visible); !ok {
			return ink.Image{}
		}
		scale = ink.Longer / box.Longer()
		show(Repenned, p)
	}

	f := ink.Frame{Scale: scale}.Showing(box.Middle(), ink.Side/2, ink.Side/2)
	sums := p.integral()
	image := sums.in(f)
	x, y := image.CentreOfMass()
	f.X += ink.Centre - x
	f.Y += ink.Centre - y
	return sums.in(f)
}

const (
	leastSide = 112   // pixels to which a smaller picture is enlarged first
	mostSide  = 512   // and to which a larger one is reduced
	visible   = 0.35  // ink that counts as part of the digit's box
	thinnest  = 2.7   // pen in MNIST's frame, pixels, that is not widened: of training writers' digits on paper fewest are misread
	thickest  = 4.0   // and that is not narrowed: MNIST's thickest
	enlarged  = 120.0 // pixels of the digit's longer side while its pen changes
)

// alreadyInFrame returns a 28×28 picture as it is if it is light ink on black
// whose longer side and centre of mass are those of MNIST's frame.
func alreadyInFrame(picture image.Image) (m ink.Image, ok bool) {
	b := picture.Bounds()
	if b.Dx() != ink.Side || b.Dy() != ink.Side {
		return m, false
	}
	minX, minY, maxX, maxY := ink.Side, ink.Side, -1, -1
	for y := range ink.Side {
		for x := range ink.Side {
			v := color.GrayModel.Convert(picture.At(b.Min.X+x, b.Min.Y+y)).(color.Gray).Y
			m[y*ink.Side+x] = v
			if v != 0 {
				minX, minY, maxX, maxY = min(minX, x), min(minY, y), max(maxX, x), max(maxY, y)
			}
		}
	}
	longer := max(maxX-minX, maxY-minY) + 1
	x, y := m.CentreOfMass()
	// MNIST moved whole pixels, so its centres are up to half a pixel off.
	off := max(math.Abs(x-ink.Centre), math.Abs(y-ink.Centre))
	return m, longer >= ink.Longer-1 && longer <= ink.Longer+1 && off <= 1
}

// penCorrection is by how much a pen of the given width, in MNIST's pixels, must
// grow (or shrink, below 0) to be one that is read well.
func penCorrection(width float64) float64 {
	switch {
	case width < thinnest:
		return thinnest - width
	case width > thickest:
		return thickest - width
	}
	return 0
}
