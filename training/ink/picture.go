package ink

import (
	"image"
	"image/color"
	"math"
)

// FromPicture brings a picture of a digit, dark on light or light on dark, into
// MNIST's frame: a test image, a scan, a photograph. The paper is subtracted, be
// it lit unevenly, specks and smaller digits beside it are dropped, and the digit
// is scaled to 20 pixels with its centre of mass in the middle. A pen thinner or thicker than any of MNIST's
// is widened or narrowed; grey is kept. A picture that already is in the frame,
// as MNIST's own, is returned as it is: resampling could only blur it. A picture
// without contrast gives an empty image.
func FromPicture(picture image.Image) Image {
	return fromPicture(picture, func(Step, *plane) {})
}

// fromPicture is FromPicture, and shows what came of each step but the last.
func fromPicture(picture image.Image, show func(Step, *plane)) Image {
	if m, ok := alreadyInFrame(picture); ok {
		return m
	}
	p := newPlane(picture)
	show(Grey, p)
	photo, subtract := isPhotograph(picture), p.subtractPaper
	if photo {
		subtract = p.subtractLitPaper
	}
	if !subtract() {
		return Image{}
	}
	show(Inked, p)
	if photo {
		p.dropSurroundings()
	}
	p.dropSpecks()
	p.dropOthers()
	show(Cleaned, p)
	box, ok := p.bounds(visible)
	if !ok {
		return Image{}
	}

	// Bring the pen into MNIST's range before the frame is laid around the ink.
	scale := Longer / box.longer()
	if spread := penCorrection(p.strokeWidth()*scale) / 2; spread != 0 {
		p = p.resample(box, min(enlarged/box.longer(), 1))
		if box, ok = p.bounds(visible); !ok {
			return Image{}
		}
		p = p.spread(spread * box.longer() / Longer)
		if box, ok = p.bounds(visible); !ok {
			return Image{}
		}
		scale = Longer / box.longer()
		show(Repenned, p)
	}

	f := Frame{Scale: scale}.showing(box.middle(), Side/2, Side/2)
	sums := p.sums()
	image := sums.in(f)
	x, y := image.CentreOfMass()
	f.X += Centre - x
	f.Y += Centre - y
	return sums.in(f)
}

const (
	leastSide = 112   // pixels to which a smaller picture is enlarged first
	mostSide  = 512   // and to which a larger one is reduced
	contrast  = 0.08  // of full, below which a picture is blank paper
	visible   = 0.35  // ink that counts as part of the digit's box
	thinnest  = 1.6   // pen in MNIST's frame, pixels: the thinnest twentieth
	thickest  = 4.0   // and the thickest
	enlarged  = 160.0 // pixels of the digit's longer side while its pen changes
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
