package preprocess

import "digitpad/training/ink"

// component is a connected component of the ink.
type component struct {
	minX, minY, maxX, maxY int // the outermost pixels
	onEdge                 int // pixels that lie on the plane's edge
}

// longer is the length of the longer side.
func (c component) longer() int { return max(c.maxX-c.minX, c.maxY-c.minY) + 1 }

// contains reports whether the other lies within the box of this one.
func (c component) contains(o component) bool {
	return c.minX < o.minX && c.minY < o.minY && c.maxX > o.maxX && c.maxY > o.maxY
}

// near reports whether the boxes of both lie at most so many pixels apart.
func (c component) near(o component, reach int) bool {
	return c.minX-o.maxX <= reach && o.minX-c.maxX <= reach && c.minY-o.maxY <= reach && o.minY-c.maxY <= reach
}

// components finds the image's connected components, and labels each pixel with its
// component's index plus one, 0 for none.
func (p *grayImage) components() (all []component, of []int) {
	of = make([]int, len(p.v))
	var queue []int
	for start, v := range p.v {
		if v < visible || of[start] != 0 {
			continue
		}
		c := component{minX: p.w, minY: p.h}
		number := len(all) + 1
		of[start] = number
		queue = append(queue[:0], start)
		for len(queue) > 0 {
			i := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			x, y := i%p.w, i/p.w
			c.minX, c.minY, c.maxX, c.maxY = min(c.minX, x), min(c.minY, y), max(c.maxX, x), max(c.maxY, y)
			if x == 0 || y == 0 || x == p.w-1 || y == p.h-1 {
				c.onEdge++
			}
			for ny := max(y-1, 0); ny <= min(y+1, p.h-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, p.w-1); nx++ {
					if n := ny*p.w + nx; p.v[n] >= visible && of[n] == 0 {
						of[n] = number
						queue = append(queue, n)
					}
				}
			}
		}
		all = append(all, c)
	}
	return all, of
}

// keep blanks all ink except that of some components, with the faint rim around each.
func (p *grayImage) keep(of []int, kept func(i int) bool) {
	for i, v := range p.v {
		if v == 0 {
			continue
		}
		x, y := i%p.w, i/p.w
		keep := false
		for ny := max(y-1, 0); ny <= min(y+1, p.h-1); ny++ {
			for nx := max(x-1, 0); nx <= min(x+1, p.w-1); nx++ {
				n := of[ny*p.w+nx]
				keep = keep || n > 0 && kept(n-1)
			}
		}
		if !keep {
			p.v[i] = 0
		}
	}
}

// removeSpecks blanks components that are, like stray clicks, far smaller than the
// largest.
func (p *grayImage) removeSpecks() {
	all, of := p.components()
	largest := 0
	for _, c := range all {
		largest = max(largest, c.longer())
	}
	p.keep(of, func(i int) bool { return float64(all[i].longer()) >= ink.StrayClick*float64(largest) })
}

const (
	onEdge   = 0.05 // of the longer side, that a desk beside the paper covers of the edge
	framing  = 0.8  // of both sides, that a frame around a digit takes
	smallest = 0.08 // of the longer side, that a digit takes
)

// removeSurroundings blanks what surrounds the digit in a photograph: the desk beside the
// paper, a border, a drawn frame. It does nothing if no possible digit would remain.
func (p *grayImage) removeSurroundings() {
	all, of := p.components()
	longer := float64(max(p.w, p.h))
	inside := func(c component) bool {
		return float64(c.onEdge) < onEdge*longer && float64(c.longer()) >= smallest*longer
	}
	frame := func(c component) bool {
		if float64(c.maxX-c.minX) < framing*float64(p.w) || float64(c.maxY-c.minY) < framing*float64(p.h) {
			return false
		}
		for _, o := range all {
			if c.contains(o) && inside(o) {
				return true
			}
		}
		return false
	}
	dropped := make([]bool, len(all))
	remains := false
	for i, c := range all {
		dropped[i] = float64(c.onEdge) >= onEdge*longer || frame(c)
		remains = remains || !dropped[i] && inside(c)
	}
	if remains {
		p.keep(of, func(i int) bool { return !dropped[i] })
	}
}

// apart is the least distance of two digits on a page, in sizes of the larger one; the
// strokes of one digit are closer.
const apart = 0.25

// removeOtherDigits keeps the largest component and those near it, transitively, and
// blanks other digits on the page.
func (p *grayImage) removeOtherDigits() {
	all, of := p.components()
	if len(all) == 0 {
		return
	}
	largest := 0
	for i, c := range all {
		if c.longer() > all[largest].longer() {
			largest = i
		}
	}
	reach := int(apart * float64(all[largest].longer()))
	digit := make([]bool, len(all))
	digit[largest] = true
	for next := []int{largest}; len(next) > 0; next = next[1:] {
		for i, c := range all {
			if !digit[i] && c.near(all[next[0]], reach) {
				digit[i] = true
				next = append(next, i)
			}
		}
	}
	p.keep(of, func(i int) bool { return digit[i] })
}
