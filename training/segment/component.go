package segment

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"digitpad/training/ink"
)

// component is ink that hangs together, and the cuts that may part it, from left
// to right. Neighbouring cuts may cross; of a digit only those at its ends count.
type component struct {
	contents []int
	boxes    []ink.Box // of each of the contents
	cuts     []cut
	few      float64 // how much is next to nothing
}

// newComponent sorts the cuts by how much lies to their left.
func newComponent(contents []int, cuts []cut, around func(contents []int) ink.Box, few float64) *component {
	slices.SortStableFunc(cuts, func(a, b cut) int { return cmp.Compare(a.place(), b.place()) })
	boxes := make([]ink.Box, len(contents))
	for k := range contents {
		boxes[k] = around(contents[k : k+1])
	}
	return &component{contents, boxes, cuts, few}
}

// cross reports whether two cuts, counted from 1, cross, so that no digit lies between them.
func (c *component) cross(from, to int) bool {
	if from == 0 || to > len(c.cuts) {
		return false
	}
	n := 0.0
	for k, left := range c.cuts[from-1].left {
		if left && !c.cuts[to-1].left[k] {
			n++
		}
	}
	return n > c.few
}

// parts are what lies between the cuts.
func (c *component) parts(box ink.Box) (parts []piece) {
	for k := range len(c.cuts) + 1 {
		n := piece{box: box, contents: c.between(k, k+1), component: c, place: k}
		if b, ok := c.extent(k, k+1); ok {
			n.box = b
		}
		if k > 0 {
			n.cut = &Cut{Path: c.cuts[k-1].path, Cost: c.cuts[k-1].cost}
		}
		parts = append(parts, n)
	}
	return parts
}

// between is what lies between two cuts, counted from 1; 0 is the component's left end.
func (c *component) between(from, to int) (contents []int) {
	for k, i := range c.contents {
		if (from == 0 || c.cuts[from-1].right[k]) && (to > len(c.cuts) || c.cuts[to-1].left[k]) {
			contents = append(contents, i)
		}
	}
	return contents
}

// extent is the box of what lies between two cuts, and false if nothing does.
func (c *component) extent(from, to int) (box ink.Box, ok bool) {
	box = nowhere
	for k, b := range c.boxes {
		if (from == 0 || c.cuts[from-1].right[k]) && (to > len(c.cuts) || c.cuts[to-1].left[k]) {
			box, ok = join(box, b), true
		}
	}
	return box, ok
}

// cut parts a component in two: by its contents, whether each belongs to what is left and to
// what is right. What the digits share belongs to both.
type cut struct {
	left, right []bool
	cost        float64
	path        []ink.Point
}

// place is how much lies to the left.
func (c cut) place() (n float64) {
	for k := range c.left {
		switch {
		case c.left[k] && c.right[k]:
			n += 0.5
		case c.left[k]:
			n++
		}
	}
	return n
}

// cutsOff is how much the smaller side has alone.
func (c cut) cutsOff() float64 {
	left, right := 0, 0
	for k := range c.left {
		switch {
		case !c.right[k]:
			left++
		case !c.left[k]:
			right++
		}
	}
	return float64(min(left, right))
}

// differs is how much lies on another side of another cut.
func (c cut) differs(o cut) (n float64) {
	for k := range c.left {
		if c.left[k] != o.left[k] {
			n += 0.5
		}
		if c.right[k] != o.right[k] {
			n += 0.5
		}
	}
	return n
}

// border is where a cut lies, from top to bottom: halfway between what is left and what is
// right alone, or through what both share. Contents are pixels of a picture so wide.
func (c cut) border(contents []int, wide int) (path []ink.Point) {
	type row struct{ left, right, shared, n float64 }
	rows := map[int]row{}
	for k, i := range contents {
		x, y := float64(i%wide), i/wide
		r, ok := rows[y]
		if !ok {
			r = row{left: math.Inf(-1), right: math.Inf(1)}
		}
		switch {
		case c.left[k] && c.right[k]:
			r.shared, r.n = r.shared+x, r.n+1
		case c.left[k]:
			r.left = max(r.left, x+1)
		default:
			r.right = min(r.right, x)
		}
		rows[y] = r
	}
	for _, y := range slices.Sorted(maps.Keys(rows)) {
		switch r := rows[y]; {
		case !math.IsInf(r.left, 0) && !math.IsInf(r.right, 0):
			path = append(path, ink.Point{X: (r.left + r.right) / 2, Y: float64(y)})
		case r.n > 0:
			path = append(path, ink.Point{X: r.shared / r.n, Y: float64(y)})
		}
	}
	return path
}
