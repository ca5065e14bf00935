package typeset

import (
	"unicode"
)

// Proportions in em, those of plain TeX where it has them.
const (
	scriptScale  = 0.7
	superShift   = 0.413
	subShift     = 0.2
	bothSubShift = 0.27
	axis         = 0.25 // the height of the middle of = above the baseline
	rule         = 0.045
	fractionGap  = 0.13
	fractionEdge = 0.06
	limitGap     = 0.12
	sumScale     = 1.3
	lineGap      = 0.55
	fenceEdge    = 0.03
)

// space is how much stands on both sides of a symbol, by class.
var space = map[class]float64{binary: 4.0 / 18, relation: 5.0 / 18}

// blanks are the widths of a space and of a thin space.
var blanks = map[rune]float64{' ': 1.0 / 3, '\u2009': 1.0 / 6}

// Formula is a formula laid out: where its glyphs and rules stand, and its terms.
// It is immutable.
type Formula struct {
	Width           float64
	Ascent, Descent float64 // above and below the baseline
	Terms           []Region
	glyphs          []glyph
	rules           []rectangle
}

// Height is Ascent + Descent.
func (f *Formula) Height() float64 { return f.Ascent + f.Descent }

// Region is where a term stands.
type Region struct {
	Term                     string
	Left, Top, Right, Bottom float64
}

// At is the innermost term at a point, with y 0 at the baseline; empty if there is
// none.
func (f *Formula) At(x, y float64) string {
	name, least := "", 0.0
	for _, r := range f.Terms {
		if x < r.Left || x > r.Right || y < r.Top || y > r.Bottom {
			continue
		}
		if area := (r.Right - r.Left) * (r.Bottom - r.Top); name == "" || area < least {
			name, least = r.Term, area
		}
	}
	return name
}

// Layout lays a formula out. It panics if the font lacks a sign.
func Layout(n Node) *Formula {
	b := n.layout(style{scale: 1})
	return &Formula{Width: b.width, Ascent: b.ascent, Descent: b.descent, Terms: b.terms, glyphs: b.glyphs, rules: b.rules}
}

// style is what a node inherits.
type style struct {
	scale  float64
	script bool // no spaces around operators
	term   string
}

func (s style) smaller() style {
	s.scale *= scriptScale
	s.script = true
	return s
}

type glyph struct {
	rune
	x, y    float64
	scale   float64
	stretch float64 // of the height
	term    string
}

type rectangle struct {
	left, top, right, bottom float64
	term                     string
}

// box is something laid out, its left end at x = 0.
type box struct {
	width, ascent, descent float64
	glyphs                 []glyph
	rules                  []rectangle
	terms                  []Region
}

// put adds another box with its origin at x, y.
func (b *box) put(other box, x, y float64) {
	for _, g := range other.glyphs {
		g.x, g.y = g.x+x, g.y+y
		b.glyphs = append(b.glyphs, g)
	}
	for _, r := range other.rules {
		r.left, r.right, r.top, r.bottom = r.left+x, r.right+x, r.top+y, r.bottom+y
		b.rules = append(b.rules, r)
	}
	for _, r := range other.terms {
		r.Left, r.Right, r.Top, r.Bottom = r.Left+x, r.Right+x, r.Top+y, r.Bottom+y
		b.terms = append(b.terms, r)
	}
	b.width = max(b.width, x+other.width)
	b.ascent = max(b.ascent, other.ascent-y)
	b.descent = max(b.descent, other.descent+y)
}

func (n symbol) layout(s style) box {
	var b box
	around := space[n.class] * s.scale
	if s.script {
		around = 0
	}
	x := around
	for _, r := range n.text {
		if n.class == variable {
			r = italic(r)
		} else if n.class == boldface {
			r = bold(r)
		}
		if width, ok := blanks[r]; ok {
			x += width * s.scale
			continue
		}
		m := metricsOf(r)
		b.put(box{
			width: m.advance * s.scale, ascent: m.ascent * s.scale, descent: m.descent * s.scale,
			glyphs: []glyph{{rune: r, scale: s.scale, stretch: 1, term: s.term}},
		}, x, 0)
		x += m.advance * s.scale
	}
	b.width = x + around
	if n.class == punctuation {
		b.width += s.scale * 3 / 18
	}
	return b
}

func (n Row) layout(s style) box {
	var b box
	for _, part := range n {
		b.put(part.layout(s), b.width, 0)
	}
	return b
}

func (n scripts) layout(s style) box {
	var b box
	base := n.base.layout(s)
	b.put(base, 0, 0)
	small := s.smaller()
	const gap = 0.04
	if n.super == Prime {
		b.put(Prime.layout(s), base.width, 0) // the font has it at the height of a superscript
	} else if n.super != nil {
		super := n.super.layout(small)
		b.put(super, base.width+gap*s.scale, -max(superShift*s.scale, base.ascent-0.35*s.scale))
	}
	if n.sub != nil {
		shift := subShift
		if n.super != nil {
			shift = bothSubShift
		}
		sub := n.sub.layout(small)
		b.put(sub, base.width+gap/2*s.scale, max(shift*s.scale, base.descent-0.05*s.scale))
	}
	b.width += gap * s.scale
	return b
}

