package segment

import (
	"math"
	"slices"

	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

const (
	wideStroke = 0.9 // of the line's height, from which a stroke may be several digits
	longStroke = 20  // of its own height, beyond which it is a line and no digits
	gridHeight = 40  // of the line, in pixels of the grid on which a stroke's seams lie
)

// MayBeNumber reports whether a drawing can be more than a digit: it has several strokes, or
// a wide one.
func MayBeNumber(d ink.Drawing) bool {
	d = d.Ink()
	return len(d) > 1 || len(d) == 1 && mayBeSeveral(d.Bounds(), height(d.Bounds()))
}

// mayBeSeveral reports whether a stroke is as wide as several digits of a line, and no
// level line.
func mayBeSeveral(stroke ink.Box, lineHeight float64) bool {
	return height(stroke) > 0 && width(stroke) >= wideStroke*lineHeight && width(stroke) <= longStroke*height(stroke) && 2*height(stroke) >= lineHeight
}

// strokesOf is a drawing in pieces: its strokes, each of which is points close to each
// other.
func strokesOf(d ink.Drawing) source {
	l := lines{drawing: d.Ink(), pen: penOf(d.Ink())}
	pitch := max(l.pen/4, l.drawing.Bounds().Longer()/1000, 1e-6)
	var pieces []piece
	for i, s := range l.drawing {
		box := ink.Drawing{s}.Bounds()
		from := len(l.points)
		for k, p := range s.Points {
			before := s.Points[max(k-1, 0)]
			n := max(int(math.Ceil(math.Hypot(p.X-before.X, p.Y-before.Y)/pitch)), 1)
			for j := range n {
				t := float64(j+1) / float64(n)
				l.points = append(l.points, linePoint{ink.Point{X: before.X + t*(p.X-before.X), Y: before.Y + t*(p.Y-before.Y)}, i})
			}
		}
		contents := make([]int, len(l.points)-from)
		for k := range contents {
			contents[k] = from + k
		}
		l.ends = append(l.ends, len(l.points))
		pieces = append(pieces, piece{box: box, contents: contents, blot: box.Longer() < s.Width})
	}
	return source{
		pieces:  pieces,
		pen:     l.pen,
		image:   func(contents []int) ink.Image { return l.of(contents).Image() },
		split:   l.split,
		drawing: l.of,
	}
}

// lines are the points of a drawing's strokes; contents are indices of them.
type lines struct {
	drawing ink.Drawing
	points  []linePoint
	ends    []int // of each stroke, behind its last point
	pen     float64
}

type linePoint struct {
	ink.Point
	stroke int
}

// of is the drawing that some points make up: whole strokes as they were drawn, and the
// parts of others.
func (l *lines) of(contents []int) (d ink.Drawing) {
	contents = slices.Sorted(slices.Values(contents))
	for from := 0; from < len(contents); {
		i := l.points[contents[from]].stroke
		to := from + 1
		for to < len(contents) && contents[to] == contents[to-1]+1 && contents[to] < l.ends[i] {
			to++
		}
		s := l.drawing[i]
		first := 0
		if i > 0 {
			first = l.ends[i-1]
		}
		switch {
		case contents[from] == first && contents[to-1] == l.ends[i]-1:
			d = append(d, s)
		default:
			part := ink.Stroke{Width: s.Width}
			for _, k := range contents[from:to] {
				part.Points = append(part.Points, l.points[k].Point)
			}
			d = append(d, part)
		}
		from = to
	}
	return d
}

// around is the box of points.
func (l *lines) around(contents []int) ink.Box {
	box := nowhere
	for _, k := range contents {
		p := l.points[k]
		box = join(box, ink.Box{MinX: p.X, MinY: p.Y, MaxX: p.X, MaxY: p.Y})
	}
	return box
}

// split cuts a stroke where digits that were drawn without lifting the pen may meet: as
// the component of a picture, along seams that cross little of its line.
func (l *lines) split(c piece, lineHeight float64) []piece {
	if !mayBeSeveral(c.box, lineHeight) {
		return []piece{c}
	}
	scale := gridHeight / lineHeight
	pen := gridHeight * ink.Pen / ink.Longer
	left, top := c.box.MinX-pen/scale, c.box.MinY-pen/scale
	grid := func(k int) (x, y int) {
		return int((l.points[k].X - left) * scale), int((l.points[k].Y - top) * scale)
	}
	w, h := int((c.box.MaxX-left)*scale+pen)+1, int((c.box.MaxY-top)*scale+pen)+1
	p := picture{preprocess.Foreground{Width: w, Height: h, Ink: make([]float32, w*h)}}
	for _, k := range c.contents {
		x, y := grid(k)
		reach := int(pen / 2)
		for dy := -reach; dy <= reach; dy++ {
			for dx := -reach; dx <= reach; dx++ {
				if float64(dx*dx+dy*dy) <= pen*pen/4 {
					p.Ink[(y+dy)*w+x+dx] = 1
				}
			}
		}
	}
	var inked []int
	for i, v := range p.Ink {
		if v > 0 {
			inked = append(inked, i)
		}
	}
	box := p.around(inked)
	at := func(k int) (x, y int) {
		x, y = grid(k)
		return x, y - int(box.MinY)
	}
	seams := p.seams(piece{box: box, contents: inked}, gridHeight, pen)
	// One digit ends before the next begins: their line crosses a cut once.
	seams = slices.DeleteFunc(seams, func(s seam) bool {
		crossings, right := 0, false
		for i, k := range c.contents {
			x, y := at(k)
			before := right
			if right = x >= s.x[y]; i > 0 && right != before {
				crossings++
			}
		}
		return crossings != 1
	})
	if len(seams) == 0 {
		return []piece{c}
	}
	var cuts []cut
	for _, s := range seams {
		n := s.cut(c.contents, pen, at)
		for k, q := range n.path {
			n.path[k] = ink.Point{X: left + q.X/scale, Y: top + (box.MinY+q.Y)/scale}
		}
		cuts = append(cuts, n)
	}
	// A stroke has few cuts: whether they cross is not looked at.
	return newComponent(c.contents, cuts, l.around, float64(len(c.contents))).parts(c.box)
}

// penOf is the width of the drawing's lines once they are in MNIST's frame: boxes go
// through the middle of lines.
func penOf(d ink.Drawing) float64 {
	tallest := 0.0
	for _, s := range d {
		tallest = max(tallest, height(ink.Drawing{s}.Bounds()))
	}
	return tallest * ink.Pen / ink.Longer
}
