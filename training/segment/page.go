package segment

import (
	"image"
	"slices"
	"sync"

	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

// Page is a drawing or a picture, cut into the candidates of digits. One network after
// the other can read it; it is cut once. It may be used by any number of goroutines.
type Page struct {
	source
	lines      []line
	box        ink.Box                // of a picture, in its pixels once it is reduced
	scale      float64                // pixels of the picture for one of these
	foreground *preprocess.Foreground // of a picture
	inFrame    *ink.Image             // of a picture that already is in MNIST's frame

	mutex sync.Mutex
	cut   map[[2]int]*parsedLine // the lines from one to another, as one
	turns [4]*Page               // by quarters
}

// source is a drawing or a picture in pieces.
type source struct {
	pieces []piece
	image  func(contents []int) ink.Image
	pen    float64 // to be added to the sizes of boxes
	// split cuts the wide pieces where digits of the given height may touch
	split func(p piece, height float64) []piece
	// drawing is the strokes, nil of a picture
	drawing func(contents []int) ink.Drawing
}

// piece is ink that belongs to one digit or none.
type piece struct {
	box      ink.Box
	contents []int // strokes or pixels
	cut      *Cut  // that parts it from the piece to the left, nil if they are apart
	blot     bool  // a click or a spot rather than lines

	component *component // that it was cut from, nil if it is whole
	place     int        // in it, from the left

	at float64 // its place in the line
}

// NewDrawingPage is a drawing's page.
func NewDrawingPage(d ink.Drawing) *Page { return newPage(strokesOf(d)) }

// NewPage is a picture's page; it has no candidates if there is no ink.
func NewPage(picture image.Image) *Page {
	size := picture.Bounds().Size()
	if m, ok := preprocess.InFrame(picture); ok {
		return &Page{inFrame: &m, box: ink.Box{MaxX: float64(size.X), MaxY: float64(size.Y)}, scale: 1}
	}
	f, ok := preprocess.NewForeground(picture)
	if !ok {
		return newPage(source{})
	}
	return foregroundPage(f)
}

func foregroundPage(f preprocess.Foreground) *Page {
	p := newPage(piecesOf(f))
	p.foreground, p.scale = &f, f.Scale
	p.box = ink.Box{MaxX: float64(f.Width), MaxY: float64(f.Height)}
	return p
}

func newPage(s source) *Page {
	return &Page{source: s, lines: linesOf(s.pieces), scale: 1, cut: map[[2]int]*parsedLine{}}
}

// turned is the page of a picture after quarter turns, clockwise.
func (p *Page) turned(quarters int) *Page {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.turns[quarters] == nil {
		f := *p.foreground
		for range quarters {
			f = f.Turned()
		}
		p.turns[quarters] = foregroundPage(f)
	}
	return p.turns[quarters]
}

// Foreground is the ink of a picture; false of one in MNIST's frame, of one without ink
// and of a drawing.
func (p *Page) Foreground() (preprocess.Foreground, bool) {
	if p.foreground == nil {
		return preprocess.Foreground{}, false
	}
	return *p.foreground, true
}

// OnPad is where a box of a picture lies on a pad that shows the picture as large as it
// fits, in pad units.
func (p *Page) OnPad(b ink.Box) ink.Box {
	longer := p.box.Longer() * p.scale
	x, y := (1-width(p.box)*p.scale/longer)/2, (1-height(p.box)*p.scale/longer)/2
	return ink.Box{MinX: x + b.MinX/longer, MinY: y + b.MinY/longer, MaxX: x + b.MaxX/longer, MaxY: y + b.MaxY/longer}
}

// Candidates are the digits that the page may consist of, unread.
func (p *Page) Candidates() (all []Candidate) {
	for k := range p.lines {
		for _, c := range p.parsed(k, k).all {
			all = append(all, Candidate{Box: scaled(c.box, p.scale), Image: c.image})
		}
	}
	return all
}

// parsedLine is a line that was cut, with its candidates.
type parsedLine struct {
	line
	all     []candidate
	drawing func(contents []int) ink.Drawing
}

// parsed is the lines from one to another, as one.
func (p *Page) parsed(from, to int) *parsedLine {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	key := [2]int{from, to}
	if l := p.cut[key]; l != nil {
		return l
	}
	l := &parsedLine{line: p.lines[from], drawing: p.drawing}
	for k := from + 1; k <= to; k++ {
		l.line = l.line.with(p.lines[k])
	}
	l.pen, l.pieces = p.pen, slices.Clone(l.pieces)
	l.parse(p.split)
	l.all = l.candidates()
	for i := range l.all {
		l.all[i].image = p.image(l.all[i].contents)
	}
	p.cut[key] = l
	return l
}
