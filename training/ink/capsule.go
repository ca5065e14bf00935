package ink

import "math"

// capsule is what a round pen of radius r leaves between two points: all that is
// no farther than r from the segment a b.
type capsule struct{ ax, ay, bx, by, r float64 }

// chords answers for one horizontal line after another which part of it lies
// inside a capsule. A capsule is convex, so that part is the hull of what lies in
// its two discs and in the rectangle between them.
type chords struct {
	capsule
	rr float64 // r²
	// The rectangle meets the lines from top to bottom. At the height h below a,
	// the foot of the perpendicular falls between a and b from x = along·h + feet[0]
	// to feet[1], and its length is at most r from x = across·h − reach to + reach,
	// both counted from a.
	top, bottom   float64
	along, across float64
	feet          [2]float64
	reach         float64
}

func (c capsule) chords() (k chords) {
	k.capsule, k.rr = c, c.r*c.r
	dx, dy := c.bx-c.ax, c.by-c.ay
	length := math.Sqrt(dx*dx + dy*dy)
	if length == 0 {
		k.top, k.bottom = math.Inf(1), math.Inf(-1)
		return k
	}
	k.top = min(c.ay, c.by) - c.r*math.Abs(dx)/length
	k.bottom = max(c.ay, c.by) + c.r*math.Abs(dx)/length
	k.feet = [2]float64{math.Inf(-1), math.Inf(1)}
	if dx != 0 {
		k.along = -dy / dx
		foot := length * length / dx
		k.feet = [2]float64{min(foot, 0), max(foot, 0)}
	}
	k.reach = math.Inf(1)
	if dy != 0 {
		k.across = dx / dy
		k.reach = c.r * length / math.Abs(dy)
	}
	return k
}

// at is the part x0 to x1 of the horizontal line at y that lies inside; ok is
// false if it stays outside.
func (k *chords) at(y float64) (x0, x1 float64, ok bool) {
	x0, x1 = math.Inf(1), math.Inf(-1)
	h := y - k.ay
	if d := k.rr - h*h; d > 0 {
		s := math.Sqrt(d)
		x0, x1 = k.ax-s, k.ax+s
	}
	if d := k.rr - (y-k.by)*(y-k.by); d > 0 {
		s := math.Sqrt(d)
		if left := k.bx - s; left < x0 {
			x0 = left
		}
		if right := k.bx + s; right > x1 {
			x1 = right
		}
	}
	if k.top < y && y < k.bottom {
		lo, hi := k.along*h+k.feet[0], k.along*h+k.feet[1]
		if left := k.across*h - k.reach; left > lo {
			lo = left
		}
		if right := k.across*h + k.reach; right < hi {
			hi = right
		}
		if lo < hi {
			if lo += k.ax; lo < x0 {
				x0 = lo
			}
			if hi += k.ax; hi > x1 {
				x1 = hi
			}
		}
	}
	return x0, x1, x0 < x1
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
