package segment

import (
	"cmp"
	"math"
	"slices"

	"digitpad/training/ink"
)

// line is pieces beside each other, from left to right, and the signs between them.
type line struct {
	pieces []piece
	height float64 // of most digits
	pen    float64 // by which the ink is larger than boxes
	box    ink.Box
	signs  []Symbol // decimal points, commas and a minus
	broken bool     // of lines that may be the parts of broken digits
}

// withoutStrays leaves out what is small and lies far from all that is as high as digits:
// specks, the labels of axes, buttons.
func withoutStrays(pieces []piece) (near []piece) {
	highest := 0.0
	for _, p := range pieces {
		highest = max(highest, height(p.box))
	}
	for _, p := range pieces {
		reach := strayFrom * highest
		if width(p.box) >= minusSlender*height(p.box) {
			reach = minusFrom * highest
		}
		if slices.ContainsFunc(pieces, func(o piece) bool {
			return height(o.box) >= digitHeight*highest && distance(o.box, p.box) <= reach
		}) {
			near = append(near, p)
		}
	}
	return near
}

// distance is that of two boxes, 0 if they meet.
func distance(a, b ink.Box) float64 {
	return math.Hypot(max(a.MinX-b.MaxX, b.MinX-a.MaxX, 0), max(a.MinY-b.MaxY, b.MinY-a.MaxY, 0))
}

// linesOf sorts pieces into lines, from top to bottom: what is high makes lines where it
// overlaps in height, and what is low joins the line that it lies in or nearest to.
func linesOf(pieces []piece) []line {
	pieces = withoutStrays(pieces)
	highest := 0.0
	for _, p := range pieces {
		highest = max(highest, height(p.box))
	}
	var lines []line
	byHeight := slices.Clone(pieces)
	slices.SortStableFunc(byHeight, func(a, b piece) int { return cmp.Compare(height(b.box), height(a.box)) })
	for _, p := range byHeight {
		best, nearest := -1, 0.0
		for i, l := range lines {
			overlap := (min(p.box.MaxY, l.box.MaxY) - max(p.box.MinY, l.box.MinY)) / max(height(p.box), 0.02*highest)
			if best < 0 || overlap > nearest {
				best, nearest = i, overlap
			}
		}
		high := height(p.box) >= digitHeight*highest && !brokenOff(p.box, lines, 0.1*highest)
		switch {
		case best < 0 || high && nearest < 0.4:
			lines = append(lines, line{pieces: []piece{p}, box: p.box})
		case !high && height(p.box) < digitHeight*highest && lines[best].isAbove(p.box, highest):
			// a line under the number, or what a screenshot shows there
		default:
			l := &lines[best]
			l.pieces = append(l.pieces, p)
			if high {
				// a line's band does not grow with each digit that stands a little lower
				l.box.MinX, l.box.MaxX = min(l.box.MinX, p.box.MinX), max(l.box.MaxX, p.box.MaxX)
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.box.MinY, b.box.MinY) })
	return lines
}

// isAbove reports whether a box lies clearly below all of the line's digits.
func (l line) isAbove(b ink.Box, highest float64) bool {
	return !slices.ContainsFunc(l.pieces, func(p piece) bool {
		return height(p.box) >= digitHeight*highest && b.MinY < p.box.MaxY+below*highest
	})
}

// gap is what lies between this line and the one below, as a share of the height of both;
// 1 if one lies beside the other, so that they are no parts of the same digits.
func (l line) gap(below line) float64 {
	if min(l.box.MaxX, below.box.MaxX)-max(l.box.MinX, below.box.MinX) < 0.2*min(width(l.box), width(below.box)) {
		return 1
	}
	return (below.box.MinY - l.box.MaxY) / (below.box.MaxY - l.box.MinY)
}

// with is this line and the one below as one.
func (l line) with(below line) line {
	return line{pieces: slices.Concat(l.pieces, below.pieces), box: join(l.box, below.box), broken: true}
}

