package segment_test

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"

	"digitpad/training/ink"
)

// scene is a kind of picture in which a digit is found: what lies around it, how the
// paper is lit and ruled. Lengths are shares of the picture's shorter side, but for
// lines that are one pixel wide in a small picture.
type scene struct {
	name   string
	sides  []int // of the pictures, pixels
	shade  func(p *shot, x, y float64, ink float64) float64
	light  bool // light ink on a dark background
	shrink float64
}

// shot is one picture while it is taken: its size and what chance has chosen.
type shot struct {
	side   float64 // pixels
	random [8]float64
	digit  ink.Box // where the ink is, shares of the side
}

var (
	large = []int{100, 200, 400}
	every = []int{28, 40, 56, 100, 200, 400}
)

const paperShade, inkShade = 0.85, 0.12

// onPaper is ordinary ink on ordinary paper.
func onPaper(ink float64) float64 { return paperShade + (inkShade-paperShade)*ink }

// scenes are the kinds of pictures that are read.
var scenes = []scene{
	{name: "clean", sides: every, shade: func(_ *shot, _, _, ink float64) float64 { return onPaper(ink) }},
	{name: "clean, light on dark", sides: every, light: true, shade: func(_ *shot, _, _, ink float64) float64 { return onPaper(ink) }},
	{name: "grey line on one side", sides: every, shade: edgeLine(0.5)},
	{name: "black line on one side", sides: every, shade: edgeLine(0.05)},
	{name: "black frame", sides: every, shade: func(s *shot, x, y, ink float64) float64 {
		if min(x, y, 1-x, 1-y) < max(1/s.side, 0.01) {
			return 0.05
		}
		return onPaper(ink)
	}},
	{name: "white frame, light on dark", sides: every, light: true, shade: func(s *shot, x, y, ink float64) float64 {
		if min(x, y, 1-x, 1-y) < max(1/s.side, 0.01) {
			return 0.05
		}
		return onPaper(ink)
	}},
	{name: "drawn frame", sides: every, shrink: 0.75, shade: func(s *shot, x, y, ink float64) float64 {
		if e := min(x, y, 1-x, 1-y); e > 0.06 && e < 0.06+max(1/s.side, 0.015) {
			return 0.15
		}
		return onPaper(ink)
	}},
	{name: "dark bars at both sides", sides: every, shrink: 0.85, shade: func(s *shot, x, _, ink float64) float64 {
		if min(x, 1-x) < 0.06+0.06*s.random[0] {
			return 0.08
		}
		return onPaper(ink)
	}},
	{name: "desk at the left, a quarter", sides: every, shrink: 0.8, shade: func(_ *shot, x, _, ink float64) float64 {
		if x < 0.25 {
			return 0.2
		}
		return onPaper(ink)
	}},
	{name: "desk on one side", sides: every, shrink: 0.75, shade: func(s *shot, x, y, ink float64) float64 {
		if s.fromSide(x, y) < 0.05+0.25*s.random[1] {
			return 0.15 + 0.25*s.random[2]
		}
		return onPaper(ink)
	}},
	{name: "desk all round, 15 %", sides: every, shrink: 0.75, shade: func(_ *shot, x, y, ink float64) float64 {
		if min(x, y, 1-x, 1-y) < 0.15 {
			return 0.2
		}
		return onPaper(ink)
	}},
	{name: "light desk all round a slate", sides: every, light: true, shrink: 0.75, shade: func(_ *shot, x, y, ink float64) float64 {
		if min(x, y, 1-x, 1-y) < 0.15 {
			return 0.2
		}
		return onPaper(ink)
	}},
	{name: "turned sheet on a dark desk", sides: large, shrink: 0.8, shade: func(s *shot, x, y, ink float64) float64 {
		if s.beside(x, y) {
			return 0.25 + 0.04*math.Sin(60*x+5*math.Sin(8*y))
		}
		return onPaper(ink)
	}},
	{name: "turned sheet on a light desk", sides: large, shrink: 0.8, shade: func(s *shot, x, y, ink float64) float64 {
		if s.beside(x, y) {
			return 0.98
		}
		return 0.9 * onPaper(ink)
	}},
	{name: "screenshot", sides: large, shrink: 0.8, shade: func(s *shot, x, y, ink float64) float64 {
		switch {
		case y < 0.09: // title bar with three buttons
			if y > 0.03 && y < 0.06 && (x > 0.9 && x < 0.93 || x > 0.84 && x < 0.87) {
				return 0.9
			}
			return 0.3
		case min(x, 1-x, 1-y) < max(1/s.side, 0.008):
			return 0.3
		}
		return onPaper(ink)
	}},
	{name: "scanned cell", sides: every, shrink: 0.85, shade: func(s *shot, x, y, ink float64) float64 {
		w := max(1/s.side, 0.012)
		left, low := 0.03+0.05*s.random[0], 0.93+0.04*s.random[1]
		if x > left && x < left+w || y > low && y < low+w {
			return 0.25
		}
		return onPaper(ink)
	}},
	{name: "sliver of a neighbour", sides: every, shrink: 0.8, shade: func(s *shot, x, y, ink float64) float64 {
		// the rounded back of another digit, cut off by the picture
		r := 0.3 + 0.1*s.random[1]
		cx, cy := 1+r-0.03-0.05*s.random[0], 0.4+0.2*s.random[2]
		if d := math.Hypot(x-cx, y-cy); math.Abs(d-r) < 0.025 {
			return inkShade
		}
		return onPaper(ink)
	}},
	{name: "hard shadow", sides: every, shade: func(s *shot, x, y, ink float64) float64 {
		return onPaper(ink) * s.shadow(x, y, 0.004)
	}},
	{name: "soft shadow", sides: every, shade: func(s *shot, x, y, ink float64) float64 {
		return onPaper(ink) * s.shadow(x, y, 0.05)
	}},
	{name: "glare", sides: large, shade: func(s *shot, x, y, ink float64) float64 {
		d := math.Hypot(x-0.3-0.4*s.random[0], y-0.3-0.4*s.random[1])
		g := 0.55 * math.Exp(-d*d/(2*0.15*0.15))
		return onPaper(ink) + g*(1.25-onPaper(ink))
	}},
	{name: "vignette and gradient", sides: large, shade: func(s *shot, x, y, ink float64) float64 {
		r := (x-0.5)*(x-0.5) + (y-0.5)*(y-0.5)
		return onPaper(ink) * (1 - 0.9*r) * (1 - 0.3*x*s.random[0] - 0.3*y*s.random[1])
	}},
	{name: "ruled paper", sides: large, shade: func(s *shot, x, y, ink float64) float64 {
		return s.ruled(onPaper(ink), y+0.03*(s.random[1]-0.5)*x, 0.12+0.15*s.random[2], s.random[0])
	}},
	{name: "squared paper", sides: large, shade: func(s *shot, x, y, ink float64) float64 {
		pitch := 0.07 + 0.1*s.random[2]
		tilt := 0.03 * (s.random[1] - 0.5)
		return s.ruled(s.ruled(onPaper(ink), y+tilt*x, pitch, s.random[0]), x-tilt*y, pitch, s.random[3])
	}},
	{name: "faint beside dark", sides: every, shade: func(s *shot, x, y, ink float64) float64 {
		// the pen runs dry towards one side
		t := (x - s.digit.MinX) / (s.digit.MaxX - s.digit.MinX)
		if s.random[0] < 0.5 {
			t = (y - s.digit.MinY) / (s.digit.MaxY - s.digit.MinY)
		}
		return onPaper(ink * (1 - 0.72*min(max(2*t-0.6, 0), 1)))
	}},
	{name: "pencil", sides: every, shade: func(_ *shot, _, _, ink float64) float64 { return 0.8 - 0.25*ink }},
}

