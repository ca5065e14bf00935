package ink

// simplified is the stroke without the points whose absence moves its line by no
// more than the tolerance. Each piece of a line costs the same, long or short.
func (s *Stroke) simplified(tolerance float64) *Stroke {
	const longest = 16 // so many pieces make at most one; more would take too long to check
	line := &Stroke{Points: make([]Point, 0, len(s.Points)), Width: s.Width, Erase: s.Erase}
	for i := 0; i < len(s.Points); {
		line.Points = append(line.Points, s.Points[i])
		next := i + 1
		for next+1 < len(s.Points) && next < i+longest && isStraight(s.Points[i:next+2], tolerance) {
			next++
		}
		i = next
	}
	return line
}

// isStraight reports whether all points lie within the tolerance of the segment
// from the first to the last.
func isStraight(points []Point, tolerance float64) bool {
	a, b := points[0], points[len(points)-1]
	dx, dy := b.X-a.X, b.Y-a.Y
	square := float64(dx*dx) + float64(dy*dy)
	for _, p := range points[1 : len(points)-1] {
		px, py := p.X-a.X, p.Y-a.Y
		along, across := float64(px*dx)+float64(py*dy), float64(px*dy)-float64(py*dx)
		if along < 0 || along > square || across*across > tolerance*tolerance*square {
			return false
		}
	}
	return true
}
