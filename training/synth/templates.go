package synth

// template is one of the ways in which people write a digit (an allograph).
type template struct {
	share float64 // of the writers whose habit it is
	width float64 // of the unit square in which it is laid out, in heights
	write func(g *glyph)
}

// templates of each digit. The shares are near the means of what was measured on tablets
// in one country, where nearly all cross the 7, and in many, where fewer do.
var templates = [10][]template{
	{ // 0
		{0.82, 0.80, func(g *glyph) { g.zero(1, g.ovalHalf()) }},
		{0.04, 0.80, func(g *glyph) { g.zero(-1, g.ovalHalf()) }},
		{0.11, 0.80, func(g *glyph) { g.zero(1, 0.5); g.slash() }},
		{0.03, 0.80, func(g *glyph) { g.zero(1, 0.5); g.backslash() }},
	},
	{ // 1
		{0.35, 0.10, (*glyph).stick},
		{0.25, 0.44, (*glyph).flagged},
		{0.22, 0.60, (*glyph).upstroked},
		{0.14, 0.50, (*glyph).footed},
		{0.04, 0.50, func(g *glyph) { g.down(0.5, 0); g.to(0.5, 0.5); g.to(0.5, 1); g.foot() }},
	},
	{ // 2
		{0.41, 0.84, func(g *glyph) { g.twoTop(); g.twoCorner() }},
		{0.51, 0.88, func(g *glyph) { g.twoTop(); g.twoLoop() }},
		{0.05, 0.80, func(g *glyph) {
			g.down(0.04, 0.04)
			g.to(0.5, 0.02)
			g.corner(0.9, 0.02)
			g.to(0.5, 0.5)
			g.twoCorner()
		}},
		{0.03, 0.84, func(g *glyph) { g.twoTop(); g.corner(0.02, 0.96); g.down(0.02, 0.96); g.to(0.5, 0.95); g.to(1, 0.95) }},
	},
	{ // 3
		{0.64, 0.66, func(g *glyph) { g.threeTop(); g.corner(g.around(0.4, 0.1), g.around(0.46, 0.04)); g.threeBelly() }},
		{0.23, 0.66, func(g *glyph) { g.threeTop(); g.threeLoop(); g.threeBelly() }},
		{0.13, 0.70, func(g *glyph) {
			g.down(0.05, 0.04)
			g.to(0.45, 0.01)
			g.corner(0.88, 0.02)
			g.corner(g.around(0.42, 0.08), g.around(0.40, 0.04))
			g.threeBelly()
		}},
	},
	{ // 4
		{0.46, 0.66, (*glyph).fourOpen},
		{0.17, 0.54, (*glyph).fourShort},
		{0.15, 0.70, (*glyph).fourClosed},
		{0.11, 0.66, (*glyph).fourOneStroke},
		{0.04, 0.70, (*glyph).fourOneStrokeClosed},
		{0.04, 0.70, (*glyph).fourFooted},
		{0.03, 0.70, (*glyph).fourLooped},
	},
	{ // 5
		{0.62, 0.72, func(g *glyph) { g.fiveBody(); g.fiveBar(0) }},
		{0.11, 0.74, func(g *glyph) { g.fiveBody(); g.fiveBar(g.around(0.1, 0.06)) }},
		{0.20, 0.74, func(g *glyph) {
			g.down(g.around(1.05, 0.15), g.around(0, 0.03))
			g.to(0.6, 0.02)
			g.corner(0.2, 0.03)
			g.corner(g.around(0.13, 0.04), g.around(0.43, 0.04))
			g.fiveBelly()
		}},
		{0.07, 0.74, func(g *glyph) {
			g.down(0.92, 0.06)
			g.to(0.55, 0.0)
			g.to(0.18, 0.14)
			g.to(0.2, 0.36)
			g.fiveBelly()
		}},
	},
	{ // 6
		{0.27, 0.55, func(g *glyph) { g.six(g.around(0.78, 0.12), g.around(0.06, 0.06)) }},
		{0.27, 0.62, func(g *glyph) { g.six(g.around(0.42, 0.12), 0) }},
		{0.12, 0.64, func(g *glyph) { g.six(g.around(0.12, 0.08), 0) }},
		{0.34, 0.70, (*glyph).sixLeaning},
	},
	{ // 7
		{0.35, 0.76, func(g *glyph) { g.seven(false) }},
		{0.43, 0.70, func(g *glyph) { g.seven(false); g.sevenBar() }},
		{0.11, 0.72, func(g *glyph) { g.seven(true) }},
		{0.11, 0.70, func(g *glyph) { g.seven(true); g.sevenBar() }},
	},
	{ // 8
		{0.43, 0.58, func(g *glyph) { g.eight(g.around(-55, 15), 1) }},
		{0.14, 0.58, func(g *glyph) { g.eight(g.around(45, 15), -1) }},
		{0.13, 0.58, func(g *glyph) { g.eight(g.around(0, 15), 1) }},
		{0.09, 0.58, func(g *glyph) { g.eight(g.around(90, 15), 1) }},
		{0.08, 0.56, (*glyph).snowman},
		{0.08, 0.58, (*glyph).eightNarrow},
		{0.05, 0.58, (*glyph).eightOpen},
	},
	{ // 9
		{0.31, 0.58, func(g *glyph) { g.nineLoop(0.39, 0.43); g.nineStraight() }},
		{0.18, 0.60, func(g *glyph) { g.nineLoop(0.41, 0.46); g.nineSlanting() }},
		{0.34, 0.60, func(g *glyph) { g.nineLoop(0.35, 0.41); g.nineCurled() }},
		{0.11, 0.62, (*glyph).nineFlat},
		{0.06, 0.58, func(g *glyph) {
			g.arc(0.48, 0.28, 0.46, 0.27, g.around(60, 25), g.around(420, 20), 0, true)
			g.down(0.96, g.around(0.12, 0.1))
			g.to(0.95, 0.5)
			g.to(g.around(0.85, 0.12), 1)
		}},
	},
}

