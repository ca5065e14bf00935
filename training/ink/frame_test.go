package ink

import (
	"math"
	"math/rand/v2"
	"testing"
)

// two is a 2 of n points in pad units, drawn from its upper left.
func two(n int) Drawing {
	corners := []Point{{.34, .33}, {.42, .25}, {.55, .25}, {.62, .36}, {.55, .50}, {.42, .62}, {.34, .74}, {.48, .72}, {.66, .73}}
	points := make([]Point, n)
	for i := range points {
		at := float64(i) / float64(n-1) * float64(len(corners)-1)
		k := min(int(at), len(corners)-2)
		t := at - float64(k)
		a, b := corners[k], corners[k+1]
		points[i] = Point{a.X + t*(b.X-a.X), a.Y + t*(b.Y-a.Y)}
	}
	return Drawing{{Points: points, Width: Brush}}
}

// moved is the drawing scaled by s and then moved by x, y.
func (d Drawing) moved(s, x, y float64) Drawing {
	var m Drawing
	for _, stroke := range d {
		points := make([]Point, len(stroke.Points))
		for i, p := range stroke.Points {
			points[i] = Point{s*p.X + x, s*p.Y + y}
		}
		m = append(m, Stroke{points, s * stroke.Width, stroke.Erase})
	}
	return m
}

// farthest is the largest difference of two pixels.
func farthest(a, b Image) (far int) {
	for i := range a {
		far = max(far, int(a[i])-int(b[i]), int(b[i])-int(a[i]))
	}
	return far
}

func TestImageForgetsPlaceSizeAndBrush(t *testing.T) {
	want := two(60).Image()
	for _, s := range []float64{0.1, 0.3, 1, 2} {
		for _, p := range []Point{{0, 0}, {.61, .02}, {-.2, .5}} {
			if far := farthest(two(60).moved(s, p.X, p.Y).Image(), want); far > 2 {
				t.Errorf("scaled by %g and moved by %v: a pixel differs by %d", s, p, far)
			}
		}
	}
	for _, width := range []float64{0.02, 0.06, 0.10, 0.2} {
		d := two(60)
		d[0].Width = width
		if d.Image() != want {
			t.Errorf("brush %g of the pad gives another image", width)
		}
	}
}

func TestImageIsInTheFrame(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 0))
	for range 200 {
		var d Drawing
		for range 1 + random.IntN(3) {
			s := Stroke{Width: Brush}
			p := Point{random.Float64(), random.Float64()}
			for range 2 + random.IntN(40) {
				p.X += 0.1 * random.NormFloat64()
				p.Y += 0.1 * random.NormFloat64()
				s.Points = append(s.Points, p)
			}
			d = append(d, s)
		}
		n, _ := d.Normalise()
		if got := n.Scaled.Scale*n.Box.Longer() + Pen; math.Abs(got-Longer) > 1e-9 {
			t.Fatalf("the longer side is %g pixels", got)
		}
		image := d.Image()
		if clipped(image) {
			continue
		}
		x, y := image.CentreOfMass()
		if math.Abs(x-Centre) > 0.02 || math.Abs(y-Centre) > 0.02 {
			t.Fatalf("centre of mass at (%.3f, %.3f)", x, y)
		}
	}
}

// clipped reports whether ink touches the image's edge.
func clipped(m Image) bool {
	for i := range Side {
		if m[i] > 0 || m[(Side-1)*Side+i] > 0 || m[i*Side] > 0 || m[i*Side+Side-1] > 0 {
			return true
		}
	}
	return false
}

func TestDots(t *testing.T) {
	tap := Drawing{{Points: []Point{{.2, .8}}, Width: Brush}}
	image := tap.Image()
	mass := 0.0
	for _, v := range image {
		mass += float64(v) / 255
	}
	if area := math.Pi * Pen * Pen / 4; math.Abs(mass-area) > 0.02*area {
		t.Errorf("a tap covers %.3f pixels, want the pen's %.3f", mass, area)
	}
	slipped := Drawing{{Points: []Point{{.2, .8}, {.201, .8}}, Width: Brush}}
	if far := farthest(slipped.Image(), image); far > 120 {
		t.Errorf("a tap that slipped by 1/1000 of the pad differs from a dot by %d", far)
	}
	if far := farthest(append(two(60), tap...).Image(), two(60).Image()); far != 0 {
		t.Errorf("a stray click beside a digit changes a pixel by %d", far)
	}
}

func TestEmptyPads(t *testing.T) {
	for name, d := range map[string]Drawing{
		"nothing":            nil,
		"a stroke of no ink": {{Width: Brush}},
		"only an eraser":     {{Points: []Point{{.5, .5}}, Width: Brush, Erase: true}},
		"all erased":         append(two(60), Stroke{two(60)[0].Points, 2 * Brush, true}),
	} {
		image, raw := d.Image(), d.Raw()
		if !image.Empty() || !raw.Empty() {
			t.Errorf("%s: the image is not empty", name)
		}
	}
}

