package ink

import (
	"math"
	"testing"
)

// A circle of few positions becomes round: no point of the curve is far from it, where
// straight lines would be.
func TestSmoothMakesACircleRound(t *testing.T) {
	for _, c := range []struct {
		positions int
		most      float64 // of the radius
	}{{5, 0.06}, {8, 0.02}, {12, 0.01}} {
		var circle []Point
		for i := range c.positions + 5 { // more than once round, as the ends have one neighbour less
			angle := 2 * math.Pi * float64(i) / float64(c.positions)
			circle = append(circle, Point{0.5 + 0.3*math.Cos(angle), 0.5 + 0.3*math.Sin(angle)})
		}
		points, _ := Smooth(circle)
		per := (len(points) - 1) / (len(circle) - 1) // points between two positions
		worst := 0.0
		for _, p := range points[2*per : len(points)-2*per] {
			worst = max(worst, math.Abs(math.Hypot(p.X-0.5, p.Y-0.5)-0.3)/0.3)
		}
		if chord := 1 - math.Cos(math.Pi/float64(c.positions)); worst > c.most || worst >= chord/2 {
			t.Errorf("%d positions: %.3f of the radius off, with straight lines %.3f", c.positions, worst, chord)
		}
	}
}

// A zigzag keeps its corners and its lines.
func TestSmoothKeepsCorners(t *testing.T) {
	zigzag := []Point{{0.2, 0.2}, {0.8, 0.2}, {0.3, 0.8}, {0.8, 0.8}}
	points, _ := Smooth(zigzag)
	for _, p := range points {
		nearest := math.Inf(1)
		for i := range len(zigzag) - 1 {
			a, b := zigzag[i], zigzag[i+1]
			dx, dy := b.X-a.X, b.Y-a.Y
			s := min(1, max(0, ((p.X-a.X)*dx+(p.Y-a.Y)*dy)/(dx*dx+dy*dy)))
			nearest = min(nearest, math.Hypot(p.X-a.X-s*dx, p.Y-a.Y-s*dy))
		}
		if nearest > 1e-9 {
			t.Fatalf("%v lies %.4f beside the lines", p, nearest)
		}
	}
}

// What is settled stays as it is when more positions follow, and every position lies on
// the curve.
func TestSmoothSettles(t *testing.T) {
	var positions, before []Point
	settled := 0
	for i := range 40 {
		angle := 0.9 * float64(i)
		positions = append(positions, Point{0.5 + 0.02*float64(i%7)*math.Cos(angle), 0.5 + 0.01*float64(i)*math.Sin(angle)})
		points, now := Smooth(positions)
		for k := range settled {
			if points[k] != before[k] {
				t.Fatalf("position %d moves point %d, of which %d were settled", i, k, settled)
			}
		}
		if now < settled || now > len(points) {
			t.Fatalf("%d points are settled after %d", now, settled)
		}
		if points[len(points)-1] != positions[i] || points[0] != positions[0] {
			t.Fatal("the curve does not lead from the first position to the last")
		}
		before, settled = points, now
	}
	if settled < len(before)/2 {
		t.Errorf("only %d of %d points are settled", settled, len(before))
	}
}

func TestSmoothLeavesSlowHandsAlone(t *testing.T) {
	slow := []Point{{0.1, 0.1}, {0.11, 0.1}, {0.115, 0.11}, {0.12, 0.12}}
	points, _ := Smooth(slow)
	if len(points) != len(slow) {
		t.Errorf("%d points became %d", len(slow), len(points))
	}
	if points, settled := Smooth(nil); points != nil || settled != 0 {
		t.Error("nothing becomes something")
	}
	if points, settled := Smooth(slow[:1]); len(points) != 1 || settled != 1 {
		t.Errorf("a dot becomes %d points, %d settled", len(points), settled)
	}
}