// 0

// ovalHalf is half the width of a 0 that nothing crosses.
func (g *glyph) ovalHalf() float64 { return min(max(g.around(0.46, 0.09), 0.28), 0.56) }

// zero goes around once, counter-clockwise if direction is 1, and a little farther
// or less far. It is twice half wide.
func (g *glyph) zero(direction, half float64) {
	start := g.around(90, 22)
	sweep := g.around(375, 16)
	drift := g.around(-0.03, 0.1)
	switch {
	case g.often(0.1): // left open
		sweep = g.around(325, 12)
	case g.often(0.15): // crossing itself at the top
		sweep, drift = g.around(395, 12), g.around(0.12, 0.12)
	}
	g.arc(0.5, 0.5, half, 0.5, start, start+direction*sweep, drift, true)
}

func (g *glyph) slash() {
	out := g.around(0.0, 0.12)
	g.down(0.85+out, 0.15-out)
	g.to(0.15-out, 0.85+out)
}

func (g *glyph) backslash() {
	out := g.around(-0.03, 0.08)
	g.down(0.15-out, 0.15-out)
	g.to(0.85+out, 0.85+out)
}

// 1

func (g *glyph) stick() {
	bow := g.around(0, 0.5)
	g.down(0.5, 0)
	g.to(0.5+bow, g.around(0.5, 0.1))
	g.to(0.5, 1)
}

func (g *glyph) flagged() {
	stem := g.around(0.8, 0.06)
	reach := min(max(g.around(0.4, 0.07), 0.32), 0.56)
	// A flag that is nearly level would make it a 7.
	out := reach * min(max(g.around(1.4, 0.3), 0.8), 1.7)
	g.down(stem-out, reach)
	if g.often(0.2) {
		g.to(stem-out*0.3, reach*g.around(0.38, 0.04))
	}
	g.corner(stem, 0)
	g.to(stem+g.around(0, 0.05), 0.5)
	g.to(stem+g.around(0, 0.06), 1)
}

