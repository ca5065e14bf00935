package segment

import (
	"math"
	"slices"
)

const (
	shortLine = 1.0 // widths of the pen: a shorter line between junctions is a part of them
	shortSpur = 0.7 // the same of a line that ends free: its end is no more than frayed
	lookAhead = 1.5 // widths of the pen from a junction, at which a line's direction is measured
)

// skeleton is the middle of inked lines as a graph: of lines, and of the junctions where they
// meet. Pixels are indices in a grid.
type skeleton struct {
	w, h      int
	thin      []bool // the middle of lines
	lines     [][]int
	junctions []junction
	owner     []int // of each inked pixel: the nearest line, or len(lines) + the nearest junction
}

// junction is where lines meet.
type junction struct {
	pixels []int
	ends   []end
}

// end is that of a line at a junction.
type end struct {
	line  int
	angle float64 // in which the line leaves
}

// none is no part.
const none = -1

// newSkeleton is the skeleton of the ink in a grid.
func newSkeleton(inked []bool, w, h int, pen float64) *skeleton {
	s := &skeleton{w: w, h: h, thin: thinned(inked, w, h)}
	g := graph{skeleton: s, of: make([]int, len(inked))}
	g.find()
	for g.simplify(pen) {
	}
	place := make([]int, len(g.parts))
	for k, p := range g.parts {
		if p.pixels != nil && !p.junction {
			place[k] = len(s.lines)
			s.lines = append(s.lines, p.pixels)
		}
	}
	for k, p := range g.parts {
		if p.pixels != nil && p.junction {
			place[k] = len(s.lines) + len(s.junctions)
			s.junctions = append(s.junctions, junction{pixels: p.pixels})
		}
	}
	for line := range g.parts {
		for _, c := range g.contacts(line) {
			j := &s.junctions[place[c.junction]-len(s.lines)]
			j.ends = append(j.ends, end{place[line], g.leaves(line, c.pixels, j.pixels, int(lookAhead*pen+0.5))})
		}
	}
	s.owner = make([]int, len(inked))
	for i := range s.owner {
		s.owner[i] = none
		if s.thin[i] {
			s.owner[i] = place[g.of[i]]
		}
	}
	s.spread(inked)
	return s
}

// spread gives each inked pixel the owner that is nearest.
func (s *skeleton) spread(inked []bool) {
	var queue []int
	for i, owner := range s.owner {
		if owner != none {
			queue = append(queue, i)
		}
	}
	for at := 0; at < len(queue); at++ {
		s.around(queue[at], func(n int) {
			if inked[n] && s.owner[n] == none {
				s.owner[n] = s.owner[queue[at]]
				queue = append(queue, n)
			}
		})
	}
}

// around visits the pixels around one.
func (s *skeleton) around(i int, visit func(n int)) {
	x, y := i%s.w, i/s.w
	for ny := max(y-1, 0); ny <= min(y+1, s.h-1); ny++ {
		for nx := max(x-1, 0); nx <= min(x+1, s.w-1); nx++ {
			if nx != x || ny != y {
				visit(ny*s.w + nx)
			}
		}
	}
}

// connected are the pixels that are connected with one, by pixels that belong to the same.
func (s *skeleton) connected(from int, belongs func(n int) bool) []int {
	all, seen := []int{from}, map[int]bool{from: true}
	for at := 0; at < len(all); at++ {
		s.around(all[at], func(n int) {
			if !seen[n] && belongs(n) {
				seen[n] = true
				all = append(all, n)
			}
		})
	}
	return all
}

// graph is a skeleton that is being made.
type graph struct {
	*skeleton
	parts []part
	of    []int // the part of each pixel, or none
}

// part is a line or a junction.
type part struct {
	pixels   []int // nil of one that has become a part of another
	junction bool
}

// find finds the parts: the pixels of a junction have three neighbours at least.
func (g *graph) find() {
	isJunction := make([]bool, len(g.thin))
	for i := range g.thin {
		g.of[i] = none
		if g.thin[i] {
			n := 0
			g.around(i, func(neighbour int) {
				if g.thin[neighbour] {
					n++
				}
			})
			isJunction[i] = n >= 3
		}
	}
	for i := range g.thin {
		if g.thin[i] && g.of[i] == none {
			pixels := g.connected(i, func(n int) bool { return g.thin[n] && isJunction[n] == isJunction[i] })
			for _, n := range pixels {
				g.of[n] = len(g.parts)
			}
			g.parts = append(g.parts, part{pixels, isJunction[i]})
		}
	}
}