func (n fraction) layout(s style) box {
	over, under := n.over.layout(s), n.under.layout(s)
	if s.script {
		over, under = n.over.layout(s.smaller()), n.under.layout(s.smaller())
	}
	edge := fractionEdge * s.scale
	width := max(over.width, under.width) + 2*edge
	line := rectangle{edge / 2, -(axis + rule/2) * s.scale, width - edge/2, -(axis - rule/2) * s.scale, s.term}
	var b box
	b.put(over, (width-over.width)/2, line.top-fractionGap*s.scale-over.descent)
	b.put(under, (width-under.width)/2, line.bottom+fractionGap*s.scale+under.ascent)
	b.rules = append(b.rules, line)
	b.width = width
	return b
}

func (n sum) layout(s style) box {
	const sign = '∑'
	m := metricsOf(sign)
	scale := s.scale * sumScale
	large := box{
		width: m.advance * scale, ascent: m.ascent * scale, descent: m.descent * scale,
		glyphs: []glyph{{rune: sign, scale: scale, stretch: 1, term: s.term}},
	}
	drop := (m.ascent-m.descent)/2*scale - axis*s.scale // its middle on the axis
	small := s.smaller()
	var from, to box
	if n.from != nil {
		from = n.from.layout(small)
	}
	if n.to != nil {
		to = n.to.layout(small)
	}
	width := max(large.width, from.width, to.width)
	var b box
	b.put(large, (width-large.width)/2, drop)
	if n.from != nil {
		b.put(from, (width-from.width)/2, drop+large.descent+limitGap*s.scale+from.ascent)
	}
	if n.to != nil {
		b.put(to, (width-to.width)/2, drop-large.ascent-limitGap*s.scale-to.descent)
	}
	b.width = width + 3.0/18*s.scale
	return b
}

func (n fence) layout(s style) box {
	body := n.body.layout(s)
	edge := fenceEdge * s.scale
	var b box
	b.put(delimiter(n.left, body, s), 0, 0)
	b.put(body, b.width+edge, 0)
	b.put(delimiter(n.right, body, s), b.width+edge, 0)
	return b
}

// delimiter is a sign stretched to the height of a body, around the axis.
func delimiter(sign string, body box, s style) box {
	if sign == "" {
		return box{}
	}
	r := []rune(sign)[0]
	m := metricsOf(r)
	half := max(body.ascent-axis*s.scale, body.descent+axis*s.scale, 0.5*s.scale)
	stretch := max(2*half/((m.ascent+m.descent)*s.scale), 1)
	height := (m.ascent + m.descent) * s.scale * stretch
	drop := (height/2 - axis*s.scale) - m.descent*s.scale*stretch
	var b box
	b.put(box{
		width: m.advance * s.scale, ascent: m.ascent * s.scale * stretch, descent: m.descent * s.scale * stretch,
		glyphs: []glyph{{rune: r, scale: s.scale, stretch: stretch, term: s.term}},
	}, 0, drop)
	return b
}

func (n Lines) layout(s style) box {
	var b box
	y := 0.0
	for i, line := range n {
		l := line.layout(s)
		if i > 0 {
			y += l.ascent
		}
		b.put(l, 0, y)
		y += l.descent + lineGap*s.scale
	}
	// The middle of all lines is on the axis.
	middle := (b.descent-b.ascent)/2 + axis*s.scale
	var centred box
	centred.put(b, 0, -middle)
	return centred
}

func (n term) layout(s style) box {
	s.term = n.name
	b := n.body.layout(s)
	// Terms within stand behind, so that At finds the innermost by its area.
	b.terms = append([]Region{{n.name, 0, -b.ascent, b.width, b.descent}}, b.terms...)
	return b
}

// italic is a letter of the mathematical italics.
func italic(r rune) rune {
	switch {
	case r == 'h':
		return 'ℎ' // which has a place of its own in Unicode
	case r >= 'a' && r <= 'z':
		return '𝑎' + r - 'a'
	case r >= 'A' && r <= 'Z':
		return '𝐴' + r - 'A'
	case r >= 'α' && r <= 'ω':
		return '𝛼' + r - 'α'
	}
	return r
}

// bold is a letter of the mathematical bold ones.
func bold(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return '𝐚' + r - 'a'
	case r >= 'A' && r <= 'Z':
		return '𝐀' + r - 'A'
	case unicode.IsDigit(r):
		return '𝟎' + r - '0'
	}
	return r
}
