package synth

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"digitpad/training/ink"
)

// A NegativeKind is one kind of drawing that is no digit: a rejector learns from
// some kinds and is judged on others, which it has never seen.
type NegativeKind struct {
	name string
	draw func(w *Writer, random *rand.Rand, n uint64) ink.Drawing
}

// Name is what tables call the kind.
func (k NegativeKind) Name() string { return k.name }

// Draw is the n-th drawing of the kind by the writer whom the seed determines.
// Different seeds have no writer in common.
func (k NegativeKind) Draw(seed, n uint64) ink.Drawing {
	random := rand.New(rand.NewPCG(seed<<32+n, negativeStream))
	return k.draw(NewWriter(seed<<32+n), random, n)
}

// TaughtNegatives are the kinds to learn from. Signs that a person would read as a
// digit, such as O, I, S, Z, b and q, are not among them.
var TaughtNegatives = []NegativeKind{
	symbols("Latin capitals", latinCapitals),
	symbols("Latin small letters", latinSmall),
	symbols("Cyrillic", cyrillic),
	symbols("Hebrew", hebrew),
	symbols("kana", kana),
	symbols("operators", operators),
	symbols("marks", marks),
	symbols("runes", runes),
	symbols("Devanagari and Thai", devanagariThai),
	symbols("Chinese", chinese),
	symbols("Arabic", arabic),
	symbols("Roman numerals", romanNumerals),
	{"turned characters", turnedCharacter},
	{"words", word},
	{"invented signs", inventedSign},
	{"invented compounds", inventedCompound},
	{"dotted signs", dottedSign},
	{"invented signs of arcs", inventedArcs},
	{"invented lines", inventedLine},
	{"framed signs", framedSign},
	{"blobs", blob},
	{"rays", rays},
	{"nested arcs", nestedArcs},
	{"polygons", polygon},
	{"crossed outlines", crossedOutline},
	{"spirals and waves", spiralOrWave},
	{"hatching", hatching},
	{"several digits", severalDigits},
	{"half digits", halfDigit},
	{"digits struck out", struckOut},
	{"digits with a mark", markedDigit},
	{"digits with a line", linedDigit},
	{"digits in a frame", framedDigit},
	{"turned digits", turnedDigit},
	{"mirrored digits", mirroredDigit},
	{"scribbles", func(_ *Writer, random *rand.Rand, _ uint64) ink.Drawing { return Scribble(random.Uint64()) }},
	{"scratches", scratch},
}

// ValidationNegatives are kinds that nothing learns from, by which a recipe is chosen.
var ValidationNegatives = []NegativeKind{
	symbols("things", things),
	symbols("astronomical signs", astronomical),
	symbols("cards and notes", cardsAndNotes),
	{"flowers", flower},
}

// HeldOutNegatives are the kinds to judge by: nothing learns from them, and nothing is
// chosen by them.
var HeldOutNegatives = []NegativeKind{
	symbols("Greek", greek),
	symbols("punctuation", punctuation),
	symbols("quadrilaterals", quadrilaterals),
	symbols("pictures", pictures),
	symbols("Hangul", hangul),
	symbols("arrows", arrows),
	{"faces", face},
	{"stars", star},
}

// LookAlikes are the letters that a person reads as a digit where digits are
// expected: whether they are believed is reported, and is no fault.
var LookAlikes = symbols("look-alikes", lookAlikes)

// symbols draws each of a table of signs as often, as a writer writes letters.
func symbols(name string, table map[string][]string) NegativeKind {
	names := make([]string, 0, len(table))
	for sign := range table {
		names = append(names, sign)
	}
	slices.Sort(names)
	return NegativeKind{name, func(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
		return w.drawSign(table[names[n%uint64(len(names))]], 0.6+0.4*random.Float64(), random)
	}}
}

// drawSign writes the strokes of a sign, "x,y x,y …" each, in hundredths of the
// unit square, y down; the pen turns sharply at a knot, and smoothly at one that
// ends in "~".
func (w *Writer) drawSign(strokes []string, width float64, random *rand.Rand) ink.Drawing {
	g := w.glyph(random)
	for _, stroke := range strokes {
		g.strokes = append(g.strokes, nil)
		for at := range strings.FieldsSeq(stroke) {
			var x, y float64
			at, smooth := strings.CutSuffix(at, "~")
			if _, err := fmt.Sscanf(at, "%g,%g", &x, &y); err != nil {
				panic("ink: stroke " + stroke + ": " + err.Error())
			}
			g.add(x/100, y/100, 1.3*wobble, !smooth)
		}
	}
	return w.synthesize(g.strokes, width, random)
}