// upstroked has the long upstroke of Europe's schools, which may start at the base line,
// straight, bowed or with a hook. The stem is steep: else it would be a Λ.
func (g *glyph) upstroked() {
	stem := g.around(0.86, 0.05)
	reach := min(max(g.around(0.58, 0.17), 0.32), 0.98)
	out := min(reach*min(max(g.around(1.3, 0.25), 0.9), 1.75), 0.9)
	bow := g.around(0.02, 0.04)
	switch {
	case g.often(0.2): // hooked
		g.down(stem-out+g.around(0.06, 0.05), reach+g.around(0.09, 0.04))
		g.to(stem-out-0.02, reach)
		g.to(stem-out*0.55-bow, reach*0.5-bow)
	case g.often(0.5):
		g.down(stem-out, reach)
		g.to(stem-out*0.5-bow, reach*0.5-bow)
	default:
		g.down(stem-out, reach)
	}
	g.corner(stem, 0)
	lean := g.around(0.02, 0.06)
	g.to(stem+lean*0.5, 0.5)
	g.to(stem+lean, 1)
}

// footed has a flag and a foot, the one straight and the other in the middle below
// the stem: else it would be a 2.
func (g *glyph) footed() {
	reach := min(max(g.around(0.3, 0.07), 0.18), 0.48)
	g.down(0.56-reach*g.around(1.1, 0.2), reach)
	g.corner(0.56, 0)
	g.to(g.around(0.56, 0.03), 0.5)
	g.to(0.55, 1)
	g.foot()
}

func (g *glyph) foot() {
	y, half := g.around(0.99, 0.015), max(g.around(0.42, 0.12), 0.15)
	middle := g.around(0.55, 0.07)
	g.down(middle-half, y)
	g.to(middle, y)
	g.to(middle+half, y+g.around(-0.01, 0.02))
}

// 2

// twoTop is the bow and the neck, narrow or as wide as the base.
func (g *glyph) twoTop() {
	left, right := g.around(0.1, 0.08), g.around(0.82, 0.08)
	switch {
	case g.often(0.25): // hooked inwards
		g.down(left+g.around(0.15, 0.06), g.around(0.33, 0.04))
		g.to(left, 0.24)
	case g.often(0.6):
		g.down(left, g.around(0.27, 0.08))
	default:
		g.down(left+0.06, g.around(0.12, 0.05))
	}
	middle, half := (left+right)/2, (right-left)/2
	g.to(middle-0.7*half, 0.08)
	g.to(middle, g.around(0, 0.01))
	g.to(middle+0.9*half, g.around(0.13, 0.02))
	g.to(right, g.around(0.34, 0.05))
	g.to(middle+g.around(0.1, 0.08), g.around(0.63, 0.06))
}

func (g *glyph) twoCorner() {
	if g.often(0.25) { // the base arches
		base := g.around(0.92, 0.04)
		g.corner(g.around(0.02, 0.05), base)
		g.to(g.around(0.38, 0.05), base-g.around(0.12, 0.04))
		g.to(g.around(0.75, 0.07), base-g.around(0.02, 0.03))
		g.to(g.around(1.1, 0.12), base+g.around(0.08, 0.05))
		return
	}
	g.corner(g.around(0.02, 0.05), g.around(0.97, 0.02))
	g.to(0.5, g.around(0.96, 0.03))
	g.twoEnd()
}

func (g *glyph) twoLoop() {
	size := min(max(g.around(0.25, 0.08), 0.04), 0.36)
	left := g.around(0.04, 0.05)
	bottom := g.around(0.96, 0.04)
	g.to(left+0.2, bottom-0.04)
	g.to(left, bottom-size/3)
	g.to(left+0.06, bottom-size)
	crossing := bottom - size*0.8
	g.to(left+g.around(0.31, 0.06), crossing)
	switch {
	case g.often(0.45): // level from there
		g.to(g.around(0.65, 0.07), crossing+g.around(0.06, 0.03))
		g.to(max(g.around(1.1, 0.15), 0.95), crossing+g.around(0.1, 0.08))
	case g.often(0.5): // down to the base
		g.to(g.around(0.65, 0.07), crossing+g.around(0.08, 0.03))
		g.to(max(g.around(1.05, 0.12), 0.9), bottom+g.around(0.03, 0.05))
	default:
		g.to(g.around(0.65, 0.07), g.around(0.9, 0.06))
		g.to(g.around(1.1, 0.17), g.around(0.94, 0.07))
	}
}

