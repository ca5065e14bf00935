package preprocess

import (
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	"digitpad/training/ink"
)

// sketch is a plane of letters: '#' is full ink, '+' half of it, anything else none.
func sketch(rows ...string) *grayImage {
	p := &grayImage{w: len(rows[0]), h: len(rows)}
	for _, row := range rows {
		for _, c := range row {
			p.v = append(p.v, map[rune]float32{'#': 1, '+': 0.5}[c])
		}
	}
	return p
}

// String is the plane as a sketch.
func (p *grayImage) String() string {
	var b strings.Builder
	for i, v := range p.v {
		if i%p.w == 0 {
			b.WriteByte('\n')
		}
		switch {
		case v > 0.75:
			b.WriteByte('#')
		case v > 0.25:
			b.WriteByte('+')
		default:
			b.WriteByte('.')
		}
	}
	return b.String()
}

// shows fails unless the plane is the sketch.
func (p *grayImage) shows(t *testing.T, what string, rows ...string) {
	t.Helper()
	if got, want := p.String(), sketch(rows...).String(); got != want {
		t.Errorf("%s:%s\nwant%s", what, got, want)
	}
}

// ramp is a plane whose values are a + b·x + c·y.
func ramp(w, h int, a, b, c float64) *grayImage {
	p := &grayImage{w, h, make([]float32, w*h)}
	for i := range p.v {
		p.v[i] = float32(a + b*float64(i%w) + c*float64(i/w))
	}
	return p
}

// The box goes around all that has enough ink, to the outer corners of its pixels.
func TestPlaneBounds(t *testing.T) {
	p := sketch(
		"......",
		"..+...",
		"...##.",
		"...#..",
	)
	if box, ok := p.bounds(1); !ok || box != (ink.Box{MinX: 3, MinY: 2, MaxX: 5, MaxY: 4}) {
		t.Errorf("full ink lies in %v, %t", box, ok)
	}
	if box, ok := p.bounds(0.5); !ok || box != (ink.Box{MinX: 2, MinY: 1, MaxX: 5, MaxY: 4}) {
		t.Errorf("half of it lies in %v, %t", box, ok)
	}
	if box, ok := sketch("...", ".#.").bounds(1.1); ok {
		t.Errorf("no ink lies in %v", box)
	}
	if box, ok := sketch("#").bounds(1); !ok || box != (ink.Box{MinX: 0, MinY: 0, MaxX: 1, MaxY: 1}) {
		t.Errorf("a pixel lies in %v, %t", box, ok)
	}
}

// Beside the plane there is no ink.
func TestPlaneAt(t *testing.T) {
	p := ramp(3, 2, 1, 1, 10)
	for _, c := range []struct {
		x, y int
		want float32
	}{{0, 0, 1}, {2, 0, 3}, {0, 1, 11}, {2, 1, 13}, {-1, 0, 0}, {0, -1, 0}, {3, 0, 0}, {0, 2, 0}, {3, 1, 0}} {
		if got := p.at(c.x, c.y); got != c.want {
			t.Errorf("at %d, %d there is %g, want %g", c.x, c.y, got, c.want)
		}
	}
}

// A long line is as wide as its area by its length.
func TestStrokeWidth(t *testing.T) {
	for _, width := range []int{3, 5, 8} {
		level, upright := &grayImage{200, 20, make([]float32, 4000)}, &grayImage{20, 200, make([]float32, 4000)}
		for i := range 4000 {
			if y := i / 200; y >= 6 && y < 6+width {
				level.v[i] = 1
			}
			if x := i % 20; x >= 6 && x < 6+width {
				upright.v[i] = 1
			}
		}
		for name, p := range map[string]*grayImage{"level": level, "upright": upright} {
			if got := p.strokeWidth(); math.Abs(got-float64(width)) > 0.2 {
				t.Errorf("a %s line %d wide is %g wide", name, width, got)
			}
		}
	}
}

// Ink that spreads covers a disc around each pixel; ink that shrinks leaves what
// has the disc to itself.
func TestSpread(t *testing.T) {
	dot := sketch(
		".......",
		".......",
		".......",
		"...#...",
		".......",
		".......",
		".......",
	)
	dot.dilate(1).shows(t, "a dot spread by 1",
		".......",
		".......",
		"...#...",
		"..###..",
		"...#...",
		".......",
		".......",
	)
	disc := dot.dilate(2.3) // the root of 5 and a bit
	disc.shows(t, "a dot spread by 2.3",
		".......",
		"..###..",
		".#####.",
		".#####.",
		".#####.",
		"..###..",
		".......",
	)
	disc.dilate(-2.3).shows(t, "and shrunk again",
		".......",
		".......",
		".......",
		"...#...",
		".......",
		".......",
		".......",
	)
}

