package preprocess

import (
	"image"
	"math"
	"testing"

	"digitpad/training/ink"
)

// A pen of the range stays; a thinner one becomes the thinnest of it, a thicker one the
// thickest.
func TestPenCorrection(t *testing.T) {
	for width, want := range map[float64]float64{1: 1.7, 2.4: 0.3, 2.7: 0, 3.3: 0, 4: 0, 4.5: -0.5} {
		if got := penCorrection(width); math.Abs(got-want) > 1e-9 {
			t.Errorf("a pen of %g is corrected by %g, want %g", width, got, want)
		}
	}
}

// A picture is in the frame if its ink is 20 pixels long, give or take one, and its
// centre of mass lies within a pixel of the middle.
func TestAlreadyInFrame(t *testing.T) {
	bar := func(w, h, x, y, length int) image.Image {
		m := image.NewGray(image.Rect(2, 3, 2+w, 3+h))
		for i := range length {
			m.Pix[(y+i)*w+x] = 200
		}
		return m
	}
	for _, c := range []struct {
		w, h, x, y, length int
		want               bool
	}{
		{28, 28, 14, 4, 20, true},
		{28, 28, 14, 4, 21, true},
		{28, 28, 14, 5, 19, true}, // the centre of pixel 14 is the middle
		{28, 28, 14, 5, 18, false},
		{28, 28, 14, 3, 22, false},
		{28, 28, 15, 4, 20, true},
		{28, 28, 16, 4, 20, false},
		{28, 28, 13, 4, 20, true},
		{28, 28, 12, 4, 20, false},
		{28, 28, 14, 5, 20, true},
		{28, 28, 14, 6, 20, false},
		{28, 28, 14, 3, 20, false},
		{29, 28, 14, 4, 20, false},
		{28, 29, 14, 4, 20, false},
		{28, 28, 14, 4, 0, false},
	} {
		m, ok := alreadyInFrame(bar(c.w, c.h, c.x, c.y, c.length))
		if ok != c.want {
			t.Errorf("%+v is in the frame: %t", c, ok)
		}
		if ok && (m[c.y*ink.Side+c.x] != 200 || m[(c.y-1)*ink.Side+c.x] != 0) {
			t.Errorf("%+v: the image has changed", c)
		}
	}
	level := image.NewGray(image.Rect(0, 0, 28, 28))
	for x := 4; x < 24; x++ {
		level.Pix[14*28+x] = 200
	}
	if _, ok := alreadyInFrame(level); !ok {
		t.Error("a level bar is not in the frame")
	}
}
