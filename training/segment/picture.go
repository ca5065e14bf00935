package segment

import (
	"cmp"
	"math"
	"slices"

	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

const (
	visible     = 0.35 // ink that connects a component
	slender     = 0.4  // times its height: the most width of an upright line
	hairline    = 0.6  // widths of the pen: what is thinner was not written with it
	wide        = 0.5  // of the line's height, from which a component may be several digits
	leastHigh   = 2.5  // widths of the pen: what is lower is a stroke
	leastCutOff = 4.0  // squares of the pen: the least ink that is cut off
	cutsApart   = 3.0  // the same, between two cuts
	mostCuts    = 8.0  // of a component as wide as the line is high
	mostCross   = 5.0  // widths of the pen that a cut crosses
	swerveCost  = 0.02 // of a pixel of ink, for each pixel sidewards
)

// cutReaches are how far cuts swerve to either side, in heights of the line: those that
// swerve little are found, too, where others cross less ink.
var cutReaches = []float64{0.06, 0.15, 0.3}

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
	pieces = slices.DeleteFunc(pieces, func(c piece) bool { return p.isHairline(c, pen) })
	return source{
		pieces: pieces, image: p.image, drawing: func([]int) ink.Drawing { return nil },
		split: func(c piece, height float64) []piece { return p.split(c, height, pen) },
	}
}

// picture is the ink of a picture; contents are indices of its pixels.
type picture struct{ preprocess.Foreground }

// isHairline reports whether a piece is a straight line much thinner than the pen: what is left
// of a ruled line or of an edge, no 1.
func (p picture) isHairline(c piece, pen float64) bool {
	ink := 0.0
	for _, i := range c.contents {
		ink += float64(p.Ink[i])
	}
	return width(c.box) < slender*height(c.box) && ink < hairline*pen*height(c.box)
}

// around is the box of pixels.
func (p picture) around(pixels []int) ink.Box {
	b := nowhere
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
	seams := p.seams(c, lineHeight, pen)
	p.share(seams, c, pen)
	for _, s := range seams {
		n := s.cut(c.contents, pen, func(i int) (x, y int) { return i % p.Width, i/p.Width - int(c.box.MinY) })
		for k := range n.path {
			n.path[k].Y += c.box.MinY
		}
		cuts = append(cuts, n)
	}
	if len(cuts) == 0 {
		return []piece{c}
	}
	return newComponent(c.contents, cuts, p.around, cutsApart*pen*pen).parts(c.box)
}

// seam is a cut: in each row from the component's top, the first pixel to its right.
type seam struct {
	x       []int
	crossed float64  // ink, in pixels
	shared  []shared // by row; nil where nothing is
}

// shared are the pixels to the left and to the right of a seam that belong to both sides.
type shared struct{ left, right int }

// left is the row's first pixel that does not belong to what lies to the left.
func (s seam) left(y int) int {
	if s.shared == nil {
		return s.x[y]
	}
	return s.x[y] + s.shared[y].right
}

// right is the row's first pixel of what lies to the right.
func (s seam) right(y int) int {
	if s.shared == nil {
		return s.x[y]
	}
	return s.x[y] - s.shared[y].left
}

// share finds what belongs to both sides of the seams. Where digits touch, they have a line in
// common: it is as wide as the pen on either side of the cut through it.
func (p picture) share(seams []seam, c piece, pen float64) {
	x0, y0, w, h := int(c.box.MinX), int(c.box.MinY), int(width(c.box)), int(height(c.box))
	own := make([]bool, w*h)
	for _, i := range c.contents {
		own[(i/p.Width-y0)*w+i%p.Width-x0] = true
	}
	most := int(pen + 0.5)
	for k, s := range seams {
		seams[k].shared = make([]shared, h)
		for y, x := range s.x {
			row, at := own[y*w:(y+1)*w], x-x0
			left, right := 0, 0 // ink of the line on either side of the cut
			for left < min(most, at) && row[at-left-1] {
				left++
			}
			for right < min(most, w-at) && row[at+right] {
				right++
			}
			if left > 0 && right > 0 {
				seams[k].shared[y] = shared{left: min(most-right, left), right: min(most-left, right)}
			}
		}
	}
}

// cut is the seam through contents; at is where each lies, y counted from the seam's first row.
func (s seam) cut(contents []int, pen float64, at func(i int) (x, y int)) cut {
	c := cut{left: make([]bool, len(contents)), right: make([]bool, len(contents)), cost: cutCost + crossCost*max(s.crossed/pen-1, 0)}
	for k, i := range contents {
		x, y := at(i)
		c.left[k], c.right[k] = x < s.left(y), x >= s.right(y)
	}
	for y, x := range s.x {
		if y%4 == 0 || y == len(s.x)-1 {
			c.path = append(c.path, ink.Point{X: float64(x), Y: float64(y)})
		}
	}
	return c
}

// at is where the seam lies.
func (s seam) at() float64 {
	sum := 0
	for _, x := range s.x {
		sum += x
	}
	return float64(sum) / float64(len(s.x))
}

// seams are those that cross least ink, each of them parting the ink in another way, from
// left to right.
func (p picture) seams(c piece, height, pen float64) (kept []seam) {
	x0, y0, w, h := int(c.box.MinX), int(c.box.MinY), int(width(c.box)), int(c.box.MaxY-c.box.MinY)
	grid := make([]float64, w*h)
	for _, i := range c.contents {
		grid[(i/p.Width-y0)*w+i%p.Width-x0] = float64(p.Ink[i])
	}
	sums := make([]float64, (w+1)*h) // of each row, up to a column
	for y := range h {
		for x := range w {
			sums[y*(w+1)+x+1] = sums[y*(w+1)+x] + grid[y*w+x]
		}
	}
	apart := func(a, b []int) (left, right float64) { // ink between two seams, on either side of a
		for y := range h {
			if d := sums[y*(w+1)+b[y]] - sums[y*(w+1)+a[y]]; d < 0 {
				left -= d
			} else {
				right += d
			}
		}
		return left, right
	}
	begin, end := make([]int, h), make([]int, h)
	for y := range h {
		end[y] = w
	}
	var all []seam
	pitch := max(int(height/40), 1)
	for _, reach := range cutReaches {
		for at := pitch; at < w; at += pitch {
			s := cheapestSeam(grid, w, h, at, max(int(reach*height), 2))
			if s.crossed > mostCross*pen {
				continue
			}
			_, left := apart(begin, s.x)
			if _, right := apart(s.x, end); min(left, right) >= leastCutOff*pen*pen {
				all = append(all, s)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b seam) int { return cmp.Compare(a.crossed, b.crossed) })
	most := int(mostCuts * max(width(c.box)/height, 1))
	for _, s := range all {
		if len(kept) == most {
			break
		}
		if !slices.ContainsFunc(kept, func(o seam) bool {
			left, right := apart(o.x, s.x)
			return left+right < cutsApart*pen*pen
		}) {
			kept = append(kept, s)
		}
	}
	slices.SortStableFunc(kept, func(a, b seam) int { return cmp.Compare(a.at(), b.at()) })
	for _, s := range kept {
		for y := range s.x {
			s.x[y] += x0
		}
	}
	return kept
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
	s := seam{x: make([]int, h)}
	for y := h - 1; y >= 0; y-- {
		s.x[y] = from + k
		s.crossed += grid[y*w+from+k]
		k += int(back[y*n+k])
	}
	return s
}