// edgeLine is a line along one side, one pixel wide or 1 %.
func edgeLine(grey float64) func(s *shot, x, y, ink float64) float64 {
	return func(s *shot, x, y, ink float64) float64 {
		if s.fromSide(x, y) < max(1/s.side, 0.01) {
			return grey
		}
		return onPaper(ink)
	}
}

// fromSide is the distance from the side that chance has chosen.
func (s *shot) fromSide(x, y float64) float64 {
	return []float64{x, y, 1 - x, 1 - y}[int(4*s.random[0])]
}

// beside is the place beside a sheet that lies turned by up to 15°.
func (s *shot) beside(x, y float64) bool {
	sin, cos := math.Sincos((s.random[0] - 0.5) * 0.5)
	u, v := cos*(x-0.5)+sin*(y-0.5), -sin*(x-0.5)+cos*(y-0.5)
	return max(math.Abs(u), math.Abs(v)) > 0.45
}

// shadow is the light left by a shadow whose edge runs through the picture and is as
// soft as given.
func (s *shot) shadow(x, y, soft float64) float64 {
	sin, cos := math.Sincos(2 * math.Pi * s.random[0])
	d := (x-0.5)*cos + (y-0.5)*sin - 0.3*(s.random[1]-0.5)
	return 1 - (0.3+0.25*s.random[2])/(1+math.Exp(-d/soft))
}