// brokenOff reports whether a piece continues one of the lines' digits after a gap that is
// too small for one between lines.
func brokenOff(b ink.Box, lines []line, gap float64) bool {
	for _, l := range lines {
		for _, p := range l.pieces {
			apart := max(p.box.MinY-b.MaxY, b.MinY-p.box.MaxY)
			overlap := min(p.box.MaxX, b.MaxX) - max(p.box.MinX, b.MinX)
			if apart < gap && overlap > 0.5*min(width(p.box), width(b)) {
				return true
			}
		}
	}
	return false
}

// isComma reports whether a box is that of a short stroke that goes from the foot of the
// digits beside it, whose pieces are among others, to below them.
func (l *line) isComma(b ink.Box, others []ink.Box) bool {
	nothing := math.Inf(-1)
	left, right := nothing, nothing // the feet of the digits there
	for _, o := range others {
		apart := max(o.MinX-b.MaxX, b.MinX-o.MaxX)
		switch {
		case o == b || height(o) < 0.5*l.height || apart > 0.5*l.height:
		case o.Middle().X < b.Middle().X:
			left = max(left, o.MaxY)
		default:
			right = max(right, o.MaxY)
		}
	}
	foot := left
	if right != nothing {
		foot = min(left, right)
	}
	above := foot - b.MinY
	return left != nothing && above <= commaAbove*l.height && height(b)-above >= commaBelow*l.height &&
		b.Longer() >= leastComma*l.height && b.Longer() <= mostComma*l.height && height(b) >= commaSlender*width(b)
}

func height(b ink.Box) float64 { return b.MaxY - b.MinY }
func width(b ink.Box) float64  { return b.MaxX - b.MinX }

// parse finds the line's height and signs, and splits what is wide.
func (l *line) parse(split func(piece, float64) []piece) {
	var heights []float64
	highest := 0.0
	for _, p := range l.pieces {
		highest = max(highest, height(p.box))
	}
	for _, p := range l.pieces {
		if h := height(p.box); h >= 0.5*highest {
			heights = append(heights, h)
		}
	}
	slices.Sort(heights)
	l.height = max(heights[len(heights)/2], 1e-9)
	if l.broken {
		l.height = height(l.box)
	}
	top, bottom := l.box.MinY, l.box.MaxY

	digits := l.pieces[:0]
	var all []ink.Box
	for _, p := range l.pieces {
		all = append(all, p.box)
	}
	slices.SortStableFunc(l.pieces, func(a, b piece) int { return cmp.Compare(a.box.MinX, b.box.MinX) })
	for _, p := range slices.Clone(l.pieces) {
		alone := true
		for _, b := range all {
			if b != p.box && b.MinX < p.box.MaxX-0.2*width(p.box) && b.MaxX > p.box.MinX+0.2*width(p.box) {
				alone = false
			}
		}
		w, h, middle := width(p.box), height(p.box), p.box.Middle().Y
		switch {
		case !alone || len(l.pieces) == 1 || p.box.Longer() > 0.8*l.height:
			digits = append(digits, p)
		case l.isComma(p.box, all):
			l.signs = append(l.signs, Symbol{Rune: ',', Box: p.box})
		case max(w, h) <= pointSize*l.height && middle > top+0.7*(bottom-top) && len(digits) > 0:
			l.signs = append(l.signs, Symbol{Rune: '.', Box: p.box})
		case h <= minusHeight*l.height && w >= minusLength*l.height && w >= minusSlender*h && len(digits) == 0 &&
			middle > top+0.2*(bottom-top) && middle < top+0.8*(bottom-top):
			l.signs = append(l.signs, Symbol{Rune: '-', Box: p.box})
		default:
			digits = append(digits, p)
		}
	}
	l.pieces = nil
	for _, p := range digits {
		parts := split(p, l.height)
		for k := range parts {
			parts[k].at = parts[k].box.Middle().X
			if k > 0 { // as they were cut
				parts[k].at = max(parts[k].at, parts[k-1].at)
			}
		}
		l.pieces = append(l.pieces, parts...)
	}
	slices.SortStableFunc(l.pieces, func(a, b piece) int { return cmp.Compare(a.at, b.at) })
}