// glyph is one to write by chance alone, without a habit of the writer's.
func (w *Writer) glyph(random *rand.Rand) *glyph {
	return &glyph{style: rand.New(rand.NewPCG(random.Uint64(), styleStream)), random: random}
}

// inventedSign is a character of no alphabet: two to four strokes, each a line, an
// angle or a curve between places of a coarse grid.
func inventedSign(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	place := func() (x, y float64) {
		return float64(random.IntN(4)) / 3, float64(random.IntN(4)) / 3
	}
	for range 2 + random.IntN(3) {
		x, y := place()
		g.down(x, y)
		for k := range 1 + random.IntN(4) {
			nx, ny := place()
			for nx == x && ny == y {
				nx, ny = place()
			}
			x, y = nx, ny
			g.add(x, y, wobble, k == 0 && random.IntN(3) == 0 || random.IntN(2) == 0)
		}
	}
	return w.synthesize(g.strokes, 0.6+0.5*random.Float64(), random)
}

// inventedArcs is a character of two to four arcs and lines.
func inventedArcs(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	for range 2 + random.IntN(3) {
		if random.IntN(3) == 0 {
			g.down(random.Float64(), random.Float64())
			g.corner(random.Float64(), random.Float64())
			continue
		}
		from := 360 * random.Float64()
		sweep := (90 + 270*random.Float64()) * float64(1-2*random.IntN(2))
		g.arc(0.2+0.6*random.Float64(), 0.2+0.6*random.Float64(), 0.1+0.35*random.Float64(), 0.1+0.35*random.Float64(), from, from+sweep, 0, true)
	}
	return w.synthesize(g.strokes, 0.6+0.5*random.Float64(), random)
}

// inventedCompound is two or three simple parts in cells of their own, as the signs
// of many scripts are put together.
func inventedCompound(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	layouts := [][][4]float64{ // cells: x, y, width, height
		{{0, 0, 0.5, 1}, {0.6, 0, 0.4, 1}},
		{{0, 0, 1, 0.5}, {0, 0.55, 1, 0.45}},
		{{0, 0, 0.5, 0.5}, {0.55, 0, 0.45, 0.5}, {0, 0.55, 1, 0.45}},
		{{0, 0, 1, 0.45}, {0, 0.5, 0.5, 0.5}, {0.55, 0.5, 0.45, 0.5}},
		{{0, 0, 0.45, 1}, {0.5, 0, 0.5, 0.45}, {0.5, 0.55, 0.5, 0.45}},
		{{0, 0, 1, 0.3}, {0, 0.35, 1, 0.3}, {0, 0.7, 1, 0.3}},
	}
	for _, c := range layouts[random.IntN(len(layouts))] {
		at := func(x, y float64) (float64, float64) { return c[0] + c[2]*x, c[1] + c[3]*y }
		down := func(x, y float64) { g.down(at(x, y)) }
		corner := func(x, y float64) { g.corner(at(x, y)) }
		switch random.IntN(10) {
		case 0: // bar
			down(0.5, 0)
			corner(0.5, 1)
		case 1:
			down(0, 0.5)
			corner(1, 0.5)
		case 2: // ring
			x, y := at(0.5, 0.5)
			g.arc(x, y, 0.45*c[2], 0.45*c[3], 90, 450, 0, true)
		case 3: // angle
			down(0, 0)
			corner(float64(random.IntN(2)), 1)
			corner(1, float64(random.IntN(2)))
		case 4: // hook
			down(0, 0.1)
			g.to(at(0.9, 0.1))
			g.to(at(0.8, 1))
		case 5: // cross
			down(0.5, 0)
			corner(0.5, 1)
			down(0, 0.4)
			corner(1, 0.4)
		case 6: // frame
			down(0, 0)
			corner(1, 0)
			corner(1, 1)
			corner(0, 1)
			corner(0, 0)
		case 7: // bar with a branch
			down(0.4, 0)
			corner(0.4, 1)
			down(0.4, 0.5)
			corner(1, 0.5)
		case 8: // slants
			down(0.5, 0)
			corner(0, 1)
			down(0.4, 0.4)
			corner(1, 1)
		default: // dot
			x, y := at(0.5, 0.5)
			g.down(x, y)
			g.corner(x+0.03, y+0.03)
		}
	}
	return w.synthesize(g.strokes, 0.7+0.4*random.Float64(), random)
}

