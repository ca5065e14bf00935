package typeset

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"codeberg.org/go-fonts/latin-modern/lmmath"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Draw draws the formula into dst with its left end at x and its baseline at y, em
// pixels to an em. Ink gives the colour of each term, that of "" for what is no term.
func (f *Formula) Draw(dst draw.Image, x, y, em float64, ink func(term string) color.Color) {
	bounds := image.Rect( // of the ink, with what softens its edges
		int(math.Floor(x))-2, int(math.Floor(y-f.Ascent*em))-2,
		int(math.Ceil(x+f.Width*em))+2, int(math.Ceil(y+f.Descent*em))+2,
	).Intersect(dst.Bounds())
	pens := map[string]*vector.Rasterizer{}
	pen := func(term string) *vector.Rasterizer {
		if pens[term] == nil {
			pens[term] = vector.NewRasterizer(bounds.Dx(), bounds.Dy())
		}
		return pens[term]
	}
	x, y = x-float64(bounds.Min.X), y-float64(bounds.Min.Y)
	for _, g := range f.glyphs {
		outline(pen(g.term), g, x, y, em)
	}
	for _, r := range f.rules {
		// A rule begins and ends on whole pixels, and is one high at least.
		top := math.Round(y + r.top*em)
		bottom := max(math.Round(y+r.bottom*em), top+1)
		left, right := float32(x+r.left*em), float32(x+r.right*em)
		p := pen(r.term)
		p.MoveTo(left, float32(top))
		p.LineTo(right, float32(top))
		p.LineTo(right, float32(bottom))
		p.LineTo(left, float32(bottom))
		p.ClosePath()
	}
	for term, p := range pens {
		p.Draw(dst, bounds, image.NewUniform(ink(term)), image.Point{})
	}
}

// outline adds a glyph's outline to a path.
func outline(p *vector.Rasterizer, g glyph, x, y, em float64) {
	at := func(q fixed.Point26_6) (float32, float32) {
		scale := em * g.scale / unitsPerEm / 64
		return float32(x + g.x*em + float64(q.X)*scale), float32(y + g.y*em + float64(q.Y)*scale*g.stretch)
	}
	for _, segment := range metricsOf(g.rune).outline {
		ax, ay := at(segment.Args[0])
		switch segment.Op {
		case sfnt.SegmentOpMoveTo:
			p.ClosePath()
			p.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			p.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := at(segment.Args[1])
			p.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := at(segment.Args[1])
			cx, cy := at(segment.Args[2])
			p.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	p.ClosePath()
}

// metrics is what is known of a glyph. The outline is in units of the font.
type metrics struct {
	advance, ascent, descent float64 // in em
	outline                  sfnt.Segments
}

// unitsPerEm is the resolution at which outlines are loaded.
const unitsPerEm = 1000

// face is the font and the glyphs that were looked up.
var face struct {
	sync.Mutex
	font   *sfnt.Font
	buffer sfnt.Buffer
	glyphs map[rune]*metrics
}

// metricsOf looks a glyph up. It panics if the font lacks it.
func metricsOf(r rune) *metrics {
	face.Lock()
	defer face.Unlock()
	if m := face.glyphs[r]; m != nil {
		return m
	}
	if face.font == nil {
		parsed, err := sfnt.Parse(lmmath.TTF)
		if err != nil {
			panic("typeset: Latin Modern Math: " + err.Error())
		}
		face.font, face.glyphs = parsed, map[rune]*metrics{}
	}
	m, err := load(r)
	if err != nil {
		panic("typeset: the sign " + string(r) + ": " + err.Error())
	}
	face.glyphs[r] = m
	return m
}

// load reads a glyph from the font.
func load(r rune) (*metrics, error) {
	index, err := face.font.GlyphIndex(&face.buffer, r)
	if err != nil {
		return nil, err
	}
	if index == 0 {
		return nil, sfnt.ErrNotFound
	}
	size := fixed.I(unitsPerEm)
	bounds, advance, err := face.font.GlyphBounds(&face.buffer, index, size, font.HintingNone)
	if err != nil {
		return nil, err
	}
	segments, err := face.font.LoadGlyph(&face.buffer, index, size, nil)
	if err != nil {
		return nil, err
	}
	em := func(v fixed.Int26_6) float64 { return float64(v) / 64 / unitsPerEm }
	return &metrics{
		advance: em(advance), ascent: -em(bounds.Min.Y), descent: em(bounds.Max.Y),
		outline: append(sfnt.Segments(nil), segments...),
	}, nil
}
