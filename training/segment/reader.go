package segment

import (
	"cmp"
	"image"
	"math"
	"slices"
	"strings"

	"digitpad/network"
	"digitpad/training/inference"
	"digitpad/training/ink"
)

// Reader reads numbers with a network. It may be used by any number of goroutines.
type Reader struct {
	net       *network.Network
	rejector  *inference.Rejector
	segmenter *inference.Rejector
}

// NewReader uses a network that reads digits; the rejector, which says whether a digit is
// to be believed; and the segmenter, which tells a whole digit from a part of one and from
// several. Either of these may be nil.
func NewReader(net *network.Network, rejector, segmenter *inference.Rejector) *Reader {
	return &Reader{net, rejector, segmenter}
}

// Number is what was read, in reading order: line by line, from left to right.
type Number struct {
	Symbols    []Symbol
	Candidates []Candidate // what was considered on the way
	Cuts       []Cut

	// A picture that reads better after turning it: clockwise by so many degrees, and as
	// what. 0 if it stands upright.
	Turned       int
	TurnedNumber string

	cost float64 // of the path, all lines together
}

// Symbol is a digit, a decimal point, a comma or a minus.
type Symbol struct {
	Rune        rune // '0' to '9', '.', ',' or '-'
	Line        int  // from 0
	Box         ink.Box
	Image       ink.Image   // of a digit: what the network received
	Activations []float32   // of a digit: the network's outputs
	Rejection   float64     // of a digit: how much it looks like something else, in [0,1]
	Uncertain   bool        // of a digit: the answer is no more than a guess
	Drawing     ink.Drawing // of a digit of a drawing: its strokes
}

// Candidate is ink that may be one digit. Its cost is 0 if it certainly is, and the sum of
// what speaks against it.
type Candidate struct {
	Box    ink.Box
	Image  ink.Image
	Label  int
	Cost   float64
	Doubt  float64 // of the network about the label, and of the rejector
	Part   float64 // that it is a part of a digit, or several
	Shape  float64 // that digits of the label have another shape, and no gap
	Chosen bool
}

// Cut is where touching digits may be parted.
type Cut struct {
	Path   []ink.Point // from top to bottom
	Cost   float64
	Chosen bool
}

// String is the number as text, a line break between its lines.
func (n Number) String() string {
	var s strings.Builder
	for i, symbol := range n.Symbols {
		if i > 0 && symbol.Line != n.Symbols[i-1].Line {
			s.WriteByte('\n')
		}
		s.WriteRune(symbol.Rune)
	}
	return s.String()
}

// Digits is how many of the symbols are digits.
func (n Number) Digits() (count int) {
	for _, s := range n.Symbols {
		if s.Activations != nil {
			count++
		}
	}
	return count
}

// Picture reads the digits of a picture. Boxes and cuts are in its pixels, counted from
// its upper left corner. A picture without ink gives no symbols.
func (r *Reader) Picture(picture image.Image) Number { return r.Read(NewPage(picture)) }

// Drawing reads the digits of a drawing. Boxes and cuts are in pad units.
func (r *Reader) Drawing(d ink.Drawing) Number { return r.Read(NewDrawingPage(d)) }

// Read reads the digits of a page.
func (r *Reader) Read(p *Page) Number {
	if p.inFrame != nil {
		s := r.symbol(p.box, *p.inFrame)
		r.judge(&s)
		return Number{Symbols: []Symbol{s}}
	}
	n := r.read(p)
	r.turn(&n, p)
	if n.Digits() == 1 && n.Symbols[0].Box.Longer() < leastSize*p.box.Longer() {
		n.Symbols[0].Uncertain = true // a spot on a large page
	}
	for i := range n.Symbols {
		n.Symbols[i].Box = scaled(n.Symbols[i].Box, p.scale)
	}
	for i := range n.Candidates {
		n.Candidates[i].Box = scaled(n.Candidates[i].Box, p.scale)
	}
	for _, cut := range n.Cuts {
		for i, at := range cut.Path {
			cut.Path[i] = ink.Point{X: at.X * p.scale, Y: at.Y * p.scale}
		}
	}
	return n
}

// turn looks whether a picture that reads badly reads well from another side. Nobody can
// tell then which is meant, so that every digit is uncertain.
func (r *Reader) turn(n *Number, p *Page) {
	if p.foreground == nil || !n.IsUncertain() || n.doubt() < turnedDoubt {
		return
	}
	best := turnedGain * n.doubt()
	for quarters := 1; quarters < 4; quarters++ {
		if turned := r.read(p.turned(quarters)); turned.Digits() > 0 && turned.doubt() < best {
			best = turned.doubt()
			n.Turned, n.TurnedNumber = 90*quarters, turned.String()
		}
	}
	if n.Turned != 0 {
		for i := range n.Symbols {
			n.Symbols[i].Uncertain = true
		}
	}
}

