package ink

import "math"

// The pointer of a fast hand is heard of once a frame, so that its positions lie far
// apart. Smooth draws a curve through them instead of straight lines.
const (
	smoothStep = 0.015 // longest line of a curve, in pad units

	// cornerTurn is the turn, in degrees, from which a position is a corner, where the
	// curve may break: a round 0 of five positions turns by 72° at each, the corner of a
	// 7 by more than 100°.
	cornerTurn = 95
)

// Smooth draws a centripetal Catmull-Rom curve through positions (Catmull and Rom 1974;
// Yuksel, Schaefer and Keyser 2011), as a line of points that has all of them. Sharp
// turns stay corners; positions that lie close together stay as they are. Settled is how
// many of the points stay the same when more positions follow.
func Smooth(positions []Point) (points []Point, settled int) {
	if len(positions) == 0 {
		return nil, 0
	}
	points = append(points, positions[0])
	for i := range len(positions) - 1 {
		p1, p2 := positions[i], positions[i+1]
		p0, p3 := neighbour(positions, i, -1), neighbour(positions, i+1, 1)
		n := int(math.Ceil(math.Hypot(p2.X-p1.X, p2.Y-p1.Y) / smoothStep))
		for k := 1; k < n; k++ {
			points = append(points, catmullRom(p0, p1, p2, p3, float64(k)/float64(n)))
		}
		points = append(points, p2)
		if i < len(positions)-3 {
			settled = len(points)
		}
	}
	return points, max(1, settled)
}

// neighbour is the position that the curve at position i takes its direction from: the
// next one in a direction, or, at an end or a corner, the one before mirrored.
func neighbour(positions []Point, i, direction int) Point {
	here, back := positions[i], positions[i-direction]
	at := i + direction
	if at < 0 || at >= len(positions) || isCorner(back, here, positions[at]) {
		return Point{2*here.X - back.X, 2*here.Y - back.Y}
	}
	return positions[at]
}

// isCorner reports whether a line that goes over b to c turns sharply there.
func isCorner(a, b, c Point) bool {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, c.X-b.X, c.Y-b.Y
	return math.Abs(math.Atan2(ux*vy-uy*vx, ux*vx+uy*vy)) > cornerTurn*math.Pi/180
}

// catmullRom is the point at a share t of the way from p1 to p2, by the pyramid of Barry
// and Goldman (1988) with knots at the square roots of the distances.
func catmullRom(p0, p1, p2, p3 Point, t float64) Point {
	knot := func(a, b Point) float64 { return math.Sqrt(max(1e-9, math.Hypot(b.X-a.X, b.Y-a.Y))) }
	t1 := knot(p0, p1)
	t2 := t1 + knot(p1, p2)
	t3 := t2 + knot(p2, p3)
	at := t1 + t*(t2-t1)
	mix := func(a, b Point, from, to float64) Point {
		s := (at - from) / (to - from)
		return Point{a.X + s*(b.X-a.X), a.Y + s*(b.Y-a.Y)}
	}
	a1, a2, a3 := mix(p0, p1, 0, t1), mix(p1, p2, t1, t2), mix(p2, p3, t2, t3)
	b1, b2 := mix(a1, a2, 0, t2), mix(a2, a3, t1, t3)
	return mix(b1, b2, t1, t2)
}