// dottedSign is a line or a curve with one to three short marks beside it: ink drops
// what is smaller, as a stray click.
func dottedSign(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	g.down(random.Float64(), 0.3*random.Float64())
	for range 1 + random.IntN(4) {
		g.add(random.Float64(), random.Float64(), wobble, random.IntN(2) == 0)
	}
	for range 1 + random.IntN(3) {
		x, y := -0.15+1.3*random.Float64(), -0.15+1.3*random.Float64()
		sin, cos := math.Sincos(2 * math.Pi * random.Float64())
		length := 0.2 + 0.15*random.Float64()
		g.down(x, y)
		g.corner(x+length*cos, y+length*sin)
	}
	return w.synthesize(g.strokes, 0.6+0.5*random.Float64(), random)
}

// struckOut is a digit with two to four lines across.
func struckOut(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	d := w.Draw(random.IntN(10), n)
	b := d.Bounds().Grow(0.05)
	cross := random.IntN(2) == 0
	for k := range 2 + random.IntN(3) {
		from, to := random.Float64(), random.Float64()
		p, q := ink.Point{X: b.MinX, Y: b.MinY + from*(b.MaxY-b.MinY)}, ink.Point{X: b.MaxX, Y: b.MinY + to*(b.MaxY-b.MinY)}
		if cross && k%2 == 1 {
			p, q = ink.Point{X: b.MinX + from*(b.MaxX-b.MinX), Y: b.MinY}, ink.Point{X: b.MinX + to*(b.MaxX-b.MinX), Y: b.MaxY}
		}
		d = append(d, ink.Stroke{Points: []ink.Point{p, q}, Width: ink.Brush})
	}
	return d
}

// markedDigit is a digit with a short mark or two above, below or beside it.
func markedDigit(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	d := w.Draw(random.IntN(10), n)
	b := d.Bounds()
	for range 1 + random.IntN(2) {
		gap := b.Longer() * (0.25 + 0.2*random.Float64())
		at := b.Middle()
		switch random.IntN(4) {
		case 0:
			at.X = b.MaxX + gap
		case 1:
			at.X = b.MinX - gap
		case 2:
			at.Y = b.MaxY + gap
		default:
			at.Y = b.MinY - gap
		}
		half := b.Longer() * (0.08 + 0.06*random.Float64())
		sin, cos := math.Sincos(math.Pi * random.Float64())
		d = append(d, line(at.X-half*cos, at.Y-half*sin, at.X+half*cos, at.Y+half*sin))
	}
	return d
}

// line is one from a point to another.
func line(x, y, toX, toY float64) ink.Stroke {
	return ink.Stroke{Points: []ink.Point{{X: x, Y: y}, {X: toX, Y: toY}}, Width: ink.Brush}
}

// linedDigit is a digit with a line under, over or beside it, or two of them; no line
// that a person could take for a part of the digit.
func linedDigit(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	d := w.Draw([]int{0, 2, 3, 4, 5, 6, 7, 8, 9}[random.IntN(9)], n)
	b := d.Bounds()
	out := 0.12 + 0.1*random.Float64()
	long := b.Grow(b.Longer() * 0.15)
	b = b.Grow(b.Longer() * out)
	sides := random.Perm(4)[:1+random.IntN(2)]
	for _, side := range sides {
		tilt := 0.06 * random.NormFloat64() * b.Longer()
		switch side {
		case 0, 1:
			y := b.MaxY
			if side == 1 {
				y = b.MinY
			}
			d = append(d, line(long.MinX, y-tilt, long.MaxX, y+tilt))
		default:
			x := b.MaxX
			if side == 3 {
				x = b.MinX
			}
			d = append(d, line(x-tilt, long.MinY, x+tilt, long.MaxY))
		}
	}
	return d
}