func (g *glyph) twoEnd() {
	end := g.around(1, 0.04)
	if g.often(0.4) {
		end = g.around(0.86, 0.05)
	}
	g.to(g.around(1.08, 0.17), end)
}

// 3

func (g *glyph) threeTop() {
	g.down(g.around(0.06, 0.05), g.around(0.12, 0.035))
	g.to(g.around(0.42, 0.05), 0)
	g.to(g.around(0.84, 0.05), g.around(0.17, 0.03))
	g.to(0.72, g.around(0.38, 0.03))
}

func (g *glyph) threeLoop() {
	size := max(g.around(0.1, 0.04), 0.03)
	g.to(0.46, 0.48)
	g.to(0.3, 0.48)
	g.to(0.28, 0.48-size*0.7)
	g.to(0.44, 0.47-size*0.4)
}

func (g *glyph) threeBelly() {
	g.to(g.around(0.78, 0.05), g.around(0.52, 0.03))
	g.to(g.around(0.98, 0.05), g.around(0.73, 0.04))
	g.to(g.around(0.7, 0.06), g.around(0.95, 0.02))
	if g.often(0.82) {
		g.to(g.around(0.35, 0.05), 1)
		g.to(g.around(0, 0.07), g.around(0.88, 0.05))
	} else {
		g.to(g.around(0.3, 0.08), g.around(0.98, 0.03))
	}
}

// 4

// fourOpen is a corner and a stem beside it, open at the top.
func (g *glyph) fourOpen() {
	bar := g.around(0.56, 0.05)
	g.down(g.around(0.11, 0.08), g.around(0.03, 0.04))
	g.to(g.around(0.06, 0.05), bar*0.55)
	g.fourElbow(0, bar)
	g.to(g.around(1, 0.08), bar+g.around(-0.02, 0.03))
	stem := g.around(0.76, 0.07)
	g.down(stem+g.around(0.04, 0.05), g.around(0.06, 0.08))
	g.to(stem, 0.55)
	g.to(stem+g.around(-0.04, 0.06), 1)
}

// fourElbow is where the left side of a 4 turns into its bar, sharply or round.
func (g *glyph) fourElbow(x, y float64) {
	if g.often(0.3) {
		g.to(x, y-0.06)
		g.to(x+0.12, y+0.02)
		return
	}
	g.corner(x, y)
}

// fourShort is a slanting line, a bar, and a short stem that crosses it.
func (g *glyph) fourShort() {
	bar := min(g.around(0.66, 0.065), 0.78)
	g.down(g.around(0.5, 0.13), 0)
	g.to(0.28, bar*0.5)
	g.fourElbow(0, bar)
	g.to(g.around(1, 0.08), bar+g.around(-0.02, 0.03))
	stem, lean := g.around(0.66, 0.08), g.around(0.06, 0.06)
	g.down(stem+lean, bar-g.around(0.25, 0.07))
	g.to(stem, bar+0.05)
	g.to(stem-lean, 1)
}

// fourClosed is the printed 4, its stem starting where the slanting line does.
func (g *glyph) fourClosed() {
	bar := g.around(0.65, 0.04)
	top := g.around(0.7, 0.06)
	g.down(top, 0.01)
	g.to(top*0.5, bar*0.5)
	g.corner(0, bar)
	g.to(g.around(1, 0.08), bar+g.around(0, 0.02))
	g.down(top+g.around(0.02, 0.03), g.around(0.02, 0.03))
	g.to(top, 0.5)
	g.to(top+g.around(-0.02, 0.04), 1)
}

