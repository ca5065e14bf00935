package segment

import (
	"math"
	"slices"

	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

const (
	visible    = 0.35 // ink that connects a component
	wide       = 0.5  // of the line's height, from which a component may be several digits
	leastHigh  = 2.5  // widths of the pen: what is lower is a stroke
	cutMargin  = 0.12 // of the line's height: the least that is cut off
	cutReach   = 0.18 // how far a cut swerves to either side
	cutsApart  = 0.1  // and lies from another
	mostCross  = 7.0  // widths of the pen that a cut crosses
	swerveCost = 0.02 // of a pixel of ink, for each pixel sidewards
)

// piecesOf is the ink of a picture in pieces: its connected components.
func piecesOf(f preprocess.Foreground) source {
	p := picture{f}
	var pieces []piece
	seen := make([]bool, len(f.Ink))
	for start, v := range f.Ink {
		if v < visible || seen[start] {
			continue
		}
		seen[start] = true
		queue := []int{start}
		for k := 0; k < len(queue); k++ {
			x, y := queue[k]%f.Width, queue[k]/f.Width
			for ny := max(y-1, 0); ny <= min(y+1, f.Height-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, f.Width-1); nx++ {
					if n := ny*f.Width + nx; f.Ink[n] >= visible && !seen[n] {
						seen[n] = true
						queue = append(queue, n)
					}
				}
			}
		}
		box := p.around(queue)
		shape := width(box) / height(box)
		blot := shape > 0.6 && shape < 1.7 && float64(len(queue)) > 0.65*width(box)*height(box)
		pieces = append(pieces, piece{box: box, contents: queue, blot: blot})
	}
	pen := p.strokeWidth()
	return source{pieces: pieces, image: p.image, split: func(c piece, height float64) []piece { return p.split(c, height, pen) }}
}

// picture is the ink of a picture; contents are indices of its pixels.
type picture struct{ preprocess.Foreground }

// around is the box of pixels.
func (p picture) around(pixels []int) ink.Box {
	b := ink.Box{MinX: math.Inf(1), MinY: math.Inf(1), MaxX: math.Inf(-1), MaxY: math.Inf(-1)}
	for _, i := range pixels {
		x, y := float64(i%p.Width), float64(i/p.Width)
		b = join(b, ink.Box{MinX: x, MinY: y, MaxX: x + 1, MaxY: y + 1})
	}
	return b
}

// strokeWidth is the pen's width: a line of width w has the area w for each unit of
// length, and an edge on either side.
func (p picture) strokeWidth() float64 {
	area, edge := 0.0, 0.0
	for i, v := range p.Ink {
		area += float64(v)
		if i%p.Width+1 < p.Width {
			edge += math.Abs(float64(v - p.Ink[i+1]))
		}
		if i+p.Width < len(p.Ink) {
			edge += math.Abs(float64(v - p.Ink[i+p.Width]))
		}
	}
	// Edges in all directions are counted 4/π times their length.
	return max(2*area/max(edge*math.Pi/4, 1), 1)
}

// image is the digit of the given pixels and their faint rim.
func (p picture) image(pixels []int) ink.Image {
	const rim = 1
	box := p.around(pixels)
	x0, y0 := max(int(box.MinX)-rim, 0), max(int(box.MinY)-rim, 0)
	w, h := min(int(box.MaxX)+rim, p.Width)-x0, min(int(box.MaxY)+rim, p.Height)-y0
	digit := preprocess.Foreground{Width: w, Height: h, Ink: make([]float32, w*h)}
	for _, i := range pixels {
		x, y := i%p.Width, i/p.Width
		for ny := max(y-rim, y0); ny <= min(y+rim, y0+h-1); ny++ {
			for nx := max(x-rim, x0); nx <= min(x+rim, x0+w-1); nx++ {
				if v := p.Ink[ny*p.Width+nx]; v < visible || nx == x && ny == y {
					digit.Ink[(ny-y0)*w+nx-x0] = v
				}
			}
		}
	}
	return digit.Normalise()
}