// framedDigit is a digit in a ring or a box.
func framedDigit(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	return framed(w, w.Draw(random.IntN(10), n), random)
}

// framedSign is an oval or a polygon with one to three small signs in it.
func framedSign(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	var inside ink.Drawing
	for k := range 1 + random.IntN(3) {
		sign := fitted([]func(*Writer, *rand.Rand, uint64) ink.Drawing{inventedSign, inventedLine, inventedArcs}[random.IntN(3)](w, random, n), 0, 0.3)
		x, y := 0.45*float64(k)+0.1*random.NormFloat64(), 0.2*random.NormFloat64()
		for _, s := range sign {
			inside = append(inside, moved(s, x, y))
		}
	}
	return framed(w, inside, random)
}

// moved is a stroke, moved.
func moved(s ink.Stroke, x, y float64) ink.Stroke {
	for i := range s.Points {
		s.Points[i].X += x
		s.Points[i].Y += y
	}
	return s
}

// framed is a drawing with a ring or a polygon of four to six corners around it.
func framed(w *Writer, d ink.Drawing, random *rand.Rand) ink.Drawing {
	b := d.Bounds()
	b = b.Grow(b.Longer() * (0.15 + 0.15*random.Float64()))
	middle, rx, ry := b.Middle(), (b.MaxX-b.MinX)/2, (b.MaxY-b.MinY)/2
	corners := 24
	turn := 0.1 * random.NormFloat64()
	if random.IntN(2) == 0 {
		corners = 4 + random.IntN(3)
		turn += math.Pi / float64(corners)
	}
	ring := ink.Stroke{Width: ink.Brush}
	for k := range corners + 1 {
		sin, cos := math.Sincos(turn + 2*math.Pi*float64(k)/float64(corners))
		ring.Points = append(ring.Points, ink.Point{
			X: middle.X + 1.3*rx*cos + 0.2*w.tremor*random.NormFloat64(),
			Y: middle.Y + 1.3*ry*sin + 0.2*w.tremor*random.NormFloat64(),
		})
	}
	return append(d, ring)
}

// turned is a drawing turned by an angle about the pad's middle, and mirrored first if
// so wished.
func turned(d ink.Drawing, angle float64, mirror bool) ink.Drawing {
	sin, cos := math.Sincos(angle)
	for _, s := range d {
		for i, p := range s.Points {
			x, y := p.X-0.5, p.Y-0.5
			if mirror {
				x = -x
			}
			s.Points[i] = ink.Point{X: 0.5 + x*cos - y*sin, Y: 0.5 + x*sin + y*cos}
		}
	}
	return d
}

// turnedDigit lies on its side. A 0 that does is one still.
func turnedDigit(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	angle := (math.Pi/2 + 0.15*random.NormFloat64()) * float64(1-2*random.IntN(2))
	return turned(w.Draw(1+random.IntN(9), n), angle, false)
}

// mirroredDigit is one that resembles none in a mirror.
func mirroredDigit(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	return turned(w.Draw([]int{3, 6, 7, 9}[random.IntN(4)], n), 0, true)
}

// turnedCharacter is a character of a script that has no likeness to digits however it
// is turned, turned and perhaps mirrored.
func turnedCharacter(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	script := []NegativeKind{inKana, inDevanagari, inChinese}[random.IntN(3)]
	return turned(script.draw(w, random, n), 2*math.Pi*random.Float64(), random.IntN(2) == 0)
}

var (
	inKana       = symbols("", kana)
	inDevanagari = symbols("", devanagariThai)
	inChinese    = symbols("", chinese)
	inCapitals   = symbols("", latinCapitals)
	inSmall      = symbols("", latinSmall)
)

// word is two or three letters side by side.
func word(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	script := []NegativeKind{inCapitals, inSmall, inSmall}[random.IntN(3)]
	var all ink.Drawing
	x := 0.0
	for range 2 + random.IntN(2) {
		letter := script.draw(w, random, random.Uint64()>>1)
		b := letter.Bounds()
		for _, s := range letter {
			all = append(all, moved(s, x-b.MinX, -b.MinY))
		}
		x += (b.MaxX - b.MinX) + 0.1*b.Longer()*random.Float64()
	}
	return fitted(all, 0.1, 0.9)
}