// fourOneStroke goes from the bar up to the stem's top without lifting the pen.
func (g *glyph) fourOneStroke() {
	bar := g.around(0.52, 0.05)
	g.down(g.around(0.06, 0.06), g.around(0.04, 0.04))
	g.to(0.05, bar*0.6)
	g.fourElbow(0.02, bar)
	g.to(0.5, bar)
	g.to(g.around(0.8, 0.06), bar-0.12)
	g.corner(g.around(0.92, 0.06), g.around(0.05, 0.06))
	g.to(0.86, 0.5)
	g.to(g.around(0.8, 0.07), 1)
}

// fourOneStrokeClosed starts at the bar's right end and comes back to the stem
// over the top.
func (g *glyph) fourOneStrokeClosed() {
	bar := g.around(0.6, 0.05)
	g.down(g.around(1, 0.06), bar)
	g.to(0.5, bar)
	g.corner(0, bar+g.around(0, 0.02))
	g.to(0.4, 0.3)
	g.corner(g.around(0.72, 0.05), 0)
	g.to(0.7, 0.5)
	g.to(g.around(0.68, 0.06), 1)
}

// fourFooted is the printed 4 with a serif under its stem.
func (g *glyph) fourFooted() {
	g.fourClosed()
	half := max(g.around(0.22, 0.05), 0.1)
	middle := g.around(0.7, 0.03)
	g.down(middle-half, g.around(1, 0.01))
	g.to(middle+half, g.around(1, 0.015))
}

// fourLooped turns from its left side into the bar by a loop, and is open at the top.
func (g *glyph) fourLooped() {
	bar := g.around(0.55, 0.05)
	size := max(g.around(0.09, 0.03), 0.04)
	g.down(g.around(0.22, 0.08), 0)
	g.to(0.1, bar*0.5)
	g.to(0.02, bar)
	g.to(0.1, bar+size)
	g.to(0.17, bar)
	g.to(0.09, bar-size*0.8)
	g.to(0.3, bar-size*0.3)
	g.to(g.around(1, 0.08), bar+g.around(0, 0.03))
	stem := g.around(0.72, 0.07)
	g.down(stem+g.around(0.04, 0.05), g.around(0.1, 0.08))
	g.to(stem, 0.55)
	g.to(stem+g.around(-0.04, 0.06), 1)
}

// 5

func (g *glyph) fiveBody() {
	g.down(g.around(0.22, 0.05), g.around(0.03, 0.03))
	g.corner(g.around(0.13, 0.05), g.around(0.43, 0.04))
	g.fiveBelly()
}

func (g *glyph) fiveBelly() {
	right := g.around(0.86, 0.09)
	g.to(0.55*right, g.around(0.38, 0.03))
	g.to(right, g.around(0.56, 0.03))
	g.to(right-0.03, g.around(0.8, 0.04))
	g.to(0.5*right, g.around(0.99, 0.02))
	g.to(g.around(0, 0.08), g.around(0.9, 0.05))
}

// fiveBar is the bar, drawn after the body and apart from it by gap.
func (g *glyph) fiveBar(gap float64) {
	g.down(g.around(0.2, 0.05)+gap, g.around(0.02, 0.03)-gap/2)
	end := g.around(1.25, 0.27)
	g.to(end*0.6, g.around(0, 0.02)-gap/2)
	g.to(end, g.around(-0.04, 0.07)-gap/2)
}

// 6

// six starts at the top at x, with a hook of the given depth.
func (g *glyph) six(x, hook float64) {
	loop := min(max(g.around(0.56, 0.08), 0.44), 0.76) // top of the loop
	g.down(x, hook)
	if hook > 0 {
		g.to(x-0.2, 0)
	}
	g.to(x*g.around(0.46, 0.1)+0.02, g.around(0.22, 0.03))
	g.to(g.around(0.04, 0.03), 0.55)
	g.to(g.around(0.08, 0.04), 0.83)
	g.to(g.around(0.45, 0.04), 1)
	g.to(g.around(0.88, 0.05), g.around((loop+1)/2+0.05, 0.02))
	g.to(g.around(0.76, 0.05), loop+0.05)
	g.to(g.around(0.48, 0.05), loop)
	if g.often(0.55) {
		g.to(g.around(0.22, 0.07), loop+g.around(0.16, 0.06))
	} else {
		g.to(g.around(0.2, 0.05), loop+0.1)
		g.to(g.around(0.08, 0.07), g.around(0.86, 0.06))
	}
}