// The mean of a box is that of its pixels, by the share of each that is in it; what
// lies beside the plane is blank.
func TestSums(t *testing.T) {
	p := ramp(7, 5, 0.1, 0.05, 0.1)
	sums := p.integral()
	for _, c := range []struct{ x, y, side float64 }{
		{0, 0, 1}, {2, 3, 1}, {1, 1, 3}, {0, 0, 5}, {2.5, 1.25, 1}, {6.5, 4.5, 1}, {-0.5, -0.25, 1}, {-3, 2, 2}, {1.3, 0.7, 2.6}, {-1, -1, 9},
	} {
		want := 0.0
		for i, v := range p.v {
			overlap := func(pixel, from float64) float64 { return max(min(pixel+1, from+c.side)-max(pixel, from), 0) }
			want += float64(v) * overlap(float64(i%p.w), c.x) * overlap(float64(i/p.w), c.y)
		}
		if got := sums.means(c.x, c.y, c.side, 1, 1)[0]; math.Abs(got-want/(c.side*c.side)) > 1e-6 {
			t.Errorf("the box of side %g at %g, %g has the mean %g, want %g", c.side, c.x, c.y, got, want/(c.side*c.side))
		}
	}
	for _, empty := range []*grayImage{{}, {w: 3}, {h: 3}} {
		if got := empty.integral().means(0, 0, 2, 1, 1)[0]; got != 0 {
			t.Errorf("a plane of %d×%d has the mean %g", empty.w, empty.h, got)
		}
	}
}

// A box is resampled with a fifth of its size around it, each pixel the mean of
// what it covers.
func TestResample(t *testing.T) {
	p := &grayImage{40, 40, make([]float32, 1600)}
	for y := 10; y < 30; y++ {
		for x := 15; x < 25; x++ {
			p.v[y*40+x] = 1
		}
	}
	r := p.resample(ink.Box{MinX: 15, MinY: 10, MaxX: 25, MaxY: 30}, 0.5)
	r.shows(t, "a bar of 10×20 at half its size",
		".........", ".........", "..#####..", "..#####..", "..#####..", "..#####..", "..#####..",
		"..#####..", "..#####..", "..#####..", "..#####..", "..#####..", ".........", ".........")
}

// Pictures become grey by the eye's weights, large and small ones of a size that
// can be worked on; what is transparent is paper.
func TestNewPlane(t *testing.T) {
	for _, c := range []struct{ w, h, wantW, wantH int }{
		{112, 50, 112, 50}, {512, 300, 512, 300}, {56, 28, 112, 56}, {28, 56, 56, 112}, {700, 525, 512, 384}, {2000, 500, 1024, 256}, {400, 1, 400, 1}, {2000, 1, 1024, 1}, {0, 0, 0, 0},
	} {
		if p := newGrayImage(image.NewGray(image.Rect(0, 0, c.w, c.h))); p.w != c.wantW || p.h != c.wantH || len(p.v) != p.w*p.h {
			t.Errorf("%d×%d pixels become %d×%d", c.w, c.h, p.w, p.h)
		}
	}
	for name, c := range map[string]struct {
		color color.Color
		want  float32
	}{
		"red": {color.NRGBA{255, 0, 0, 255}, 0.299}, "green": {color.NRGBA{0, 255, 0, 255}, 0.587}, "blue": {color.NRGBA{0, 0, 255, 255}, 0.114},
		"black": {color.Black, 0}, "white": {color.White, 1}, "nothing": {color.Transparent, 1},
	} {
		for _, side := range []int{28, 150, 600} { // enlarged, kept, reduced
			m := image.NewNRGBA(image.Rect(3, 5, 3+side, 5+side))
			for y := 5; y < 5+side; y++ {
				for x := 3; x < 3+side; x++ {
					m.Set(x, y, c.color)
				}
			}
			p := newGrayImage(m)
			for _, i := range []int{0, len(p.v) / 2, len(p.v) - 1} {
				if math.Abs(float64(p.v[i]-c.want)) > 0.005 {
					t.Fatalf("%s in a picture of %d pixels is %g, want %g", name, side, p.v[i], c.want)
				}
			}
		}
	}
}

// A stage's picture has the plane's shades; what a network would receive is the
// whole plane, its longer side filling the 28 pixels.
func TestPlanesAsPictures(t *testing.T) {
	p := &grayImage{3, 1, []float32{-0.2, 0.5, 1.3}}
	if pix := p.picture().Pix; pix[0] != 0 || pix[1] != 128 || pix[2] != 255 {
		t.Errorf("-0.2, 0.5 and 1.3 are %v", pix)
	}
	wide := &grayImage{56, 28, make([]float32, 56*28)}
	for i := range wide.v {
		wide.v[i] = 1
	}
	m := wide.shrunk()
	for i, v := range m {
		want := byte(0)
		if y := i / ink.Side; y >= 7 && y < 21 {
			want = 255
		}
		if v != want {
			t.Fatalf("pixel %d, %d of a plane twice as wide as high is %d", i%ink.Side, i/ink.Side, v)
		}
	}
}