// inventedLine is one line through five to eight places of a coarse grid.
func inventedLine(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	x, y := random.IntN(4), random.IntN(4)
	g.down(float64(x)/3, float64(y)/3)
	for range 5 + random.IntN(4) {
		nx, ny := random.IntN(4), random.IntN(4)
		for nx == x && ny == y {
			nx, ny = random.IntN(4), random.IntN(4)
		}
		x, y = nx, ny
		g.add(float64(x)/3, float64(y)/3, wobble, random.IntN(2) == 0)
	}
	return w.synthesize(g.strokes, 0.6+0.5*random.Float64(), random)
}

// blob is a closed line with three to six lobes.
func blob(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	lobes := 3 + random.IntN(4)
	deep := 0.22 + 0.2*random.Float64()
	phase := 2 * math.Pi * random.Float64()
	n := 4 * lobes
	g.strokes = append(g.strokes, nil)
	for k := range n + 1 {
		angle := 2 * math.Pi * float64(k) / float64(n)
		sin, cos := math.Sincos(angle)
		r := 0.5 * (1 - deep + deep*math.Cos(float64(lobes)*angle+phase))
		g.add(0.5+r*cos, 0.5+r*sin, wobble/2, false)
	}
	return w.synthesize(g.strokes, 0.7+0.5*random.Float64(), random)
}

// rays are three to eight lines from one point.
func rays(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	count := 3 + random.IntN(6)
	start := 2 * math.Pi * random.Float64()
	for k := range count {
		angle := start + 2*math.Pi*(float64(k)+0.3*random.NormFloat64())/float64(count)
		sin, cos := math.Sincos(angle)
		r := 0.3 + 0.3*random.Float64()
		g.down(0.5, 0.5)
		g.corner(0.5+r*cos, 0.5+r*sin)
	}
	return w.synthesize(g.strokes, 0.8+0.4*random.Float64(), random)
}

// nestedArcs are two to four arcs or rings about one point, or about points in a row.
func nestedArcs(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	count := 2 + random.IntN(3)
	from, sweep := 360*random.Float64(), 140+230*random.Float64()
	apart := 0.25 * random.Float64()
	sin, cos := math.Sincos(2 * math.Pi * random.Float64())
	for k := range count {
		r := 0.5 * float64(k+1) / float64(count)
		off := apart * float64(k)
		g.arc(0.5+off*cos, 0.5+off*sin, r, r, from, from+sweep, 0, true)
	}
	return w.synthesize(g.strokes, 0.8+0.4*random.Float64(), random)
}

// flower is a ring with petals around it, and perhaps a stem.
func flower(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	petals := 4 + random.IntN(4)
	g.arc(0.5, 0.35, 0.1, 0.1, 90, 450, 0, true)
	for k := range petals {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(petals))
		g.arc(0.5+0.25*cos, 0.35+0.25*sin, 0.14, 0.14, 90, 450, 0, true)
	}
	if random.IntN(2) == 0 {
		g.down(0.5, 0.7)
		g.to(0.52, 0.9)
		g.to(0.5, 1.1)
	}
	return w.synthesize(g.strokes, 0.95, random)
}

// polygon has three, five, six or seven corners, regular or not: four judge, and more
// would make it a 0.
func polygon(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	corners := 3 + random.IntN(4)
	if corners >= 4 {
		corners++
	}
	uneven := 0.35 * random.Float64()
	start := 2 * math.Pi * random.Float64()
	for k := range corners + 1 {
		sin, cos := math.Sincos(start + 2*math.Pi*float64(k%corners)/float64(corners))
		r := 0.5 * (1 - uneven*rand.New(rand.NewPCG(g.style.Uint64(), uint64(k%corners))).Float64())
		if k == 0 {
			g.down(0.5+r*cos, 0.5+r*sin)
		} else {
			g.corner(0.5+r*cos, 0.5+r*sin)
		}
	}
	return w.synthesize(g.strokes, 0.6+0.5*random.Float64(), random)
}

