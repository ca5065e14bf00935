package ink

import "testing"

// Boxes have a middle, a longer side and neighbours, whose sides may touch.
func TestBox(t *testing.T) {
	b := Box{1, 2, 4, 4}
	if b.Longer() != 3 || (Box{0, 0, 1, 5}).Longer() != 5 || b.Middle() != (Point{2.5, 3}) || b.Grow(0.5) != (Box{0.5, 1.5, 4.5, 4.5}) {
		t.Errorf("the longer side is %g, the middle %v", b.Longer(), b.Middle())
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
