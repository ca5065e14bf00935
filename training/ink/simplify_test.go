package ink

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The straightened line passes no farther than the tolerance from any point of the
// line that it stands for, and keeps its ends.
func TestStraightenedStaysNear(t *testing.T) {
	const tolerance = 1.0 / 16
	random := rand.New(rand.NewPCG(6, 0))
	for range 200 {
		s := Stroke{Points: []Point{{14, 14}}}
		heading := 0.0
		for range 100 {
			last := s.Points[len(s.Points)-1]
			heading += 0.3 * random.NormFloat64()
			length := random.Float64()
			s.Points = append(s.Points, Point{last.X + length*math.Cos(heading), last.Y + length*math.Sin(heading)})
		}
		line := s.simplified(tolerance)
		if len(line.Points) >= len(s.Points) {
			t.Errorf("%d points of %d are left", len(line.Points), len(s.Points))
		}
		if line.Points[0] != s.Points[0] || line.Points[len(line.Points)-1] != s.Points[len(s.Points)-1] {
			t.Error("an end is lost")
		}
		for _, p := range s.Points {
			near := math.Inf(1)
			line.segments(func(a, b Point) { near = min(near, distance(p, a, b)) })
			if near > tolerance+1e-12 {
				t.Fatalf("a point lies %g beside the line", near)
			}
		}
	}
}

// A pen that goes there and back leaves its farthest point.
func TestStraightenedKeepsWhereTheLineTurns(t *testing.T) {
	there := Stroke{Points: []Point{{0, 0}, {5, 0}, {10, 0}, {5, 0}, {0, 0}}}
	if line := there.simplified(1); len(line.Points) != 3 || line.Points[1] != (Point{10, 0}) {
		t.Errorf("the line is %v", line.Points)
	}
	for n := range 3 {
		if line := (&Stroke{Points: there.Points[:n]}).simplified(1); len(line.Points) != n {
			t.Errorf("of %d points %d are left", n, len(line.Points))
		}
	}
}