// crossedOutline is an oval or a polygon with lines inside or across.
func crossedOutline(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	if random.IntN(2) == 0 {
		from := 360 * random.Float64()
		g.arc(0.5, 0.5, 0.5, 0.5, from, from+370, 0, true)
	} else {
		corners := 3 + random.IntN(4)
		start := 2 * math.Pi * random.Float64()
		for k := range corners + 1 {
			sin, cos := math.Sincos(start + 2*math.Pi*float64(k)/float64(corners))
			if k == 0 {
				g.down(0.5+0.5*cos, 0.5+0.5*sin)
			} else {
				g.corner(0.5+0.5*cos, 0.5+0.5*sin)
			}
		}
	}
	for range 2 + random.IntN(3) {
		angle := 2 * math.Pi * random.Float64()
		sin, cos := math.Sincos(angle)
		from, to := -0.5+0.4*random.Float64(), 0.5-0.4*random.Float64()
		off := 0.5 * (random.Float64() - 0.5)
		g.down(0.5+from*cos-off*sin, 0.5+from*sin+off*cos)
		g.corner(0.5+to*cos-off*sin, 0.5+to*sin+off*cos)
	}
	return w.synthesize(g.strokes, 0.7+0.5*random.Float64(), random)
}

// spiralOrWave turns around several times, or swings to and fro along a line.
func spiralOrWave(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	if random.IntN(2) == 0 {
		turns := 1.6 + 2.4*random.Float64()
		n := int(9 * turns)
		from, way := 2*math.Pi*random.Float64(), float64(1-2*random.IntN(2))
		for k := range n + 1 {
			at := float64(k) / float64(n)
			sin, cos := math.Sincos(from + way*2*math.Pi*turns*at)
			r := 0.06 + 0.44*at
			if k == 0 {
				g.strokes = append(g.strokes, nil)
			}
			g.add(0.5+r*cos, 0.5+r*sin, wobble/2, false)
		}
		return w.synthesize(g.strokes, 0.8+0.4*random.Float64(), random)
	}
	swings := 3 + random.IntN(6)
	sharp := random.IntN(2) == 0
	upright := swings > 4 && random.IntN(2) == 0 // with fewer it would be a 2, 3 or 5
	height := 0.15 + 0.3*random.Float64()
	for k := range swings + 1 {
		x, y := float64(k)/float64(swings), 0.5+height*float64(1-2*(k%2))
		if upright {
			x, y = y, x
		}
		if k == 0 {
			g.down(x, y)
		} else {
			g.add(x, y, wobble, sharp)
		}
	}
	return w.synthesize(g.strokes, 0.8+0.6*random.Float64(), random)
}

// hatching is parallel lines, which others may cross.
func hatching(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	for way := range 1 + random.IntN(2) {
		angle := math.Pi * random.Float64()
		if way == 1 {
			angle += math.Pi / 2
		}
		sin, cos := math.Sincos(angle)
		lines := 2 + random.IntN(5)
		for k := range lines {
			off := 0.8 * (float64(k)/float64(max(lines-1, 1)) - 0.5)
			half := 0.3 + 0.2*random.Float64()
			g.down(0.5-half*cos-off*sin, 0.5-half*sin+off*cos)
			g.corner(0.5+half*cos-off*sin, 0.5+half*sin+off*cos)
		}
	}
	return w.synthesize(g.strokes, 0.7+0.6*random.Float64(), random)
}

// severalDigits are two or three digits side by side, one above the other, or one
// over the other.
func severalDigits(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	var all ink.Drawing
	count := 2 + random.IntN(2)
	way := random.IntN(3)
	for k := range count {
		digit := w.Draw(random.IntN(10), n+uint64(k))
		b := digit.Bounds()
		step := float64(k)
		var x, y float64
		switch way {
		case 0:
			x = step * (1.1*(b.MaxX-b.MinX) + 0.05)
		case 1:
			y = step * 1.15 * (b.MaxY - b.MinY)
		default:
			x, y = step*0.3*(b.MaxX-b.MinX)+0.02, step*0.15*(b.MaxY-b.MinY)
		}
		for _, s := range digit {
			for i := range s.Points {
				s.Points[i].X += x - b.MinX
				s.Points[i].Y += y - b.MinY
			}
			all = append(all, s)
		}
	}
	return fitted(all, 0.1, 0.9)
}

// fitted is the drawing moved and scaled so that its longer side reaches from lo to
// hi of the pad.
func fitted(d ink.Drawing, lo, hi float64) ink.Drawing {
	b := d.Bounds()
	scale := (hi - lo) / max(b.Longer(), 1e-9)
	for _, s := range d {
		for i, p := range s.Points {
			s.Points[i] = ink.Point{X: lo + scale*(p.X-b.MinX), Y: lo + scale*(p.Y-b.MinY)}
		}
	}
	return d
}

