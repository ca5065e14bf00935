package ink

import "math"

// A pixel has 32 rows of 16 sample points.
const (
	pixelRows = 32
	rowPoints = 16
)

// coverage is a page of 28×28 pixels with one bit for each of a pixel's 32×16 sample
// points, so that overlapping strokes count once, and a pixel's coverage is a count of
// bits. Each row of points is shifted against the one above by the golden ratio of their
// distance: of all lattices that one lies least in line with any edge, so that the
// coverage changes smoothly as an edge moves, whatever its slope.
type coverage struct {
	lines       [Side * pixelRows]line
	every       int                       // which rows count: all, each second, fourth, …
	left, right [Side * pixelRows]float64 // ends of the chords that are being filled in
}

// AllRows is the value of coverage.every with which all rows of sample points count.
const AllRows = 1

// line is one row of sample points, the leftmost in the lowest bit of word 0. The
// last word stays empty.
type line [lineWords + 1]uint64

const lineWords = Side * rowPoints / 64

// shift is by how much, of their distance, a row's points are moved to the right.
var shift = func() (s [Side * pixelRows]float64) {
	for row := range s {
		_, s[row] = math.Modf(float64(row) * (math.Sqrt(5) - 1) / 2)
	}
	return s
}()

// step is the distance of the rows that count, in pixels.
func (v *coverage) step() float64 { return float64(v.every) / pixelRows }

// fill sets the sample points inside k, or clears them if erase is set. The chords
// are in pixels.
func (v *coverage) fill(k *chords, erase bool) {
	step := v.step()
	first := int(math.Ceil(max(k.top, 0)/step - 0.5))
	end := int(math.Ceil(min(k.bottom, Side)/step - 0.5))
	if first >= end {
		return
	}
	left, right := v.left[first:end], v.right[first:end]
	y := (float64(first) + 0.5) * step
	k.edge(left, leftward, y, step)
	k.edge(right, rightward, y, step)
	lines, shift := v.lines[first:end], shift[first:end]
	for row := range lines {
		// Point i lies at i+shift; they are counted from x−shift.
		from, to := firstPoint(left[row]*rowPoints-shift[row]), firstPoint(right[row]*rowPoints-shift[row])
		line := &lines[row]
		for from < to {
			n := min(to-from, 64)
			bits := ^uint64(0) >> (64 - n)
			low, high := bits<<(from%64), bits>>(64-from%64)
			w := from / 64
			if erase {
				line[w] &^= low
				line[w+1] &^= high
			} else {
				line[w] |= low
				line[w+1] |= high
			}
			from += n
		}
	}
}

// firstPoint is the first point right of x, within the page.
func firstPoint(x float64) uint { return uint(min(max(int(x+1), 0), Side*rowPoints)) }

// image counts each pixel's points.
func (v *coverage) image() (m Image) {
	rows := pixelRows / v.every
	full := rows * rowPoints
	for y := range Side {
		for w := range lineWords {
			// Four pixels lie side by side in a word, 16 bits each; their
			// rows are counted in step.
			var count uint64
			for row := range v.lines[y*rows : (y+1)*rows] {
				b := v.lines[y*rows+row][w]
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