// doubt is the cost of a digit.
func (n *Number) doubt() float64 { return n.cost / float64(max(n.Digits(), 1)) }

// IsUncertain reports whether the number is no more than a guess: there is no digit, one
// of them is a guess, or the picture may be turned.
func (n Number) IsUncertain() bool {
	return n.Digits() == 0 || slices.ContainsFunc(n.Symbols, func(s Symbol) bool { return s.Uncertain })
}

func scaled(b ink.Box, by float64) ink.Box {
	return ink.Box{MinX: b.MinX * by, MinY: b.MinY * by, MaxX: b.MaxX * by, MaxY: b.MaxY * by}
}

// symbol reads one digit; see judge.
func (r *Reader) symbol(box ink.Box, m ink.Image) Symbol {
	x := network.NewInput(m[:])
	a := slices.Clone(r.net.Forward(r.net.NewPass(), x))
	digit := r.net.Spec().Encoding.Decode(a)
	s := Symbol{Box: box, Image: m, Activations: a, Rune: rune('0' + digit)}
	// A click or a blot is no digit, whatever the networks say.
	mass := 0
	for _, v := range m {
		mass += int(v)
	}
	s.Uncertain = mass < leastMass*255 || mass > mostMass*255
	return s
}

// judge asks the rejector about a digit that was read.
func (r *Reader) judge(s *Symbol) {
	if r.rejector == nil {
		return
	}
	var uncertain bool
	s.Rejection, uncertain = r.rejector.Judge(network.NewInput(s.Image[:]), int(s.Rune-'0'), r.confidence(s.Activations))
	s.Uncertain = s.Uncertain || uncertain
}

// confidence is the answer's activation; the other encodings do not say how sure they are.
func (r *Reader) confidence(a []float32) float64 {
	if r.net.Spec().Encoding == network.OneHot {
		return float64(slices.Max(a))
	}
	return 1
}

// The costs of what speaks against a candidate. They are fitted to strings and touching
// pairs of the pen writers 1 to 24.
const (
	maxDoubt     = 6.0  // that the network's activations cost, and the rejector's
	tooLow       = 4.0  // for each height of the line that it is lower than half of that
	gapCost      = 8.0  // for each height of the line that lies empty within a digit
	apartCost    = 4.0  // for parts of a digit that stand clearly apart: few 4s are written so
	clearlyApart = 0.06 // of the line's height, the gap from which they do
	doubtWeight  = 1.8  // of what the rejector costs
	partWeight   = 0.8  // of what the segmenter costs
	mostPart     = 3.5  // of the segmenter's cost, of a digit that was cut off and is more than a guess
	turnedDoubt  = 1.5  // of a digit, from which a picture is looked at from other sides
	turnedGain   = 0.4  // of it, which is the most that another side may cost
	overlapCost  = 3.5  // if two digits overlap as far as the narrower one is wide
	overlapApart = 0.15 // of that width, which costs nothing
	overlapCut   = 0.7  // the same, of digits that were cut apart
	cutCost      = 0.8  // for parting touching digits along a seam
	crossCost    = 0.5  // for each width of the pen that a seam crosses, beyond the first
	partingCost  = 0.7  // for parting them at their junctions
	breakCost    = 0.4  // for each line that this breaks
	shareCost    = 0.2  // the same for each line that it gives to both, as broken lines
	shapeWeight  = 1.0  // of an unlikely width
	narrowest    = 0.5  // of the usual width, of a digit that stands apart
	mostPieces   = 7    // of a digit, those of a component that was cut counted once
	mostGap      = 0.35 // of the line's height, within a digit
	mostWidth    = 1.9  // of the height of the line, or of the digit if that is greater: the most of a digit of several pieces
	leastSize    = 0.04 // of the picture's longer side, of a digit that stands alone
	leastMass    = 12   // pixels of ink in the frame: a 1 has 30
	mostMass     = 285  // and the most; a disc has 314
	skipCost     = 2.5  // for a piece that is no part of a digit
	skippable    = 0.3  // of the line's height: a piece that may be none
	pointSize    = 0.25 // of the line's height: the most of a decimal point
	leastComma   = 0.12 // the least of a comma's longer side
	mostComma    = 0.45 // and its most
	commaSlender = 1.2  // times that it is at least as high as wide
	commaAbove   = 0.3  // of the line's height, how far above the foot of the digits beside it a comma begins at most
	commaBelow   = 0.04 // and how far below it ends at least
	minusHeight  = 0.3  // the most of a minus
	minusLength  = 0.2  // and its least
	minusSlender = 1.7  // times that it is at least as wide as high
	minusFrom    = 1.0  // of the highest digit's height: how far a minus lies from a digit at most
	leastCut     = 0.4  // of the line's height: the least longer side of a digit that is cut off
	mostCut      = 1.4  // and its greatest width
	strayFrom    = 0.5  // the same, of other small ink
	cleanGap     = 0.15 // of the height of both lines: the most between them that may go through digits whose parts read well
	closeCost    = 3.0  // for two lines so close
	brokenDoubt  = 2.0  // of a digit: what reads better alone is no part of a broken digit
	brokenGap    = 0.3  // of the height of both: the most between the parts of a digit that look like two lines
	below        = 0.1  // of it: what lies lower than that under all digits is none of them
	digitHeight  = 0.4  // of the highest digit's height: the least of a digit
)