// halfDigit is the half of a digit that resembles none.
func halfDigit(w *Writer, random *rand.Rand, n uint64) ink.Drawing {
	halves := []struct {
		digit int
		keep  func(x, y float64) bool // of the digit's box
	}{
		{0, func(_, y float64) bool { return y < 0.5 }},
		{0, func(_, y float64) bool { return y > 0.5 }},
		{8, func(x, _ float64) bool { return x < 0.45 }},
		{4, func(_, y float64) bool { return y < 0.4 }},
		{2, func(_, y float64) bool { return y > 0.6 }},
		{5, func(_, y float64) bool { return y < 0.45 }},
	}
	half := halves[n%uint64(len(halves))]
	digit := w.Draw(half.digit, n)
	b := digit.Bounds()
	var kept ink.Drawing
	for _, s := range digit {
		var points []ink.Point
		flush := func() {
			if len(points) > 1 {
				kept = append(kept, ink.Stroke{Points: points, Width: s.Width})
			}
			points = nil
		}
		for _, p := range s.Points {
			if half.keep((p.X-b.MinX)/max(b.MaxX-b.MinX, 1e-9), (p.Y-b.MinY)/max(b.MaxY-b.MinY, 1e-9)) {
				points = append(points, p)
			} else {
				flush()
			}
		}
		flush()
	}
	if len(kept) == 0 {
		return Scribble(n)
	}
	return fitted(kept, 0.2, 0.8)
}

// scratch goes to and fro over the same place, as one crosses something out.
func scratch(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	sin, cos := math.Sincos(math.Pi * random.Float64())
	swings := 5 + random.IntN(12)
	breadth := 0.25 + 0.25*random.Float64()
	for k := range swings {
		along := (random.Float64()*0.4 + 0.3) * float64(1-2*(k%2))
		off := breadth * (float64(k)/float64(swings) - 0.5 + 0.2*random.NormFloat64())
		x, y := 0.5+along*cos-off*sin, 0.5+along*sin+off*cos
		if k == 0 {
			g.down(x, y)
		} else {
			g.add(x, y, wobble, random.IntN(3) > 0)
		}
	}
	return w.synthesize(g.strokes, 0.9, random)
}

// face is an oval with two eyes and a mouth, perhaps a nose.
func face(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	g.arc(0.5, 0.5, 0.5, 0.5, 90, 455, 0, true)
	for _, x := range []float64{0.32, 0.68} {
		if random.IntN(2) == 0 {
			g.arc(x, 0.36, 0.06, 0.06, 90, 450, 0, true)
		} else {
			g.down(x, 0.3)
			g.corner(x, 0.42)
		}
	}
	smile := 0.15 * float64(1-2*random.IntN(2))
	g.down(0.27, 0.68)
	g.to(0.5, 0.68+smile)
	g.to(0.73, 0.68)
	if random.IntN(2) == 0 {
		g.down(0.5, 0.42)
		g.corner(0.5, 0.58)
	}
	return w.synthesize(g.strokes, 0.9, random)
}

// star has five or six points, as an outline or in one crossing line.
func star(w *Writer, random *rand.Rand, _ uint64) ink.Drawing {
	g := w.glyph(random)
	points := 5 + random.IntN(2)
	if random.IntN(2) == 0 {
		for k := range 2*points + 1 {
			r := 0.5 - 0.28*float64(k%2)
			sin, cos := math.Sincos(math.Pi*float64(k)/float64(points) - math.Pi/2)
			if k == 0 {
				g.down(0.5+r*cos, 0.5+r*sin)
			} else {
				g.corner(0.5+r*cos, 0.5+r*sin)
			}
		}
		return w.synthesize(g.strokes, 0.95, random)
	}
	for k := range 6 {
		sin, cos := math.Sincos(4*math.Pi*float64(k)/5 - math.Pi/2)
		if k == 0 {
			g.down(0.5+0.5*cos, 0.5+0.5*sin)
		} else {
			g.corner(0.5+0.5*cos, 0.5+0.5*sin)
		}
	}
	return w.synthesize(g.strokes, 0.95, random)
}
