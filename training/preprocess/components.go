package preprocess

// component is ink that hangs together.
type component struct {
	minX, minY, maxX, maxY int // the outermost pixels
	onEdge                 int // pixels that lie on the image's edge

	area      float64 // pixels
	contrast  float64 // mean share of the paper's light that it swallows
	grey      float64 // mean
	likeness  float64 // to a digit
	share     float64 // of the pixels around that are as dark
	sharpness float64 // share of the contrast by which it falls within a pixel of the border
	frame     bool    // something else lies within it
}

// longer is the length of the longer side.
func (c component) longer() int { return max(c.maxX-c.minX, c.maxY-c.minY) + 1 }

// contains reports whether the other lies within the box of this one.
func (c component) contains(o component) bool {
	return c.minX < o.minX && c.minY < o.minY && c.maxX > o.maxX && c.maxY > o.maxY
}

// within reports whether the box of this one lies within that of the other.
func (c component) within(o component) bool {
	return c.minX >= o.minX && c.minY >= o.minY && c.maxX <= o.maxX && c.maxY <= o.maxY
}

// near reports whether the boxes of both lie at most so many pixels apart.
func (c component) near(o component, reach int) bool {
	return c.minX-o.maxX <= reach && o.minX-c.maxX <= reach && c.minY-o.maxY <= reach && o.minY-c.maxY <= reach
}

// components finds those of the plane, and says of each pixel to which it belongs: the
// patch's index plus one, 0 for none.
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

// keep blanks all ink but that of some patches. The faint rim around a patch goes
// and stays with it.
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

const (
	onEdge   = 0.05 // of the longer side, that a desk beside the paper covers of the edge
	framed   = 0.35 // of a frame's longer side, that the digit within takes
	smallest = 0.03 // of the longer side, that a digit takes
)

// apart is by how much two digits on a page lie apart at the least, in sizes of the
// larger one; the strokes of a digit lie nearer to each other.
const apart = 0.25