// read reads each line. Two lines that are cheaper as one are the parts of broken digits, if
// they lie close, or one of them reads badly.
func (r *Reader) read(p *Page) (n Number) {
	for k := 0; k < len(p.lines); k++ {
		whole, got := p.lines[k], r.readLine(p.parsed(k, k))
		for first := k; k+1 < len(p.lines) && whole.gap(p.lines[k+1]) < brokenGap; k++ {
			below := r.readLine(p.parsed(k+1, k+1))
			two := got.cost + below.cost
			switch {
			case whole.gap(p.lines[k+1]) <= cleanGap:
				two += closeCost
			case max(got.doubt(), below.doubt()) < brokenDoubt:
				two = 0
			}
			one := r.readLine(p.parsed(first, k+1))
			if one.cost > two { // both may be unreadable
				break
			}
			whole, got = whole.with(p.lines[k+1]), one
		}
		if math.IsInf(got.cost, 1) {
			got.cost = skipCost // nothing in it can be a digit
		}
		place := 0
		if last := len(n.Symbols) - 1; last >= 0 {
			place = n.Symbols[last].Line + 1
		}
		for i := range got.Symbols {
			got.Symbols[i].Line = place
		}
		n.Symbols, n.Candidates, n.Cuts = append(n.Symbols, got.Symbols...), append(n.Candidates, got.Candidates...), append(n.Cuts, got.Cuts...)
		n.cost += got.cost
	}
	return n
}

// readLine reads a line.
func (r *Reader) readLine(l *parsedLine) (n Number) {
	n.Symbols = append(r.cheapest(l, &n), l.signs...)
	slices.SortStableFunc(n.Symbols, func(a, b Symbol) int {
		return cmp.Compare(a.Box.Middle().X, b.Box.Middle().X)
	})
	if last := len(n.Symbols) - 1; last >= 0 && strings.ContainsRune(".,", n.Symbols[last].Rune) {
		n.Symbols = n.Symbols[:last] // a spot: no digit follows
	}
	return n
}

// step is the cheapest way to a place between two pieces.
type step struct {
	cost      float64
	from      int
	symbol    *Symbol // nil if the piece is left out
	candidate int     // index in Number.Candidates
}

// candidate is the pieces from one to another.
type candidate struct {
	from, to int // the first piece, and the one behind the last
	box      ink.Box
	contents []int
	shape    float64 // cost
	alone    bool    // what lies beside it stands apart
	image    ink.Image
}

// candidates are those that may be digits.
func (l *line) candidates() (all []candidate) {
	for i := range l.pieces {
		for j := i; j < len(l.pieces); j++ {
			pieces := l.pieces[i : j+1]
			units, cross := 0, false
			stretches(pieces, func(p piece, to int) {
				units++
				cross = cross || p.component != nil && p.component.cross(p.place, to)
			})
			if units > mostPieces {
				break
			}
			if cross {
				continue
			}
			box, ok := boxOf(pieces)
			if units > 1 && width(box) > mostWidth*max(l.height, height(box)) {
				break
			}
			if !ok || l.isPart(i, j, box) {
				continue
			}
			if shape, ok := l.shapeCost(i, j, box); ok {
				all = append(all, candidate{from: i, to: j + 1, box: box, contents: contentsOf(pieces), shape: shape, alone: l.alone(i, j, box)})
			}
		}
	}
	return all
}

