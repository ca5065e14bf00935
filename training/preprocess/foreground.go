package preprocess

import (
	"image"
	"math"

	"digitpad/training/ink"
)

// Foreground is the ink of a picture, without the paper and what surrounds the digits.
type Foreground struct {
	Width, Height int
	Ink           []float32 // row by row, 0 is paper and 1 full ink
	Scale         float64   // pixels of the picture for one of these
}

// NewForeground finds the ink of a picture of one or more digits, as Picture does. It
// reports false if there is none.
func NewForeground(picture image.Image) (Foreground, bool) {
	p := newGrayImage(picture)
	g, ok := p.findInk()
	if !ok {
		return Foreground{}, false
	}
	g.keepDigits()
	scale := float64(max(picture.Bounds().Dx(), picture.Bounds().Dy())) / float64(max(p.w, p.h))
	return Foreground{g.w, g.h, g.v, scale}, true
}

// At is the ink at a point, in pixels from the upper left corner, between those of the
// pixels around it.
func (f Foreground) At(x, y float64) float64 {
	u, v := math.Floor(x-0.5), math.Floor(y-0.5)
	p := &grayImage{f.Width, f.Height, f.Ink}
	at := func(dx, dy int) float64 { return float64(p.at(int(u)+dx, int(v)+dy)) }
	fx, fy := x-0.5-u, y-0.5-v
	return (at(0, 0)*(1-fx)+at(1, 0)*fx)*(1-fy) + (at(0, 1)*(1-fx)+at(1, 1)*fx)*fy
}

// Normalise brings all its ink into MNIST's frame. Without ink the image is empty.
func (f Foreground) Normalise() ink.Image {
	p := &grayImage{f.Width, f.Height, f.Ink}
	return p.normalised(func(Step, *grayImage) {})
}

// Turned is the foreground after a quarter turn, clockwise.
func (f Foreground) Turned() Foreground {
	t := Foreground{f.Height, f.Width, make([]float32, len(f.Ink)), f.Scale}
	for i, v := range f.Ink {
		x, y := i%f.Width, i/f.Width
		t.Ink[x*t.Width+t.Width-1-y] = v
	}
	return t
}

// InFrame is Picture's answer for a picture that already is in MNIST's frame, and
// reports whether it is.
func InFrame(picture image.Image) (ink.Image, bool) { return alreadyInFrame(picture) }