// sixLeaning has a stem that runs down without a bow and a loop that rises to the
// right.
func (g *glyph) sixLeaning() {
	loop := min(max(g.around(0.46, 0.07), 0.3), 0.65)
	top := g.around(0.45, 0.17)
	right := g.around(0.95, 0.06)
	g.down(top, 0)
	g.to(0.5*top+0.02, g.around(0.33, 0.03))
	g.to(g.around(0.03, 0.03), g.around(0.68, 0.05))
	g.to(g.around(0.13, 0.04), 0.95)
	g.to(g.around(0.45, 0.05), g.around(0.97, 0.02))
	g.to(right-0.06, g.around((loop+1)/2, 0.03))
	g.to(right, loop+0.08)
	g.to(right-0.18, loop)
	g.to(g.around(0.45, 0.06), loop+0.12)
	g.to(g.around(0.26, 0.1), g.around(0.85, 0.06))
}

// 7

func (g *glyph) seven(serif bool) {
	bow := min(max(g.around(0.015, 0.025), -0.03), 0.05)
	switch {
	case serif:
		g.down(g.around(0.0, 0.03), min(g.around(0.19, 0.06), 0.29))
		g.corner(g.around(0.03, 0.03), 0.03)
	case g.often(0.25): // a round start
		g.down(g.around(0.0, 0.03), g.around(0.15, 0.04))
		g.to(0.15, 0.05)
	default:
		g.down(0.0, g.around(0.01, 0.03)+bow)
	}
	g.to(0.45, g.around(0.03, 0.03)-bow)
	if g.often(0.3) {
		g.to(0.84, 0.03)
		g.to(0.92, 0.14)
	} else {
		g.corner(0.95, g.around(0.03, 0.03))
	}
	foot := min(g.around(0.36, 0.11), 0.54)
	g.to(0.4*0.95+0.6*foot+g.around(0, 0.06), 0.5)
	g.to(foot, 1)
}

func (g *glyph) sevenBar() {
	y, tilt := min(max(g.around(0.51, 0.055), 0.38), 0.63), g.around(-0.01, 0.05)
	left, right := g.around(0.31, 0.07), g.around(1, 0.13)
	if g.often(0.3) { // short
		left, right = g.around(0.43, 0.05), g.around(0.84, 0.06)
	}
	g.down(left, y-tilt)
	g.to((left+right)/2, y)
	g.to(right, y+tilt)
}

// 8

// eight is a closed figure of two loops. It starts at an angle, 0 at the top and
// 90 at the crossing, and goes to the left of the top if direction is 1.
func (g *glyph) eight(start, direction float64) {
	g.eightOf(start, direction, max(g.around(0.41, 0.1), 0.24), max(g.around(0.41, 0.1), 0.24), g.around(-0.06, 0.09), max(g.around(354, 15), 338))
}

// eightNarrow is written in a hurry, leaning, its lower loop nearly closed to a line.
func (g *glyph) eightNarrow() {
	g.eightOf(g.around(-50, 15), 1, max(g.around(0.36, 0.09), 0.22), min(max(g.around(0.14, 0.06), 0.05), 0.26), g.around(-0.2, 0.09), max(g.around(350, 12), 335))
}

// eightOpen does not come back to where it started, at the upper right.
func (g *glyph) eightOpen() {
	g.eightOf(g.around(-45, 8), 1, max(g.around(0.38, 0.08), 0.26), max(g.around(0.4, 0.08), 0.28), g.around(-0.1, 0.09), min(max(g.around(318, 9), 300), 335))
}