func TestEraseActsOnWhatIsThere(t *testing.T) {
	stray := Stroke{Points: []Point{{.9, .1}, {.95, .2}, {.9, .3}}, Width: Brush}
	rub := Stroke{Points: []Point{{.9, .05}, {.95, .2}, {.9, .35}}, Width: 2 * Brush, Erase: true}
	want := two(60).Image()
	if got := append(Drawing{stray, rub}, two(60)...).Image(); got != want {
		t.Error("a stroke erased before the digit was drawn leaves a trace")
	}
	if got := append(two(60), stray, rub).Image(); got != want {
		t.Error("a stroke erased after the digit was drawn leaves a trace")
	}
	if got := append(Drawing{rub, stray}, two(60)...).Image(); got == want {
		t.Error("an eraser acts on a stroke drawn later")
	}
}

func TestEraserCutsAtItsEdge(t *testing.T) {
	line := Stroke{Points: []Point{{.1, .5}, {.4, .5}, {.9, .5}}, Width: 0.02}
	rub := Stroke{Points: []Point{{.5, .3}, {.5, .7}}, Width: 0.1, Erase: true}
	got := Drawing{line, rub}.Ink()
	if len(got) != 2 {
		t.Fatalf("a line cut across is %d pieces", len(got))
	}
	left, right := boundsOf(got[0].Points), boundsOf(got[1].Points)
	for _, c := range []struct{ got, want float64 }{{left.MinX, .1}, {left.MaxX, .45}, {right.MinX, .55}, {right.MaxX, .9}} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("an end lies at %g, want %g", c.got, c.want)
		}
	}
}

func BenchmarkImage(b *testing.B) {
	rub := Stroke{Points: two(40)[0].Points[20:], Width: Brush, Erase: true}
	random := rand.New(rand.NewPCG(2, 0))
	scribble := Stroke{Width: Brush}
	for i := range 2000 {
		at := float64(i) / 60 // of a second
		scribble.Points = append(scribble.Points, Point{0.5 + 0.4*math.Sin(5*at) + 0.05*random.NormFloat64(), 0.5 + 0.4*math.Cos(7.3*at)})
	}
	for _, c := range []struct {
		name string
		d    Drawing
	}{
		{"60points", two(60)},
		{"60pointsErased", append(two(60), rub)},
		{"2000points", two(2000)},
		{"2000pointsErased", append(two(2000), rub)},
		{"2000pointsScribbled", Drawing{scribble}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.d.Image()
			}
		})
	}
}

// A tap that slipped by less than a quarter of the brush is drawn on the scale of
// that quarter; a longer one is a line that fills the frame.
func TestSlips(t *testing.T) {
	for slip, scale := range map[float64]float64{0: 4, 0.1: 4, 0.25: 4, 0.3: 1 / 0.3, 2: 0.5} {
		d := Drawing{{Points: []Point{{.2, .8}, {.2 + slip*Brush, .8}}, Width: Brush}}
		n, ok := d.Normalise()
		if want := (Longer - Pen) / Brush * scale; !ok || math.Abs(n.Scaled.Scale-want) > 1e-6*want {
			t.Errorf("a tap that slipped by %g of the brush is drawn at the scale %g, want %g", slip, n.Scaled.Scale, want)
		}
	}
}

// A click beside the digit is left out if it is smaller than 0.12 of the largest
// stroke.
func TestClicks(t *testing.T) {
	line := func(length float64) Stroke { return Stroke{Points: []Point{{.2, .2}, {.2, .2 + length}}, Width: Brush} }
	for length, want := range map[float64]int{0: 1, 0.0599: 1, 0.0601: 2, 0.4: 2} {
		d := Drawing{line(0.5), line(length)}
		n, _ := d.Normalise()
		if len(n.Digit()) != want || d.HasClicks() != (want == 1) {
			t.Errorf("beside a line of 0.5, one of %g: the digit has %d strokes, clicks %t", length, len(n.Digit()), d.HasClicks())
		}
	}
	rubbed := Drawing{line(0.5), line(0), {Points: []Point{{.2, .2}}, Width: 2 * Brush, Erase: true}}
	if (Drawing{}).HasClicks() || rubbed.HasClicks() {
		t.Error("an empty drawing, or one whose click was erased, has clicks")
	}
}

// Cropped or scaled, the middle of the box lies in the middle of the image.
func TestTheBoxIsInTheMiddle(t *testing.T) {
	n, _ := two(60).Normalise()
	middle := n.Box.Middle()
	for name, f := range map[string]Frame{"cropped": n.Cropped, "scaled": n.Scaled} {
		x, y := f.Scale*middle.X+f.X, f.Scale*middle.Y+f.Y
		if math.Abs(x-Side/2) > 1e-9 || math.Abs(y-Side/2) > 1e-9 {
			t.Errorf("%s, the middle of the box is at %g, %g", name, x, y)
		}
	}
	if n.Cropped.Scale != Side || n.Cropped.Pen != 0 || n.Scaled.Pen != Pen {
		t.Errorf("cropped %+v, scaled %+v", n.Cropped, n.Scaled)
	}
}
