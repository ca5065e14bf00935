package ink

import "math"

// Box is an upright rectangle in pad units.
type Box struct{ MinX, MinY, MaxX, MaxY float64 }

// boundsOf is the smallest box around points.
func boundsOf(points []Point) Box {
	b := Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range points {
		b.MinX, b.MinY = min(b.MinX, p.X), min(b.MinY, p.Y)
		b.MaxX, b.MaxY = max(b.MaxX, p.X), max(b.MaxY, p.Y)
	}
	return b
}

// join is the smallest box around both.
func (b Box) join(c Box) Box {
	return Box{min(b.MinX, c.MinX), min(b.MinY, c.MinY), max(b.MaxX, c.MaxX), max(b.MaxY, c.MaxY)}
}

// Grow moves every side outwards by margin.
func (b Box) Grow(margin float64) Box {
	return Box{b.MinX - margin, b.MinY - margin, b.MaxX + margin, b.MaxY + margin}
}

// meets reports whether the boxes touch.
func (b Box) meets(c Box) bool {
	return b.MinX <= c.MaxX && c.MinX <= b.MaxX && b.MinY <= c.MaxY && c.MinY <= b.MaxY
}

// Longer is the length of the longer side.
func (b Box) Longer() float64 { return max(b.MaxX-b.MinX, b.MaxY-b.MinY) }

// Middle is the box's centre.
func (b Box) Middle() Point { return Point{(b.MinX + b.MaxX) / 2, (b.MinY + b.MaxY) / 2} }

// Distance is that of a point from the box, 0 within it.
func (b Box) Distance(p Point) float64 {
	return math.Hypot(max(b.MinX-p.X, p.X-b.MaxX, 0), max(b.MinY-p.Y, p.Y-b.MaxY, 0))
}
