package preprocess

import (
	"image"
	"image/color"
	"testing"
)

// outlines draws boxes' outlines, a pixel wide, as dark ink on white.
func outlines(side int, boxes ...component) *grayImage {
	p := &grayImage{side, side, make([]float32, side*side)}
	for i := range p.v {
		p.v[i] = 1
	}
	for _, c := range boxes {
		for y := c.minY; y <= c.maxY; y++ {
			for x := c.minX; x <= c.maxX; x++ {
				if x == c.minX || x == c.maxX || y == c.minY || y == c.maxY {
					p.v[y*side+x] = 0
				}
			}
		}
	}
	return p
}

// Ink is what is darker or lighter than the paper, wherever the light falls from: full in
// a line's middle, and none beside it.
func TestFindInk(t *testing.T) {
	const w, h = 120, 100
	for name, light := range map[string]func(x, y float64) float64{
		"even":        func(_, _ float64) float64 { return 0.8 },
		"a slope":     func(x, y float64) float64 { return 0.5 + 0.002*x + 0.001*y },
		"off corners": func(x, y float64) float64 { return 0.8 - 0.00004*((x-60)*(x-60)+(y-50)*(y-50)) },
		"a shadow": func(x, _ float64) float64 {
			if x < 50 {
				return 0.4
			}
			return 0.8
		},
	} {
		for _, negative := range []bool{false, true} {
			p := &grayImage{w, h, make([]float32, w*h)}
			for i := range p.v {
				x, y := i%w, i/w
				v := light(float64(x), float64(y))
				if x >= 30 && x < 90 && y >= 48 && y < 53 {
					v *= 0.4
				}
				if negative {
					v = 1 - v
				}
				p.v[i] = float32(v)
			}
			g, ok := p.findInk()
			if !ok {
				t.Fatalf("%s, negative %t: there is no ink", name, negative)
			}
			g.keepDigit()
			for y := 5; y < h-5; y++ {
				for x := 5; x < w-5; x++ {
					v := g.at(x, y)
					if inside := x >= 31 && x < 89 && y >= 49 && y < 52; inside && v < 0.65 {
						t.Fatalf("%s, negative %t: the line at %d, %d is %g", name, negative, x, y, v)
					}
					if outside := x < 28 || x > 91 || y < 46 || y > 54; outside && v > 0.3 {
						t.Fatalf("%s, negative %t: the paper at %d, %d is %g", name, negative, x, y, v)
					}
				}
			}
		}
	}
}

// Less than a tenth of contrast is no ink, and so is anything on a scrap of paper.
func TestFindInkSeesNothing(t *testing.T) {
	for darker, want := range map[float32]bool{0.07: false, 0.2: true} {
		p := ramp(40, 30, 1, 0, 0)
		for x := 10; x < 30; x++ {
			p.v[12*40+x] -= darker
		}
		if _, ok := p.findInk(); ok != want {
			t.Errorf("ink of %g is seen: %t", darker, ok)
		}
	}
	for _, size := range [][2]int{{2, 9}, {9, 2}} {
		p := ramp(size[0], size[1], 1, 0, 0)
		p.v[4] = 0
		if _, ok := p.findInk(); ok {
			t.Errorf("on %v pixels there is ink", size)
		}
	}
}

// A frame around the digit goes, and so do what the picture's edge cuts off, specks and
// other digits; with nothing else, what is at the edge is the digit.
func TestKeepDigit(t *testing.T) {
	const side = 64
	digit := component{minX: 26, minY: 20, maxX: 36, maxY: 40}
	frame := component{minX: 4, minY: 4, maxX: 58, maxY: 58}
	atEdge := component{minX: 0, minY: 10, maxX: 9, maxY: 30}
	speck := component{minX: 41, minY: 21, maxX: 42, maxY: 22}
	other := component{minX: 52, minY: 24, maxX: 58, maxY: 36}
	for name, c := range map[string]struct{ from, want []component }{
		"alone":             {[]component{digit}, []component{digit}},
		"a frame":           {[]component{digit, frame}, []component{digit}},
		"a frame alone":     {[]component{frame}, []component{frame}},
		"the edge":          {[]component{digit, atEdge}, []component{digit}},
		"at the edge alone": {[]component{atEdge}, []component{atEdge}},
		"a speck":           {[]component{digit, speck}, []component{digit}},
		"another digit":     {[]component{digit, other}, []component{digit}},
	} {
		g, ok := outlines(side, c.from...).findInk()
		if !ok {
			t.Fatalf("%s: there is no ink", name)
		}
		g.keepDigit()
		want := outlines(side, c.want...)
		for i, v := range g.v {
			if ink := v >= visible; ink != (want.v[i] == 0) {
				t.Errorf("%s: at %d, %d there is ink: %t", name, i%side, i/side, ink)
				break
			}
		}
	}
}

// keepDigits keeps other digits and a decimal point.
func TestKeepDigits(t *testing.T) {
	const side = 64
	digit := component{minX: 10, minY: 20, maxX: 20, maxY: 40}
	other := component{minX: 40, minY: 24, maxX: 48, maxY: 40}
	point := component{minX: 29, minY: 38, maxX: 31, maxY: 40}
	g, _ := outlines(side, digit, other, point).findInk()
	g.keepDigits()
	for _, c := range []component{digit, other, point} {
		if g.at(c.minX, c.minY) < visible {
			t.Errorf("%+v is lost", c)
		}
	}
}

// Faint ink beside dark stays, what is far fainter than the digit goes.
func TestFaintInk(t *testing.T) {
	const side = 100
	for faint, want := range map[float32]bool{0.35: true, 0.12: false} {
		p := outlines(side, component{minX: 30, minY: 20, maxX: 60, maxY: 80})
		for y := 30; y < 32; y++ {
			for x := 64; x < 80; x++ {
				p.v[y*side+x] = 1 - faint
			}
		}
		g, _ := p.findInk()
		g.keepDigit()
		if got := g.at(70, 30) >= visible; got != want {
			t.Errorf("ink of %g beside ink of 1 is kept: %t", faint, got)
		}
	}
}

// What is transparent is paper: white, or black below ink that is light.
func TestTransparentPaper(t *testing.T) {
	for name, c := range map[string]struct {
		ink   color.NRGBA
		paper float32
	}{"black ink": {color.NRGBA{0, 0, 0, 255}, 1}, "white ink": {color.NRGBA{255, 255, 255, 255}, 0}, "grey ink": {color.NRGBA{90, 90, 90, 255}, 1}} {
		m := image.NewNRGBA(image.Rect(0, 0, 120, 120))
		for y := 20; y < 100; y++ {
			for x := 50; x < 60; x++ {
				m.SetNRGBA(x, y, c.ink)
			}
		}
		if got := newGrayImage(m).at(10, 10); got != c.paper {
			t.Errorf("beside %s paper is %g, want %g", name, got, c.paper)
		}
	}
}