// split cuts a component where digits of that height may touch.
func (p picture) split(c piece, lineHeight, pen float64) []piece {
	if width(c.box) < wide*lineHeight || height(c.box) < leastHigh*pen {
		return []piece{c}
	}
	cuts := p.cuts(c, lineHeight, pen)
	if len(cuts) == 0 {
		return []piece{c}
	}
	parts := make([][]int, len(cuts)+1)
	top := int(c.box.MinY)
	for _, i := range c.contents {
		x, y := i%p.Width, i/p.Width
		k, _ := slices.BinarySearchFunc(cuts, x, func(s seam, x int) int {
			if s.x[y-top] <= x {
				return -1
			}
			return 1
		})
		parts[k] = append(parts[k], i)
	}
	var pieces []piece
	for k, part := range parts {
		if len(part) == 0 {
			continue
		}
		n := piece{box: p.around(part), contents: part}
		if k > 0 && len(pieces) > 0 {
			cut := &Cut{Cost: cutCost + crossCost*max(cuts[k-1].crossed/pen-1, 0)}
			for y, x := range cuts[k-1].x {
				if y%4 == 0 || y == len(cuts[k-1].x)-1 {
					cut.Path = append(cut.Path, ink.Point{X: float64(x), Y: float64(top + y)})
				}
			}
			n.cut = cut
		}
		pieces = append(pieces, n)
	}
	return pieces
}

// seam is a cut: in each row from the component's top, the first pixel to its right.
type seam struct {
	x       []int
	crossed float64 // ink, in pixels
	at      int     // column that it keeps to
}

// cuts are those that cross less ink than others nearby, from left to right.
func (p picture) cuts(c piece, height, pen float64) (cuts []seam) {
	mine := make(map[int]bool, len(c.contents))
	for _, i := range c.contents {
		mine[i] = true
	}
	x0, x1, y0, y1 := int(c.box.MinX), int(c.box.MaxX), int(c.box.MinY), int(c.box.MaxY)
	w, h := x1-x0, y1-y0
	grid := make([]float64, w*h)
	for i := range mine {
		grid[(i/p.Width-y0)*w+i%p.Width-x0] = float64(p.Ink[i])
	}
	margin, pitch := max(int(cutMargin*height), 1), max(int(height/40), 1)
	var all []seam
	for at := margin; at <= w-margin; at += pitch {
		all = append(all, cheapestSeam(grid, w, h, at, max(int(cutReach*height), 2)))
	}
	apart := cutsApart * height
	for i, s := range all {
		least := s.crossed <= mostCross*pen
		for k, o := range all {
			if math.Abs(float64(o.at-s.at)) <= apart && (o.crossed < s.crossed || o.crossed == s.crossed && k < i) {
				least = false
			}
		}
		if least {
			for y := range s.x {
				s.x[y] += x0
				if n := len(cuts); n > 0 {
					s.x[y] = max(s.x[y], cuts[n-1].x[y])
				}
			}
			cuts = append(cuts, s)
		}
	}
	return cuts
}

// cheapestSeam is the path from top to bottom, near a column, that crosses least ink.
func cheapestSeam(grid []float64, w, h, at, reach int) seam {
	from, to := max(at-reach, 0), min(at+reach, w-1)
	n := to - from + 1
	cost, next := make([]float64, n), make([]float64, n)
	back := make([]int8, n*h)
	for y := range h {
		for k := range n {
			best, move := math.Inf(1), int8(0)
			for _, d := range []int{0, -1, 1} {
				if k+d < 0 || k+d >= n {
					continue
				}
				if v := cost[k+d] + swerveCost*math.Abs(float64(d)); v < best {
					best, move = v, int8(d)
				}
			}
			next[k] = best + grid[y*w+from+k] + 0.001*math.Abs(float64(from+k-at))
			back[y*n+k] = move
		}
		cost, next = next, cost
	}
	k := 0
	for i, v := range cost {
		if v < cost[k] {
			k = i
		}
	}
	s := seam{x: make([]int, h), at: at}
	for y := h - 1; y >= 0; y-- {
		s.x[y] = from + k
		s.crossed += grid[y*w+from+k]
		k += int(back[y*n+k])
	}
	return s
}