// isCut reports whether a cut parts the pieces from one up to another from what lies beside them.
func (l *line) isCut(from, to int) bool {
	return l.pieces[from].cut != nil || to < len(l.pieces) && l.pieces[to].cut != nil
}

// alone reports whether pieces i to j stand apart from all others.
func (l *line) alone(i, j int, box ink.Box) bool {
	if l.isCut(i, j+1) {
		return false
	}
	for k, p := range l.pieces {
		if (k < i || k > j) && p.box.MinX < box.MaxX && p.box.MaxX > box.MinX {
			return false
		}
	}
	return true
}

// isPart reports whether pieces i to j were cut off and can be no digit by their size.
func (l *line) isPart(i, j int, box ink.Box) bool {
	first, last := l.pieces[i], l.pieces[j]
	if first.component == nil && last.component == nil {
		return false
	}
	whole := (first.component == nil || first.place == 0) && (last.component == nil || last.place == len(last.component.cuts))
	return !whole && (box.Longer() < leastCut*l.height || width(box) > mostCut*l.height)
}

// stretches visits what some pieces make up: whole ones, and the stretches of components from a piece up to the
// cut before another place. The pieces of two components may lie between each other.
func stretches(pieces []piece, visit func(p piece, to int)) {
	var seen []*component
	for k, p := range pieces {
		to := p.place + 1
		if p.component != nil {
			if slices.Contains(seen, p.component) {
				continue
			}
			seen = append(seen, p.component)
			for _, o := range pieces[k:] {
				if o.component == p.component {
					to = o.place + 1
				}
			}
		}
		visit(p, to)
	}
}

// boxOf is the box of the digit that some pieces make up, and false if there is no ink in it.
func boxOf(pieces []piece) (box ink.Box, ok bool) {
	box = nowhere
	stretches(pieces, func(p piece, to int) {
		part, inked := p.box, len(p.contents) > 0
		if to > p.place+1 {
			part, inked = p.component.extent(p.place, to)
		}
		if inked {
			box, ok = join(box, part), true
		}
	})
	return box, ok
}

// contentsOf is the digit that some pieces make up. Of a component only the cuts at its ends
// count.
func contentsOf(pieces []piece) (contents []int) {
	stretches(pieces, func(p piece, to int) {
		part := p.contents
		if to > p.place+1 {
			part = p.component.between(p.place, to)
		}
		contents = append(contents, part...)
	})
	return contents
}

// cheapest is the cheapest sequence of digits that the line's pieces make up.
func (r *Reader) cheapest(l *parsedLine, n *Number) []Symbol {
	steps := make([]step, len(l.pieces)+1)
	for i := range steps[1:] {
		steps[i+1].cost = math.Inf(1)
	}
	all := l.all
	for i := range l.pieces {
		border := l.border(i)
		for ; len(all) > 0 && all[0].from == i; all = all[1:] {
			c := all[0]
			symbol := r.symbol(c.box, c.image)
			symbol.Drawing = l.drawing(c.contents)
			symbol.Uncertain = symbol.Uncertain || c.to == i+1 && l.pieces[i].blot
			label := int(symbol.Rune - '0')
			v := Candidate{Box: c.box, Image: symbol.Image, Label: label, Shape: c.shape + c.widthCost(label, l.pen)}
			v.Doubt, v.Part = r.costOf(symbol)
			v.Cost = v.Doubt + v.Part + v.Shape
			n.Candidates = append(n.Candidates, v)
			if total := steps[i].cost + border + l.overlap(steps[i], i, c.box) + v.Cost; total < steps[c.to].cost {
				steps[c.to] = step{total, i, &symbol, len(n.Candidates) - 1}
			}
		}
		if total := steps[i].cost + skipCost; l.pieces[i].box.Longer() < skippable*l.height && total < steps[i+1].cost {
			steps[i+1] = step{cost: total, from: i}
		}
	}
	n.cost += steps[len(l.pieces)].cost
	var path []Symbol
	chosen := map[int]bool{}
	for at := len(l.pieces); at > 0; at = steps[at].from {
		if s := steps[at]; s.symbol != nil {
			r.judge(s.symbol)
			taken := &n.Candidates[s.candidate]
			taken.Chosen = true
			s.symbol.Uncertain = s.symbol.Uncertain || taken.Part > mostPart && l.isCut(s.from, at)
			path = append(path, *s.symbol)
			chosen[s.from] = true
		}
	}
	slices.Reverse(path)
	for i, p := range l.pieces {
		if p.cut != nil {
			cut := *p.cut
			cut.Chosen = chosen[i]
			n.Cuts = append(n.Cuts, cut)
		}
	}
	return path
}

