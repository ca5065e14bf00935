package ink

import "math"

// Ink is the drawing without its erasing strokes: lines are cut where their middle was
// erased. The edge of a line beside a narrow eraser is removed too. Strokes that no
// eraser touches share their points with d.
func (d Drawing) Ink() Drawing {
	var ink Drawing
	for _, s := range d {
		if len(s.Points) == 0 {
			continue
		}
		if !s.Erase {
			ink = append(ink, s)
			continue
		}
		var rest Drawing
		for _, line := range ink {
			rest = append(rest, line.without(s)...)
		}
		ink = rest
	}
	return ink
}

// without is what remains of the stroke after an eraser.
func (s Stroke) without(eraser Stroke) Drawing {
	box, reach := boundsOf(s.Points), boundsOf(eraser.Points).Grow(eraser.Width/2)
	if !box.meets(reach) {
		return Drawing{s}
	}
	if len(s.Points) == 1 {
		if eraser.covers(s.Points[0]) {
			return nil
		}
		return Drawing{s}
	}
	var rest Drawing
	piece := Stroke{Width: s.Width}
	cut := false
	finish := func() {
		// Rounding leaves tiny pieces between two erased parts.
		if piece.length() > s.Width/2 {
			rest = append(rest, piece)
		}
		piece.Points = nil
	}
	for i, p := range s.Points[:len(s.Points)-1] {
		q := s.Points[i+1]
		at := 0.0 // the segment is dealt with up to here
		for _, gone := range eraser.cuts(p, q) {
			if gone.from > at || piece.Points != nil {
				piece.extend(p, q, at, gone.from)
				finish()
			}
			cut = true
			at = gone.to
		}
		if at < 1 {
			piece.extend(p, q, at, 1)
		}
	}
	if !cut {
		return Drawing{s}
	}
	finish()
	return rest
}

// extend adds the part of the segment p q between two fractions of it.
func (s *Stroke) extend(p, q Point, from, to float64) {
	at := func(t float64) Point { return Point{p.X + t*(q.X-p.X), p.Y + t*(q.Y-p.Y)} }
	if s.Points == nil {
		s.Points = append(s.Points, at(from))
	}
	s.Points = append(s.Points, at(to))
}

// length is the length of the polyline.
func (s *Stroke) length() (sum float64) {
	for i := 1; i < len(s.Points); i++ {
		sum += math.Hypot(s.Points[i].X-s.Points[i-1].X, s.Points[i].Y-s.Points[i-1].Y)
	}
	return sum
}

// fraction is a part of a segment, from 0 at its start to 1 at its end.
type fraction struct{ from, to float64 }

// cuts are the parts of the segment p q under the stroke, ascending and disjoint.
func (s *Stroke) cuts(p, q Point) (union []fraction) {
	box := boundsOf([]Point{p, q}).Grow(s.Width / 2)
	s.segments(func(a, b Point) {
		if !box.meets(boundsOf([]Point{a, b})) {
			return
		}
		c := capsule{a.X, a.Y, b.X, b.Y, s.Width / 2}
		from, to, ok := c.cut(p, q)
		if !ok {
			return
		}
		// Join what overlaps; the others keep their order.
		joined := fraction{from, to}
		var before, after []fraction
		for _, f := range union {
			switch {
			case f.to < joined.from:
				before = append(before, f)
			case f.from > joined.to:
				after = append(after, f)
			default:
				joined = fraction{min(f.from, joined.from), max(f.to, joined.to)}
			}
		}
		union = append(append(before, joined), after...)
	})
	return union
}

// covers reports whether p lies under the stroke.
func (s *Stroke) covers(p Point) (covered bool) {
	s.segments(func(a, b Point) {
		c := capsule{a.X, a.Y, b.X, b.Y, s.Width / 2}
		covered = covered || c.contains(p)
	})
	return covered
}

// segments calls yield for every piece of the polyline; a dot is one of length 0.
func (s *Stroke) segments(yield func(a, b Point)) {
	if len(s.Points) == 1 {
		yield(s.Points[0], s.Points[0])
	}
	for i := 1; i < len(s.Points); i++ {
		yield(s.Points[i-1], s.Points[i])
	}
}
