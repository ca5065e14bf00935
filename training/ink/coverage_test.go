package ink

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestCoverageAgainstOracle compares random strokes with a slow picture of them:
// 64×64 points a pixel, each of which asks for its distance to every segment.
func TestCoverageAgainstOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 0))
	for range 8 {
		d := Drawing{{Width: 0.03 + 0.1*random.Float64()}}
		for range 5 {
			d[0].Points = append(d[0].Points, Point{random.Float64(), random.Float64()})
		}
		got, want := d.Raw(), oracle(d[0])
		sum := 0
		for i := range got {
			diff := int(got[i]) - int(want[i])
			if sum += diff; diff < -6 || diff > 6 {
				t.Fatalf("pixel %d: coverage %d/255, the oracle says %d/255", i, got[i], want[i])
			}
		}
		if mean := float64(sum) / Side / Side; math.Abs(mean) > 0.1 {
			t.Errorf("coverage is off by %.2f/255 on average", mean)
		}
	}
}

// oracle is Raw of one stroke by its definition.
func oracle(s Stroke) (m Image) {
	const n = 64
	far := s.Width/2 + math.Sqrt2/2/Side // no further from the middle of a pixel that the stroke covers in part
	for i := range m {
		middle, least := Point{(float64(i%Side) + 0.5) / Side, (float64(i/Side) + 0.5) / Side}, math.Inf(1)
		s.segments(func(a, b Point) { least = min(least, distance(middle, a, b)) })
		if least > far {
			continue
		}
		count := 0
		for k := range n * n {
			p := Point{
				(float64(i%Side) + (float64(k%n)+0.5)/n) / Side,
				(float64(i/Side) + (float64(k/n)+0.5)/n) / Side,
			}
			near := math.Inf(1)
			s.segments(func(a, b Point) { near = min(near, distance(p, a, b)) })
			if near < s.Width/2 {
				count++
			}
		}
		m[i] = byte(math.Round(float64(count) / (n * n) * 255))
	}
	return m
}

// distance from p to the segment a b.
func distance(p, a, b Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/l, 0), 1)
	}
	return math.Hypot(p.X-a.X-t*dx, p.Y-a.Y-t*dy)
}

// A stroke over a stroke is still one stroke: coverage is a union, not a sum.
func TestInkUponInkIsInk(t *testing.T) {
	once := Drawing{{Points: []Point{{.2, .3}, {.8, .6}}, Width: Brush}}
	twice := append(append(Drawing{}, once...), once...)
	if once.Raw() != twice.Raw() {
		t.Error("drawing a line twice changes the picture")
	}
}

// An upright and a level edge that cross a pixel cover it in proportion.
func TestEdgeCrossesPixelSmoothly(t *testing.T) {
	for step := range 65 {
		at := (14 + float64(step)/64) / Side
		for name, points := range map[string][]Point{
			"upright": {{at - 1, -9}, {at - 1, 9}},
			"level":   {{-9, at - 1}, {9, at - 1}},
		} {
			image := Drawing{{Points: points, Width: 2}}.Raw()
			got, want := float64(image[14*Side+14])/255, float64(step)/64
			if math.Abs(got-want) > 1.0/64+1.0/255 {
				t.Errorf("%s edge at %.3f of the pixel covers %.3f", name, want, got)
			}
		}
	}
}

// cut against points along the segment.
func TestCutAgainstDistance(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 0))
	at := func() Point { return Point{random.Float64(), random.Float64()} }
	for range 2000 {
		p, q, a, b := at(), at(), at(), at()
		c := capsule{a.X, a.Y, b.X, b.Y, 0.3 * random.Float64()}
		from, to, ok := c.cut(p, q)
		for k := range 51 {
			u := float64(k) / 50
			d := distance(Point{p.X + u*(q.X-p.X), p.Y + u*(q.Y-p.Y)}, a, b)
			if math.Abs(d-c.r) < 1e-9 {
				continue
			}
			if inside := ok && from <= u && u <= to; inside != (d < c.r) {
				t.Fatalf("segment %v %v at %g: distance %g of %+v, but inside is %t", p, q, u, d, c, inside)
			}
		}
	}
}

// A piece of a line that leaves out the disc where the piece before it ends paints
// the same line as whole capsules do.
func TestPiecesMakeALine(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 0))
	for range 300 {
		whole, pieces := coverage{every: 1}, coverage{every: 1}
		at := func() Point { return Point{8 + 12*random.Float64(), 8 + 12*random.Float64()} }
		a, r := at(), 4*random.Float64()
		for i := range 6 {
			b := at()
			if i == 3 {
				b.Y = a.Y // a level piece
			}
			c := capsule{a.X, a.Y, b.X, b.Y, r}
			all, past := c.chords(), c.chordsPastA()
			whole.fill(&all, false)
			if i == 0 {
				pieces.fill(&all, false)
			} else {
				pieces.fill(&past, false)
			}
			a = b
		}
		if pieces.lines != whole.lines {
			t.Fatal("pieces and whole capsules differ")
		}
	}
}
