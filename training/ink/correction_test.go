package ink

import (
	"image"
	"math"
	"testing"
)

// A pen of MNIST's range stays; a thinner one becomes the median, a thicker one the
// thickest.
func TestPenCorrection(t *testing.T) {
	for width, want := range map[float64]float64{1: 1.4, 1.59: 0.81, 1.6: 0, 2.4: 0, 4: 0, 4.5: -0.5} {
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
		if ok && (m[c.y*Side+c.x] != 200 || m[(c.y-1)*Side+c.x] != 0) {
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

// Boxes have a middle, a longer side and neighbours, whose sides may touch.
func TestBox(t *testing.T) {
	b := Box{1, 2, 4, 4}
	if b.longer() != 3 || (Box{0, 0, 1, 5}).longer() != 5 || b.middle() != (Point{2.5, 3}) || b.grow(0.5) != (Box{0.5, 1.5, 4.5, 4.5}) {
		t.Errorf("the longer side is %g, the middle %v", b.longer(), b.middle())
	}
	if got := b.join(Box{0, 3, 3, 9}); got != (Box{0, 2, 4, 9}) {
		t.Errorf("joined, they are %v", got)
	}
	for other, want := range map[Box]bool{
		{4, 2, 5, 3}: true, {4.1, 2, 5, 3}: false, {0, 2, 1, 3}: true, {0, 2, 0.9, 3}: false,
		{2, 4, 3, 5}: true, {2, 4.1, 3, 5}: false, {2, 0, 3, 2}: true, {2, 0, 3, 1.9}: false, {2, 3, 2, 3}: true,
	} {
		if b.meets(other) != want || other.meets(b) != want {
			t.Errorf("%v meets %v: %t", b, other, !want)
		}
	}
}

// The drawing as it was after some points ends in the midst of a stroke.
func TestUpTo(t *testing.T) {
	d := Drawing{{Points: make([]Point, 3)}, {Points: make([]Point, 2)}}
	if d.Points() != 5 {
		t.Errorf("there are %d points", d.Points())
	}
	for n, want := range [][]int{nil, {1}, {2}, {3}, {3, 1}, {3, 2}, {3, 2}} {
		part := d.UpTo(n)
		if len(part) != len(want) {
			t.Errorf("after %d points there are %d strokes", n, len(part))
			continue
		}
		for i, s := range part {
			if len(s.Points) != want[i] {
				t.Errorf("after %d points stroke %d has %d", n, i, len(s.Points))
			}
		}
	}
	if d.UpTo(-1) != nil {
		t.Error("before the first point there is a stroke")
	}
}

// A movement from one frame to another goes evenly; a drawn width gives way to the
// pen at once, one pen to another by and by.
func TestBetween(t *testing.T) {
	f, g := Frame{Scale: 10, X: 1, Y: -2}, Frame{Scale: 20, X: 3, Y: 2, Pen: 2}
	if got := f.Between(g, 0.25); got != (Frame{12.5, 1.5, -1, 2}) {
		t.Errorf("a quarter on the way the frame is %+v", got)
	}
	if f.Between(g, 0) != f || f.Between(g, 1) != g || f.Between(g, -1) != f {
		t.Errorf("the ends are %+v and %+v", f.Between(g, 0), f.Between(g, 1))
	}
	f.Pen = 4
	if got := f.Between(g, 0.25).Pen; got != 3.5 {
		t.Errorf("a quarter on the way from 4 to 2 the pen is %g", got)
	}
	g.Pen = 0
	if got := f.Between(g, 0.25).Pen; got != 0 {
		t.Errorf("on the way to drawn widths the pen is %g", got)
	}
}

// The centre of mass weighs the middles of the pixels; without ink it is the middle.
func TestCentreOfMass(t *testing.T) {
	var m Image
	if x, y := m.CentreOfMass(); x != 14 || y != 14 {
		t.Errorf("without ink it is at %g, %g", x, y)
	}
	m[3*Side+5], m[3*Side+9], m[11*Side+5] = 100, 200, 100
	if x, y := m.CentreOfMass(); x != 7.5 || y != 5.5 {
		t.Errorf("it is at %g, %g", x, y)
	}
}
