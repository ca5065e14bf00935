package segment

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

const (
	straight      = 1.0  // radians by which a line may turn at a junction and still go on
	mostLines     = 14   // of a component; if it has more, only seams part it
	mostPartings  = 32.0 // of a component as wide as the line is high
	partingsApart = 0.5  // squares of the pen, between two partings
	mostBroken    = 5.0  // lines, by a parting
	mostShared    = 0.5  // of the line's height: the longest line that two digits share
)

// parting is a way to part the lines of a skeleton in two: the sets of lines to the left and
// to the right, as bits. What is in both is shared.
type parting struct {
	left, right uint32
	broken      float64 // the lines that it breaks at junctions, counted less if they turn there
}

// partings are the ways to part the lines between two digits of a height, the best first:
// those of each side hang together, and those between two junctions may be shared.
func (s *skeleton) partings(height float64) (all []parting) {
	n := len(s.lines)
	if n < 2 || n > mostLines {
		return nil
	}
	meets := make([]uint32, n)  // the lines that each meets
	ends := make([][]uint32, n) // the same, at each end
	var through [][2]end        // the lines that go on through a junction, of two each
	for _, j := range s.junctions {
		var here uint32
		for _, e := range j.ends {
			here |= 1 << e.line
		}
		for _, e := range j.ends {
			meets[e.line] |= here
			ends[e.line] = append(ends[e.line], here&^(1<<e.line))
		}
		through = append(through, j.through()...)
	}
	shares := []uint32{0}
	for k, pixels := range s.lines {
		if len(ends[k]) == 2 && float64(len(pixels)) <= mostShared*height {
			for _, o := range shares {
				if bits.OnesCount32(o) < 2 {
					shares = append(shares, o|1<<k)
				}
			}
		}
	}
	sum, length := make([]float64, n), make([]float64, n)
	for k, pixels := range s.lines {
		length[k] = float64(len(pixels))
		x, _ := s.middle(pixels)
		sum[k] = x * length[k]
	}
	place := func(lines uint32) float64 {
		x, all := 0.0, 0.0
		for ; lines != 0; lines &= lines - 1 {
			x += sum[bits.TrailingZeros32(lines)]
			all += length[bits.TrailingZeros32(lines)]
		}
		return x / all
	}
	for _, shared := range shares {
		rest := (uint32(1)<<n - 1) &^ shared
		for left := (rest - 1) & rest; left != 0; left = (left - 1) & rest {
			right := rest &^ left
			if place(left) >= place(right) {
				continue
			}
			p := parting{left: left | shared, right: right | shared, broken: shareCost * float64(bits.OnesCount32(shared))}
			if !hangsTogether(p.left, meets) || !hangsTogether(p.right, meets) || p.dangles(ends) {
				continue
			}
			for _, t := range through {
				if pair := uint32(1)<<t[0].line | 1<<t[1].line; p.left&pair != pair && p.right&pair != pair {
					p.broken += 1 - turn(t[0], t[1])/straight
				}
			}
			if p.broken <= mostBroken {
				all = append(all, p)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b parting) int { return cmp.Compare(a.broken, b.broken) })
	return all
}

// through are the pairs of ends that are one line through the junction, the straightest
// first.
func (j junction) through() (pairs [][2]end) {
	for a := range j.ends {
		for _, b := range j.ends[:a] {
			if j.ends[a].line != b.line && turn(j.ends[a], b) < straight {
				pairs = append(pairs, [2]end{j.ends[a], b})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b [2]end) int { return cmp.Compare(turn(a[0], a[1]), turn(b[0], b[1])) })
	used := map[end]bool{}
	return slices.DeleteFunc(pairs, func(p [2]end) bool {
		if used[p[0]] || used[p[1]] {
			return true
		}
		used[p[0]], used[p[1]] = true, true
		return false
	})
}

// turn is by how much a line turns that comes in at one end and leaves at the other.
func turn(a, b end) float64 {
	return math.Abs(math.Remainder(a.angle-b.angle-math.Pi, 2*math.Pi))
}

// hangsTogether reports whether some lines are connected by junctions.
func hangsTogether(lines uint32, meets []uint32) bool {
	reached := lines & -lines
	for next := reached; next != 0; {
		k := bits.TrailingZeros32(next)
		next = next&(next-1) | meets[k]&lines&^reached
		reached |= next
	}
	return reached == lines
}

// dangles reports whether a shared line does not go on to both sides.
func (p parting) dangles(ends [][]uint32) bool {
	for shared := p.left & p.right; shared != 0; shared &= shared - 1 {
		for _, at := range ends[bits.TrailingZeros32(shared)] {
			if at&p.left == 0 || at&p.right == 0 {
				return true
			}
		}
	}
	return false
}

// cuts are the partings of a component at the junctions of its lines.
func (p picture) cuts(c piece, height, pen float64) (kept []cut) {
	x0, y0, w, h := int(c.box.MinX), int(c.box.MinY), int(width(c.box)), int(c.box.MaxY-c.box.MinY)
	inked, at := make([]bool, w*h), make([]int, len(c.contents))
	for k, i := range c.contents {
		at[k] = (i/p.Width-y0)*w + i%p.Width - x0
		inked[at[k]] = true
	}
	s := newSkeleton(inked, w, h, pen)
	most := int(mostPartings * max(width(c.box)/height, 1))
	for _, parting := range s.partings(height) {
		if len(kept) == most {
			break
		}
		left, right := s.inkOf(parting.left, pen), s.inkOf(parting.right, pen)
		n := cut{left: make([]bool, len(at)), right: make([]bool, len(at)), cost: partingCost + breakCost*parting.broken}
		for k, i := range at {
			n.left[k], n.right[k] = left[i], right[i]
		}
		if n.cutsOff() >= leastCutOff*pen*pen && !slices.ContainsFunc(kept, func(o cut) bool { return o.differs(n) < partingsApart*pen*pen }) {
			n.path = n.border(c.contents, p.Width)
			kept = append(kept, n)
		}
	}
	return kept
}

// inkOf is the ink of some lines and of the junctions that they meet: what is nearer to them
// than to others, or no further away than the pen is wide.
func (s *skeleton) inkOf(lines uint32, pen float64) []bool {
	mine := make([]bool, len(s.lines)+len(s.junctions))
	parts := slices.Clone(s.lines)
	for k := range s.lines {
		mine[k] = lines>>k&1 != 0
	}
	for k, j := range s.junctions {
		parts = append(parts, j.pixels)
		mine[len(s.lines)+k] = slices.ContainsFunc(j.ends, func(e end) bool { return mine[e.line] })
	}
	ink := make([]bool, len(s.owner))
	for i, part := range s.owner {
		ink[i] = part != none && mine[part]
	}
	reach := int(pen / 2)
	for k, pixels := range parts {
		if !mine[k] {
			continue
		}
		for _, i := range pixels {
			x, y := i%s.w, i/s.w
			for ny := max(y-reach, 0); ny <= min(y+reach, s.h-1); ny++ {
				for nx := max(x-reach, 0); nx <= min(x+reach, s.w-1); nx++ {
					if float64((nx-x)*(nx-x)+(ny-y)*(ny-y)) <= pen*pen/4 {
						ink[ny*s.w+nx] = true
					}
				}
			}
		}
	}
	return ink
}