// simplify makes one part a part of others, and reports false if none is to be: a junction of
// no more than two ends is a place on a line, and a short line belongs to the junctions that
// it meets.
func (g *graph) simplify(pen float64) bool {
	ends := make([][]int, len(g.parts)) // of each part, what it meets there
	for line := range g.parts {
		for _, c := range g.contacts(line) {
			ends[line] = append(ends[line], c.junction)
			ends[c.junction] = append(ends[c.junction], line)
		}
	}
	shortest := none
	for k, p := range g.parts {
		switch {
		case p.pixels == nil:
		case p.junction && len(ends[k]) <= 2:
			for _, line := range ends[k] {
				g.merge(line, k)
			}
			g.parts[k].junction = false
			return true
		case !p.junction && (len(ends[k]) == 1 && float64(len(p.pixels)) < shortSpur*pen || len(ends[k]) == 2 && float64(len(p.pixels)) < shortLine*pen) &&
			(shortest == none || len(p.pixels) < len(g.parts[shortest].pixels)):
			shortest = k
		}
	}
	if shortest == none {
		return false
	}
	into := ends[shortest][0]
	for _, k := range ends[shortest] {
		g.merge(k, into)
	}
	g.merge(shortest, into)
	return true
}

// merge makes a part a part of another.
func (g *graph) merge(k, into int) {
	if k == into {
		return
	}
	for _, i := range g.parts[k].pixels {
		g.of[i] = into
	}
	g.parts[into].pixels = append(g.parts[into].pixels, g.parts[k].pixels...)
	g.parts[k].pixels = nil
}

// contact is where a line meets a junction, with the line's pixels there.
type contact struct {
	junction int
	pixels   []int
}

// contacts are those of a line, two with the same junction if it is a loop; a junction has none.
func (g *graph) contacts(line int) (all []contact) {
	if g.parts[line].junction {
		return nil
	}
	touching := map[[2]int]bool{} // a junction, and a pixel of the line
	var order [][2]int
	for _, i := range g.parts[line].pixels {
		g.around(i, func(n int) {
			if k := g.of[n]; k != none && g.parts[k].junction && !touching[[2]int{k, i}] {
				touching[[2]int{k, i}] = true
				order = append(order, [2]int{k, i})
			}
		})
	}
	for _, at := range order {
		if touching[at] {
			pixels := g.connected(at[1], func(n int) bool { return touching[[2]int{at[0], n}] })
			for _, n := range pixels {
				delete(touching, [2]int{at[0], n})
			}
			all = append(all, contact{at[0], pixels})
		}
	}
	return all
}

// leaves is the angle in which a line leaves a junction where it meets it.
func (g *graph) leaves(line int, at, junction []int, steps int) float64 {
	seen := map[int]bool{}
	for _, i := range at {
		seen[i] = true
	}
	for range steps {
		var next []int
		for _, i := range at {
			g.around(i, func(n int) {
				if g.of[n] == line && !seen[n] {
					seen[n] = true
					next = append(next, n)
				}
			})
		}
		if next == nil {
			break
		}
		at = next
	}
	x0, y0 := g.middle(junction)
	x, y := g.middle(at)
	return math.Atan2(y-y0, x-x0)
}

// middle is that of some pixels.
func (s *skeleton) middle(pixels []int) (x, y float64) {
	for _, i := range pixels {
		x += float64(i % s.w)
		y += float64(i / s.w)
	}
	n := float64(max(len(pixels), 1))
	return x / n, y / n
}

// thinned is ink without all but the middle of its lines, a pixel wide (Zhang and Suen 1984).
func thinned(inked []bool, w, h int) []bool {
	thin := slices.Clone(inked)
	at := func(x, y int) int {
		if x < 0 || x >= w || y < 0 || y >= h || !thin[y*w+x] {
			return 0
		}
		return 1
	}
	for changed := true; changed; {
		changed = false
		for half := range 2 {
			var edge []int
			for i, v := range thin {
				if !v {
					continue
				}
				x, y := i%w, i/w
				up, right, down, left := at(x, y-1), at(x+1, y), at(x, y+1), at(x-1, y)
				ring := [8]int{up, at(x+1, y-1), right, at(x+1, y+1), down, at(x-1, y+1), left, at(x-1, y-1)}
				neighbours, begins := 0, 0
				for k, v := range ring {
					neighbours += v
					begins += (1 - v) * ring[(k+1)%8]
				}
				if neighbours < 2 || neighbours > 6 || begins != 1 {
					continue
				}
				if half == 0 && right*down*(up+left) == 0 || half == 1 && up*left*(right+down) == 0 {
					edge = append(edge, i)
				}
			}
			for _, i := range edge {
				thin[i] = false
			}
			changed = changed || edge != nil
		}
	}
	// A slanting line has steps. The corner of one is no junction.
	for i, v := range thin {
		if !v {
			continue
		}
		x, y := i%w, i/w
		for _, d := range [][2]int{{1, 1}, {1, -1}, {-1, 1}, {-1, -1}} {
			corner := at(x+d[0], y)*at(x, y+d[1]) == 1
			if beyond := at(x-d[0], y) + at(x, y-d[1]) + at(x-d[0], y-d[1]); corner && beyond == 0 {
				thin[i] = false
				break
			}
		}
	}
	return thin
}
