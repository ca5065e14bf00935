package segment

import (
	"math"
	"testing"

	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

const side = 60 // of the grids of these tests

// drawn is a grid with lines so wide, each through its points.
func drawn(pen float64, lines ...[]ink.Point) []bool {
	inked := make([]bool, side*side)
	for _, points := range lines {
		for k, p := range points[1:] {
			q := points[k]
			n := int(2*math.Hypot(p.X-q.X, p.Y-q.Y)) + 1
			for t := range n + 1 {
				x, y := q.X+(p.X-q.X)*float64(t)/float64(n), q.Y+(p.Y-q.Y)*float64(t)/float64(n)
				for i := range inked {
					if math.Hypot(float64(i%side)-x, float64(i/side)-y) <= pen/2 {
						inked[i] = true
					}
				}
			}
		}
	}
	return inked
}

// The skeleton of lines has a line for each stretch between two places where they end or
// meet, whatever their angle; what is frayed and the steps of slanting lines are none.
func TestSkeleton(t *testing.T) {
	for _, c := range []struct {
		name             string
		lines            [][]ink.Point
		edges, junctions int
	}{
		{"a level line", [][]ink.Point{{{X: 10, Y: 30}, {X: 50, Y: 30}}}, 1, 0},
		{"a slanting line", [][]ink.Point{{{X: 10, Y: 10}, {X: 30, Y: 50}}}, 1, 0},
		{"a bent line", [][]ink.Point{{{X: 10, Y: 10}, {X: 45, Y: 20}, {X: 15, Y: 50}}}, 1, 0},
		{"a ring", [][]ink.Point{{{X: 30, Y: 10}, {X: 50, Y: 30}, {X: 30, Y: 50}, {X: 10, Y: 30}, {X: 30, Y: 10}}}, 1, 0},
		{"a line that ends at another", [][]ink.Point{{{X: 30, Y: 10}, {X: 30, Y: 50}}, {{X: 30, Y: 30}, {X: 50, Y: 33}}}, 3, 1},
		{"a cross", [][]ink.Point{{{X: 12, Y: 10}, {X: 45, Y: 50}}, {{X: 45, Y: 12}, {X: 12, Y: 48}}}, 4, 1},
		{"two crosses", [][]ink.Point{{{X: 10, Y: 10}, {X: 10, Y: 50}}, {{X: 45, Y: 10}, {X: 45, Y: 50}}, {{X: 3, Y: 30}, {X: 55, Y: 34}}}, 7, 2},
	} {
		for _, pen := range []float64{3, 6} {
			s := newSkeleton(drawn(pen, c.lines...), side, side, pen)
			if len(s.lines) != c.edges || len(s.junctions) != c.junctions {
				t.Errorf("%s, a pen of %g: %d lines and %d junctions, want %d and %d", c.name, pen, len(s.lines), len(s.junctions), c.edges, c.junctions)
			}
		}
	}
}

// Each pixel of ink belongs to a line or a junction near it, and blank ones to none.
func TestInkBelongsToTheNearestLine(t *testing.T) {
	inked := drawn(6, []ink.Point{{X: 15, Y: 8}, {X: 15, Y: 52}}, []ink.Point{{X: 15, Y: 30}, {X: 50, Y: 30}})
	s := newSkeleton(inked, side, side, 6)
	for i, owner := range s.owner {
		if inked[i] != (owner != none) {
			t.Fatalf("pixel %d, %d: ink %t, of %d", i%side, i/side, inked[i], owner)
		}
	}
	if up, down, bar := s.owner[12*side+13], s.owner[48*side+16], s.owner[31*side+45]; up == down || down == bar || bar == up {
		t.Errorf("the three lines are %d, %d and %d", up, down, bar)
	}
}

// strokes are two lines, and what the best parting makes of them.
var strokes = []struct {
	name        string
	left, right []ink.Point
}{
	{"a line ends at another", []ink.Point{{X: 20, Y: 8}, {X: 20, Y: 52}}, []ink.Point{{X: 20, Y: 30}, {X: 52, Y: 24}}},
	{"lines cross", []ink.Point{{X: 8, Y: 10}, {X: 42, Y: 44}}, []ink.Point{{X: 42, Y: 12}, {X: 14, Y: 52}}},
	{"they cross twice", []ink.Point{{X: 15, Y: 5}, {X: 40, Y: 28}, {X: 15, Y: 55}}, []ink.Point{{X: 48, Y: 5}, {X: 22, Y: 30}, {X: 48, Y: 55}}},
	{"they have a stretch in common", []ink.Point{{X: 10, Y: 8}, {X: 30, Y: 22}, {X: 30, Y: 36}, {X: 10, Y: 52}}, []ink.Point{{X: 50, Y: 8}, {X: 30, Y: 22}, {X: 30, Y: 36}, {X: 50, Y: 52}}},
}

// Of two lines that touch or cross, one of the first cuts gives each whole: as wide as the pen, with
// what both have in common, and next to nothing of the other.
func TestCutsGiveLinesWhole(t *testing.T) {
	const pen = 5
	for _, c := range strokes {
		left, right := drawn(pen, c.left), drawn(pen, c.right)
		p := picture{preprocess.Foreground{Width: side, Height: side, Ink: make([]float32, side*side)}}
		whole := piece{box: ink.Box{MaxX: side, MaxY: side}}
		for i := range p.Ink {
			if left[i] || right[i] {
				p.Ink[i] = 1
				whole.contents = append(whole.contents, i)
			}
		}
		best := 1.0
		for _, cut := range p.cuts(whole, side, pen) {
			wrong := 0.0
			for k, i := range whole.contents {
				if cut.left[k] != left[i] {
					wrong++
				}
				if cut.right[k] != right[i] {
					wrong++
				}
			}
			best = min(best, wrong/float64(len(whole.contents)))
		}
		if best > 0.1 {
			t.Errorf("%s: the best cut has %.0f %% of the ink wrong", c.name, 100*best)
		}
	}
}

// A line that goes straight on through a junction is broken by a parting, one that turns there
// is not; and what each side has hangs together.
func TestPartingsBreakFewLines(t *testing.T) {
	s := newSkeleton(drawn(4, []ink.Point{{X: 20, Y: 8}, {X: 20, Y: 52}}, []ink.Point{{X: 20, Y: 30}, {X: 52, Y: 30}}), side, side, 4)
	all := s.partings(40)
	bar := s.owner[30*side+45]
	for k, p := range all {
		if isBar := p.right == 1<<bar; isBar != (k == 0) || isBar != (p.broken < 0.1) {
			t.Errorf("parting %d: %b is parted from %b, which breaks %.2f lines; the bar is %b", k, p.left, p.right, p.broken, 1<<bar)
		}
	}
	if len(all) < 2 {
		t.Errorf("there are %d partings", len(all))
	}
}

// No digit lies between cuts that cross.
func TestCutsThatCross(t *testing.T) {
	const yes, no = true, false
	c := newComponent([]int{0, 1, 2, 3}, []cut{
		{left: []bool{yes, no, no, no}, right: []bool{no, yes, yes, yes}},
		{left: []bool{no, yes, yes, no}, right: []bool{yes, no, no, yes}},
		{left: []bool{yes, yes, yes, no}, right: []bool{no, no, no, yes}},
	}, func([]int) ink.Box { return ink.Box{} }, 0)
	for _, q := range []struct {
		from, to int
		cross    bool
	}{{1, 2, true}, {1, 3, false}, {2, 3, false}, {0, 2, false}, {2, 4, false}} {
		if got := c.cross(q.from, q.to); got != q.cross {
			t.Errorf("cuts %d and %d cross: %t, want %t", q.from, q.to, got, q.cross)
		}
	}
}

// A digit that was cut from the one before costs more the more of it lies above or below that,
// and one that leans over it costs nothing.
func TestOverlapOfCutDigits(t *testing.T) {
	l := line{height: 100, pieces: []piece{{}, {cut: &Cut{}}}}
	before := step{symbol: &Symbol{Box: ink.Box{MinX: 0, MaxX: 60, MaxY: 100}}}
	last := 0.0
	for k, c := range []struct {
		left float64
		free bool
	}{{80, true}, {60, true}, {36, true}, {28, false}, {20, false}} {
		cost := l.overlap(before, 1, ink.Box{MinX: c.left, MaxX: c.left + 40, MaxY: 100})
		if free := cost == 0; free != c.free || cost < last {
			t.Errorf("overlap %d costs %.2f, the one before %.2f", k, cost, last)
		}
		last = cost
	}
	if math.Abs(l.overlap(before, 1, ink.Box{MinX: 20, MaxX: 50, MaxY: 100})-overlapCost) > 1e-9 {
		t.Error("a digit within the width of another does not cost the most")
	}
	if l.overlap(step{}, 1, ink.Box{MaxX: 40}) != 0 || l.overlap(before, 0, ink.Box{MaxX: 40}) != 0 {
		t.Error("where nothing was cut, it costs something")
	}
}