// ruled draws lines over a shade, fainter than ink.
func (s *shot) ruled(shade, at, pitch, start float64) float64 {
	_, off := math.Modf(at/pitch + start + 10)
	if off*pitch < max(1.2/s.side, 0.006) {
		return min(shade, 0.45+0.2*s.random[4])
	}
	return shade
}

// take makes the scene's picture of a drawing: anti-aliased, with a little noise.
func (c scene) take(d ink.Drawing, side int, random *rand.Rand) image.Image {
	s := &shot{side: float64(side)}
	for i := range s.random {
		s.random[i] = random.Float64()
	}
	size := 0.5 + 0.2*random.Float64()
	if c.shrink != 0 {
		size *= c.shrink
	}
	pen := max(size*(0.06+0.07*random.Float64()), 1/float64(side))
	x0, y0 := 0.06*(random.Float64()-0.5), 0.06*(random.Float64()-0.5)
	if c.name == "desk at the left, a quarter" {
		x0 += 0.12
	}
	if c.name == "desk on one side" {
		side := int(4 * s.random[0])
		x0 += []float64{0.13, 0, -0.13, 0}[side]
		y0 += []float64{0, 0.13, 0, -0.13}[side]
	}
	const fine = 3
	placed, box := place(d, fine*side, size, pen, 0.5+x0, 0.5+y0)
	s.digit = box
	m := image.NewGray(image.Rect(0, 0, side, side))
	for py := range side {
		for px := range side {
			shade := 0.0
			for k := range fine * fine {
				x := (float64(px) + (float64(k%fine)+0.5)/fine) / float64(side)
				y := (float64(py) + (float64(k/fine)+0.5)/fine) / float64(side)
				ink := 0.0
				if placed.ink[(fine*py+k/fine)*placed.n+fine*px+k%fine] {
					ink = 1
				}
				v := c.shade(s, x, y, ink)
				if c.light {
					v = 1 - v
				}
				shade += min(max(v, 0), 1) / (fine * fine)
			}
			m.SetGray(px, py, color.Gray{byte(255*min(max(shade+0.01*random.NormFloat64(), 0), 1) + 0.5)})
		}
	}
	return m
}

// mask says of each point of a fine grid over the picture whether it has ink.
type mask struct {
	n   int // points a side
	ink []bool
}

// place draws with a pen of the given width on a mask of n×n points, scaled so that
// the longer side is size and moved so that the middle lies at x, y.
func place(d ink.Drawing, n int, size, pen, x, y float64) (mask, ink.Box) {
	normal, _ := d.Normalise()
	b := normal.Box
	scale := size / max(b.MaxX-b.MinX, b.MaxY-b.MinY)
	cx, cy := (b.MinX+b.MaxX)/2, (b.MinY+b.MaxY)/2
	at := func(p ink.Point) (float64, float64) { return x + scale*(p.X-cx), y + scale*(p.Y-cy) }
	m := mask{n, make([]bool, n*n)}
	for _, s := range d {
		for i, p := range s.Points {
			ax, ay := at(s.Points[max(i-1, 0)])
			bx, by := at(p)
			m.line(ax, ay, bx, by, pen/2)
		}
	}
	minX, minY := at(ink.Point{X: b.MinX, Y: b.MinY})
	maxX, maxY := at(ink.Point{X: b.MaxX, Y: b.MaxY})
	return m, ink.Box{MinX: minX, MinY: minY, MaxX: maxX, MaxY: maxY}
}

// line inks all points within radius of the line from a to b.
func (m mask) line(ax, ay, bx, by, radius float64) {
	n := float64(m.n)
	clamp := func(v float64) int { return int(min(max(v*n, 0), n-1)) }
	for j := clamp(min(ay, by) - radius); j <= clamp(max(ay, by)+radius); j++ {
		for i := clamp(min(ax, bx) - radius); i <= clamp(max(ax, bx)+radius); i++ {
			x, y := (float64(i)+0.5)/n, (float64(j)+0.5)/n
			dx, dy, t := bx-ax, by-ay, 0.0
			if l := dx*dx + dy*dy; l > 0 {
				t = min(max(((x-ax)*dx+(y-ay)*dy)/l, 0), 1)
			}
			if ex, ey := x-ax-t*dx, y-ay-t*dy; ex*ex+ey*ey < radius*radius {
				m.ink[j*m.n+i] = true
			}
		}
	}
}
