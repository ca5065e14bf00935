package ink

import "math"

// capsule is the area that a round pen of radius r covers between two points: all within
// r of the segment a b.
type capsule struct{ ax, ay, bx, by, r float64 }

// chords intersects a capsule with horizontal lines. Either edge of the capsule follows,
// from the top down, the upper disc, a tangent of both discs, and the lower disc.
type chords struct {
	ax, ay, bx, by, r float64 // a is the upper end
	top, bottom       float64 // lines from here on, either way, have no part inside
	slope             float64 // of the tangents, x over y
	reach             float64 // from the segment to a tangent, along the line
	touch             float64 // from a down to where the left tangent begins, and up to where the right one does
	spareA, spareB    bool    // whether what lies in the disc around a, or b, may be left out
}

func (c capsule) chords() chords {
	if c.ay > c.by {
		c.ax, c.ay, c.bx, c.by = c.bx, c.by, c.ax, c.ay
	}
	k := chords{ax: c.ax, ay: c.ay, bx: c.bx, by: c.by, r: c.r, top: c.ay - c.r, bottom: c.by + c.r}
	dx, dy := c.bx-c.ax, c.by-c.ay
	if length := math.Sqrt(float64(dx*dx) + float64(dy*dy)); length > 0 {
		k.touch = c.r * dx / length
		// The tangents of a horizontal segment are horizontal and cross no line.
		if dy > 0 {
			k.slope, k.reach = dx/dy, c.r*length/dy
		}
	}
	return k
}

// chordsPastA are the chords of the capsule without the disc around a, which the piece
// before has filled already. Along a line of short pieces that halves the work.
func (c capsule) chordsPastA() chords {
	k := c.chords()
	if c.ay > c.by {
		k.spareB, k.bottom = true, k.by+math.Abs(k.touch)
	} else {
		k.spareA, k.top = true, k.ay-math.Abs(k.touch)
	}
	return k
}

// at is the part x0 to x1 of the horizontal line at y that lies inside; ok is
// false if the line passes above or below.
func (k *chords) at(y float64) (x0, x1 float64, ok bool) {
	if y <= k.top || y >= k.bottom {
		return 0, 0, false
	}
	var x [1]float64
	k.edge(x[:], leftward, y, 1)
	x0 = x[0]
	k.edge(x[:], rightward, y, 1)
	return x0, x[0], true
}

// Sides of a capsule.
const (
	leftward  = -1
	rightward = 1
)

// edge writes to x where one edge of the capsule crosses horizontal lines, the
// first at y and the others a step apart, all of them between top and bottom. No
// product may be fused with a sum, so that all CPUs agree on every bit.
func (k *chords) edge(x []float64, side, y, step float64) {
	touch := -side * k.touch // from a down to where the tangent begins
	lines := func(until float64) int { return min(max(int(math.Ceil((until-y)/step)), 0), len(x)) }
	a := lines(k.ay + touch)
	b := max(lines(k.by+touch), a)
	k.disc(x[:a], side, k.ax, y-k.ay, step, k.spareA)
	tangent := k.ax + float64(side*k.reach)
	for i := a; i < b; i++ {
		x[i] = tangent + float64(k.slope*(y-k.ay+float64(float64(i)*step)))
	}
	k.disc(x[b:], side, k.bx, y-k.by+float64(float64(b)*step), step, k.spareB)
}

// disc is edge for the disc around the middle mx, the first line at h below it. If
// the disc may be left out, its edge is the middle.
func (k *chords) disc(x []float64, side, mx, h, step float64, spare bool) {
	if spare {
		for i := range x {
			x[i] = mx
		}
		return
	}
	square := k.r * k.r
	for i := range x {
		d := h + float64(float64(i)*step)
		x[i] = mx + float64(side*math.Sqrt(max(square-float64(d*d), 0)))
	}
}

// cut is the part of the segment p q inside the capsule, as fractions from 0 (p)
// to 1 (q); ok is false if the segment stays outside.
func (c capsule) cut(p, q Point) (from, to float64, ok bool) {
	length := math.Hypot(q.X-p.X, q.Y-p.Y)
	if length == 0 {
		return 0, 1, c.contains(p)
	}
	// Turn the plane so that p is the origin and q lies on the x axis.
	ux, uy := (q.X-p.X)/length, (q.Y-p.Y)/length
	turned := capsule{
		ax: (c.ax-p.X)*ux + (c.ay-p.Y)*uy, ay: (c.ay-p.Y)*ux - (c.ax-p.X)*uy,
		bx: (c.bx-p.X)*ux + (c.by-p.Y)*uy, by: (c.by-p.Y)*ux - (c.bx-p.X)*uy,
		r: c.r,
	}.chords()
	x0, x1, ok := turned.at(0)
	from, to = max(x0/length, 0), min(x1/length, 1)
	return from, to, ok && from < to
}

// contains reports whether p lies inside the capsule.
func (c capsule) contains(p Point) bool {
	k := c.chords()
	x0, x1, ok := k.at(p.Y)
	return ok && x0 < p.X && p.X < x1
}