// costOf is the cost of what the networks say: of the one that reads digits and the
// rejector, and of the segmenter.
func (r *Reader) costOf(s Symbol) (doubt, part float64) {
	if r.net.Spec().Encoding == network.OneHot {
		doubt = surprise(float64(slices.Max(s.Activations)))
	}
	x := network.NewInput(s.Image[:])
	if r.rejector != nil {
		doubt += doubtWeight * surprise(1-r.rejector.RoughDoubt(x, int(s.Rune-'0')))
	}
	if r.segmenter != nil {
		part = partWeight * surprise(1-r.segmenter.Score(x))
	}
	return doubt, part
}

// surprise is the cost of a probability.
func surprise(p float64) float64 { return min(-math.Log(max(p, 1e-9)), maxDoubt) }

// shapeCost is the cost of a digit from piece i to piece j. It reports false if that can
// be none.
func (l *line) shapeCost(i, j int, box ink.Box) (cost float64, ok bool) {
	right := l.pieces[i].box.MaxX
	for k := i + 1; k <= j; k++ {
		gap := l.pieces[k].box.MinX - right
		if gap > mostGap*l.height {
			return 0, false
		}
		if gap > 0 {
			gap /= l.height
			cost += gapCost*gap + apartCost*min(gap/clearlyApart, 1)
		}
		right = max(right, l.pieces[k].box.MaxX)
	}
	cost += tooLow * max(0.5-height(box)/l.height, 0)
	return cost, true
}

// widths are how wide digits are by their height: the logarithm's mean and standard
// deviation, half of the pen writers 1 to 24 and those of HANDWRITING, half of MNIST's
// training images, where a 4, a 6 and an 8 are wider; a 1 may have a flag or none.
var widths = [10]struct{ mean, deviation float64 }{
	{-0.12, 0.21}, {-0.91, 0.49}, {-0.12, 0.23}, {-0.32, 0.23}, {-0.36, 0.26}, {-0.13, 0.26}, {-0.44, 0.23}, {-0.31, 0.23}, {-0.39, 0.24}, {-0.44, 0.22},
}

// widthCost is how unlikely a digit is so wide. One that stands apart may be narrower:
// some hands are.
func (c *candidate) widthCost(label int, pen float64) float64 {
	ratio := math.Log((width(c.box)+pen)/(height(c.box)+pen)) - widths[label].mean
	if c.alone && ratio < 0 {
		ratio = min(ratio-math.Log(narrowest), 0)
	}
	z := ratio / widths[label].deviation
	return shapeWeight * min(max(z*z/2-0.5, 0), 5)
}

// border is the cost of parting piece i from what lies to its left.
func (l *line) border(i int) (cost float64) {
	if i == 0 {
		return 0
	}
	p := l.pieces[i]
	if p.cut != nil {
		return p.cut.Cost
	}
	for k := max(i-mostPieces, 0); k < i; k++ {
		for m := i; m < min(i+mostPieces, len(l.pieces)); m++ {
			a, b := l.pieces[k].box, l.pieces[m].box
			if l.pieces[m].cut != nil || l.pieces[k].cut != nil {
				continue
			}
			cost = max(cost, l.overlapCost(a, b, overlapApart))
		}
	}
	return cost
}

// overlap is the cost of a digit from piece i on that was cut from the one before and lies
// mostly above or below it: it is rather a part of it. The one before is that of the cheapest way to i.
func (l *line) overlap(before step, i int, box ink.Box) float64 {
	if l.pieces[i].cut == nil || before.symbol == nil {
		return 0
	}
	return l.overlapCost(before.symbol.Box, box, overlapCut)
}

// overlapCost is that of two boxes as digits beside each other: none up to a share of the narrower one's width.
func (l *line) overlapCost(a, b ink.Box, free float64) float64 {
	overlap := min(a.MaxX, b.MaxX) - max(a.MinX, b.MinX)
	narrower := max(min(width(a), width(b)), 0.08*l.height)
	return overlapCost * min(max(overlap/narrower-free, 0)/(1-free), 1)
}

// nowhere is the box of nothing.
var nowhere = ink.Box{MinX: math.Inf(1), MinY: math.Inf(1), MaxX: math.Inf(-1), MaxY: math.Inf(-1)}

func join(a, b ink.Box) ink.Box {
	return ink.Box{MinX: min(a.MinX, b.MinX), MinY: min(a.MinY, b.MinY), MaxX: max(a.MaxX, b.MaxX), MaxY: max(a.MaxY, b.MaxY)}
}
