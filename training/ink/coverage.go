package ink

import "math"

// A pixel has 32 rows of 16 sample points.
const (
	pixelRows = 32
	rowPoints = 16
)

// coverage is a page of 28×28 pixels with one bit for each of a pixel's 32×16
// sample points, so that ink upon ink is still ink and the share of a pixel that
// strokes cover is a count of bits, in whatever order and however often they
// cross. Each row of points is shifted against the one above by the golden ratio
// of their distance: of all lattices that one lies least in line with any edge,
// so that the coverage changes smoothly as an edge moves, whatever its slope.
type coverage [Side * pixelRows]line

// line is one row of sample points, the leftmost in the lowest bit of word 0.
type line [Side * rowPoints / 64]uint64

// shift is by how much, of their distance, a row's points are moved to the right.
var shift = func() (s [Side * pixelRows]float64) {
	for row := range s {
		_, s[row] = math.Modf(float64(row) * (math.Sqrt(5) - 1) / 2)
	}
	return s
}()

// fill sets the sample points inside k, or clears them if erase is set. The chords
// are in pixels.
func (v *coverage) fill(k chords, erase bool) {
	bottom := min(k.bottom, Side) * pixelRows
	for row := int(max(k.top, 0) * pixelRows); float64(row) < bottom; row++ {
		x0, x1, ok := k.at((float64(row) + 0.5) / pixelRows)
		if !ok {
			continue
		}
		// Point i lies at i+shift; they are counted from x−shift.
		from, to := firstPoint(x0*rowPoints-shift[row]), firstPoint(x1*rowPoints-shift[row])
		if from >= to {
			continue
		}
		line := &v[row]
		first, last := from/64, (to-1)/64
		head, tail := ^uint64(0)<<(from%64), ^uint64(0)>>(63-(to-1)%64)
		if erase {
			line.clear(first, last, head, tail)
		} else {
			line.set(first, last, head, tail)
		}
	}
}

// set sets the bits of head in the first word, those of tail in the last, and all
// between.
func (l *line) set(first, last uint, head, tail uint64) {
	if first == last {
		l[first] |= head & tail
		return
	}
	l[first] |= head
	for w := first + 1; w < last; w++ {
		l[w] = ^uint64(0)
	}
	l[last] |= tail
}

// clear is the opposite of set.
func (l *line) clear(first, last uint, head, tail uint64) {
	if first == last {
		l[first] &^= head & tail
		return
	}
	l[first] &^= head
	for w := first + 1; w < last; w++ {
		l[w] = 0
	}
	l[last] &^= tail
}

// firstPoint is the first point right of x, within the page.
func firstPoint(x float64) uint { return uint(min(max(int(x+1), 0), Side*rowPoints)) }

// image counts each pixel's points.
func (v *coverage) image() (m Image) {
	const full = pixelRows * rowPoints
	for y := range Side {
		for w := range v[0] {
			// Four pixels lie side by side in a word, 16 bits each; their
			// rows are counted in step.
			var count uint64
			for row := y * pixelRows; row < (y+1)*pixelRows; row++ {
				b := v[row][w]
				if b == 0 {
					continue
				}
				b -= b >> 1 & 0x5555555555555555
				b = b&0x3333333333333333 + b>>2&0x3333333333333333
				b = (b + b>>4) & 0x0f0f0f0f0f0f0f0f
				count += (b + b>>8) & 0x00ff00ff00ff00ff
			}
			if count == 0 {
				continue
			}
			for i := range 4 {
				n := int(count >> (16 * i) & 0xffff)
				m[y*Side+w*4+i] = byte((n*255 + full/2) / full)
			}
		}
	}
	return m
}