// eightOf goes through sweep degrees about two loops, upper and lower half as wide.
func (g *glyph) eightOf(start, direction, upper, lower, lean, sweep float64) {
	middle := g.around(0.48, 0.07) // height of the crossing
	drift := g.around(0.04, 0.06)
	rise := g.around(-0.02, 0.05)
	const n = 16
	g.strokes = append(g.strokes, make([]controlPoint, 0, 24))
	tail := g.often(0.45)
	for i := 0; i <= n; i++ {
		at := float64(i) / n
		sin2, y := lemniscate(start + sweep*at)
		x := 0.5 - direction*upper*sin2 - lean*y
		height := middle - middle*y
		if y < 0 {
			x = 0.5 - direction*lower*sin2 - lean*y
			height = middle - (1-middle)*y
		}
		x, height = x+drift*(at-0.5), height+rise*(at-0.5)
		if i == 0 && tail { // starting outside of the loop
			g.add(x+direction*g.around(0.2, 0.1), height+g.around(-0.03, 0.06), 0, false)
		}
		g.add(x, height, wobble/2, false)
	}
}

// snowman is an 8 of two circles.
func (g *glyph) snowman() {
	middle := g.around(0.46, 0.04)
	start := g.around(90, 40)
	g.arc(0.5, middle/2, 0.4, middle/2, start, start+g.around(365, 12), 0, true)
	start = g.around(90, 40)
	g.arc(0.5, (1+middle)/2, 0.5, (1-middle)/2, start, start+g.around(365, 12), 0, true)
}

// 9

// nineFlat has a small flat loop and a slanting tail.
func (g *glyph) nineFlat() {
	g.nineFlatLoop()
	foot := g.around(0.3, 0.14)
	bow := g.around(0.08, 0.05)
	g.to((0.98+foot)/2+bow, g.around(0.55, 0.04))
	if g.often(0.4) {
		g.to(foot+0.12, 0.95)
		g.to(foot-0.1, g.around(1, 0.03))
		return
	}
	g.to(foot, 1)
}

// nineFlatLoop is a small flat loop, which a pen may fill.
func (g *glyph) nineFlatLoop() {
	left := min(max(g.around(0.32, 0.1), 0.1), 0.5)
	deep := min(max(g.around(0.26, 0.06), 0.17), 0.4)
	top := g.around(0.03, 0.02)
	if g.often(0.5) {
		g.down(g.around(0.95, 0.04), top+g.around(0.03, 0.03))
	} else {
		g.down(g.around(0.8, 0.06), top)
	}
	g.to((left+0.9)/2, top)
	g.to(left, deep*0.5)
	g.to(left+0.07, deep)
	g.to((left+1)/2, deep*g.around(0.85, 0.08))
	g.corner(g.around(0.98, 0.03), g.around(0.08, 0.03))
}

// nineLoop is the loop at the left of the stem, so many half widths and heights
// large.
func (g *glyph) nineLoop(half, height float64) {
	bottom := g.around(height, 0.07)
	start := g.around(50, 16)
	half = min(max(g.around(half, 0.08), 0.27), 0.5)
	// A loop left far open would make it a 4.
	end := max(g.around(362, 12), start+325)
	if g.often(0.25) { // from the right, over the stem
		g.down(g.around(1, 0.06), g.around(0.03, 0.04))
		g.arc(0.94-half, bottom/2, half, bottom/2, 75, end, g.around(0, 0.06), false)
	} else {
		g.arc(0.94-half, bottom/2, half, bottom/2, start, end, g.around(0, 0.06), true)
	}
	if g.often(0.45) {
		g.corner(0.95, g.around(0.06, 0.06))
	}
}

func (g *glyph) nineStraight() {
	g.to(g.around(0.95, 0.03), 0.5)
	g.to(g.around(0.9, 0.07), 1)
}

func (g *glyph) nineSlanting() {
	foot := g.around(0.5, 0.14)
	g.to(0.55*0.95+0.45*foot+g.around(0.05, 0.03), 0.55)
	g.to(foot, 1)
}

func (g *glyph) nineCurled() {
	g.to(g.around(0.97, 0.04), g.around(0.58, 0.04))
	g.to(g.around(0.82, 0.05), g.around(0.88, 0.04))
	g.to(g.around(0.4, 0.09), 1)
	g.to(g.around(-0.06, 0.15), g.around(0.9, 0.06))
}
