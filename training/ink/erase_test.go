package ink

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A point lies inside a capsule if it is nearer to the segment than its radius; a
// segment without length is inside or not as a whole.
func TestContainsAgainstDistance(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 0))
	at := func() Point { return Point{random.Float64(), random.Float64()} }
	for range 2000 {
		p, a, b := at(), at(), at()
		c := capsule{a.X, a.Y, b.X, b.Y, 0.3 * random.Float64()}
		want := distance(p, a, b) < c.r
		if c.contains(p) != want {
			t.Fatalf("%v is %g from the segment of %+v, inside: %t", p, distance(p, a, b), c, !want)
		}
		if from, to, ok := c.cut(p, p); ok != want || from != 0 || to != 1 {
			t.Fatalf("a dot at %v is inside %+v from %g to %g: %t", p, c, from, to, ok)
		}
	}
}

// An eraser cuts every piece of a line that it crosses, in whatever order, and
// leaves the rest in the line's order.
func TestEraserGoesThereAndBack(t *testing.T) {
	line := Stroke{Points: []Point{{0, .5}, {1, .5}}, Width: 0.01}
	cross := func(at ...float64) Stroke { // upright strokes, the way between them outside the pad
		s := Stroke{Width: 0.1, Erase: true}
		for _, x := range at {
			s.Points = append(s.Points, Point{x, -9}, Point{x, 9}, Point{x, -9})
		}
		return s
	}
	for _, c := range []struct {
		eraser Stroke
		want   []float64 // from and to of each piece
	}{
		{cross(0.5), []float64{0, 0.45, 0.55, 1}},
		{cross(0.2, 0.8, 0.5), []float64{0, 0.15, 0.25, 0.45, 0.55, 0.75, 0.85, 1}},
		{cross(0.8, 0.2), []float64{0, 0.15, 0.25, 0.75, 0.85, 1}},
		{cross(0.5, 0.56, 0.44), []float64{0, 0.39, 0.61, 1}}, // they overlap
		{cross(0.44, 0.56, 0.5), []float64{0, 0.39, 0.61, 1}}, // the last joins the others
		{cross(0.02), []float64{0.07, 1}},
		{cross(1), []float64{0, 0.95}},
		{cross(0.5, 0.604), []float64{0, 0.45, 0.654, 1}},              // a crumb of less than half the width is left between
		{cross(0.5, 0.606), []float64{0, 0.45, 0.55, 0.556, 0.656, 1}}, // more stays
		{cross(1.06), []float64{0, 1}},
	} {
		var got []float64
		for _, s := range (Drawing{line, c.eraser}).Ink() {
			if s.Width != line.Width || s.Erase {
				t.Errorf("a piece is %+v", s)
			}
			got = append(got, s.Points[0].X, s.Points[len(s.Points)-1].X)
		}
		if !slices.EqualFunc(got, c.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
			t.Errorf("of the line there is %.3f, want %.3f", got, c.want)
		}
	}
}

// A corner between two cuts stays, and so does what comes after the last piece that
// is cut.
func TestEraserKeepsCorners(t *testing.T) {
	line := Stroke{Points: []Point{{0, 0}, {.5, 0}, {.5, .5}, {1, .5}}, Width: 0.01}
	rub := Stroke{Points: []Point{{.25, 0}}, Width: 0.1, Erase: true}
	got := Drawing{line, rub}.Ink()
	if len(got) != 2 || !slices.Equal(got[1].Points, []Point{{.3, 0}, {.5, 0}, {.5, .5}, {1, .5}}) {
		t.Errorf("there is %v", got)
	}
	corner := Stroke{Points: []Point{{.5, 0}}, Width: 0.1, Erase: true}
	got = Drawing{line, corner}.Ink()
	if len(got) != 2 || !slices.Equal(got[0].Points, []Point{{0, 0}, {.45, 0}}) || got[1].Points[0] != (Point{.5, .05}) {
		t.Errorf("without its corner there is %v", got)
	}
}

// A dot is erased as a whole or not at all; strokes that no eraser touches share
// their points with the drawing; strokes without points are none.
func TestEraserTakesDots(t *testing.T) {
	dot := Stroke{Points: []Point{{.5, .5}}, Width: Brush}
	rub := func(x float64) Stroke { return Stroke{Points: []Point{{x, .4}, {x, .6}}, Width: 0.1, Erase: true} }
	for x, want := range map[float64]int{0.5: 0, 0.54: 0, 0.56: 1, 0.44: 1, 0.9: 1} {
		got := Drawing{dot, rub(x)}.Ink()
		if len(got) != want || want == 1 && &got[0].Points[0] != &dot.Points[0] {
			t.Errorf("erased at %g, a dot at 0.5 is %d strokes, or a copy", x, len(got))
		}
	}
	line := two(9)[0]
	if got := (Drawing{line, {}, rub(0.95)}).Ink(); len(got) != 1 || &got[0].Points[0] != &line.Points[0] {
		t.Error("a line that is not touched is copied, or there is a stroke of no points")
	}
	box := Stroke{Points: []Point{{0, 0}, {1, 1}}, Width: 0.01} // whose box the eraser meets, and not the line
	if got := (Drawing{box, rub(0.9), rub(0.1)}).Ink(); len(got) != 1 || &got[0].Points[0] != &box.Points[0] {
		t.Errorf("a line beside the eraser is cut, or copied: %v", got)
	}
}

// A stroke is as long as the pen's way.
func TestLength(t *testing.T) {
	for want, s := range map[float64]Stroke{
		0: {Points: []Point{{3, 4}}}, 5: {Points: []Point{{1, 1}, {4, 5}}}, 12: {Points: []Point{{1, 1}, {4, 5}, {1, 1}, {1, 3}}},
	} {
		if got := s.length(); got != want {
			t.Errorf("%v is %g long, want %g", s.Points, got, want)
		}
	}
}
