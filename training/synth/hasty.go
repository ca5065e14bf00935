package synth

import "math"

// hasty are the templates of hands that write fast: a 1 whose upstroke is long and flat, a 3 that
// hardly turns back, a 4 that is nearly closed, loops of an 8 and a 9 that are squeezed or that
// the pen fills. Beside them a 7, which is what many of these are taken for, has all its forms.
// The digits that haste changes little are written as by others.
var hasty = [10][]template{
	0: templates[0],
	1: {
		{0.35, longUpstrokeWidth, func(g *glyph) { g.longUpstroke(false); g.oneStem() }},
		{0.45, longUpstrokeWidth, func(g *glyph) { g.longUpstroke(true); g.oneStem() }},
		{0.20, 0.10, (*glyph).stick},
	},
	2: templates[2],
	3: {
		{0.45, 0.62, (*glyph).threeShallow},
		{0.35, 0.66, func(g *glyph) { g.threeTop(); g.corner(g.around(0.4, 0.1), g.around(0.46, 0.04)); g.threeBelly() }},
		{0.20, 0.66, func(g *glyph) { g.threeTop(); g.threeLoop(); g.threeBelly() }},
	},
	4: {
		{0.60, 0.52, (*glyph).fourSqueezed},
		{0.15, 0.66, (*glyph).fourOpen},
		{0.15, 0.54, (*glyph).fourShort},
		{0.10, 0.70, (*glyph).fourClosed},
	},
	5: templates[5],
	6: templates[6],
	7: templates[7],
	8: {
		{0.35, 0.58, (*glyph).eightNarrow},
		{0.30, 0.58, (*glyph).eightSqueezed},
		{0.10, 0.58, (*glyph).eightOpen},
		{0.10, 0.58, (*glyph).eightOpenNarrow},
		{0.15, 0.58, func(g *glyph) { g.eight(g.around(-55, 15), 1) }},
	},
	9: {
		{0.35, 0.62, (*glyph).nineFlat},
		{0.20, 0.70, func(g *glyph) { g.nineFlatLoop(); g.nineCurled() }},
		{0.30, 0.60, (*glyph).nineTight},
		{0.15, 0.60, func(g *glyph) { g.nineLoop(0.35, 0.38); g.nineSlanting() }},
	},
}

// longUpstrokeWidth is the width of the templates with a longUpstroke.
const longUpstrokeWidth = 0.7

// longUpstroke goes from the left to the top of a 1, as long and as flat as it may be before it is
// the bar of a 7: straight, or bowed and often with a hook at its start.
func (g *glyph) longUpstroke(bowed bool) {
	angle := min(max(g.around(49, 6), 42), 64) * math.Pi / 180
	reach := min(max(g.around(0.45, 0.14), 0.2), 0.9, 0.75*math.Tan(angle))
	out := reach / math.Tan(angle) / longUpstrokeWidth
	const stem = 0.9
	if bowed {
		bow := min(max(g.around(0.05, 0.03), 0), 0.09)
		if g.often(0.6) { // hooked
			g.down(stem-out+g.around(0.03, 0.05), reach+g.around(0.1, 0.04))
		} else {
			g.down(stem-out, reach+g.around(0.03, 0.03))
		}
		g.to(stem-out*0.95, reach*0.85)
		g.to(stem-out*0.5, max(reach*0.5-bow, 0.04))
	} else {
		g.down(stem-out, reach)
	}
	g.corner(stem, 0)
}

// oneStem goes down from where a longUpstroke ends.
func (g *glyph) oneStem() {
	lean := g.around(-0.03, 0.07)
	g.to(0.9+lean*0.5+g.around(0, 0.02), 0.5)
	g.to(0.9+lean, 1)
}

// threeShallow hardly turns back in the middle.
func (g *glyph) threeShallow() {
	g.down(g.around(0.1, 0.06), g.around(0.1, 0.04))
	g.to(g.around(0.5, 0.06), g.around(0, 0.02))
	g.to(g.around(0.95, 0.05), g.around(0.14, 0.04))
	back, waist := min(max(g.around(0.66, 0.09), 0.48), 0.82), g.around(0.43, 0.05)
	if g.often(0.5) {
		g.corner(back, waist)
	} else {
		g.to(back, waist)
	}
	g.to(g.around(0.97, 0.05), waist+g.around(0.2, 0.03))
	g.to(g.around(0.85, 0.06), g.around(0.88, 0.03))
	g.to(g.around(0.45, 0.1), g.around(1, 0.02))
	if g.often(0.4) {
		g.to(g.around(0.1, 0.08), g.around(0.93, 0.04))
	}
}

// fourSqueezed has its left side close to the stem, and is open at the top by little.
func (g *glyph) fourSqueezed() {
	bar := g.around(0.45, 0.07)
	g.down(g.around(0.45, 0.08), g.around(0.02, 0.02))
	g.to(g.around(0.25, 0.06), bar*0.55)
	g.fourElbow(0.05, bar)
	g.to(g.around(1.05, 0.12), bar+g.around(-0.03, 0.04))
	top, lean := g.around(0.82, 0.07), g.around(0.12, 0.1)
	g.down(top, max(g.around(0.12, 0.09), 0))
	g.to(top-lean*0.5, 0.5)
	g.to(top-lean, 1)
}

// eightSqueezed has two narrow loops.
func (g *glyph) eightSqueezed() {
	g.eightOf(g.around(-50, 20), 1, min(max(g.around(0.2, 0.07), 0.1), 0.34), min(max(g.around(0.2, 0.08), 0.06), 0.36), g.around(-0.15, 0.09), max(g.around(350, 12), 335))
}

// eightOpenNarrow is eightOpen with the lower loop of eightNarrow.
func (g *glyph) eightOpenNarrow() {
	g.eightOf(g.around(-50, 8), 1, max(g.around(0.3, 0.08), 0.18), min(max(g.around(0.14, 0.06), 0.05), 0.26), g.around(-0.1, 0.09), min(max(g.around(315, 9), 298), 332))
}

// nineTight has a loop so small that a pen may fill it, at the top of a straight tail.
func (g *glyph) nineTight() {
	half, bottom := min(max(g.around(0.26, 0.06), 0.15), 0.4), min(max(g.around(0.25, 0.05), 0.15), 0.36)
	start := g.around(45, 20)
	g.arc(0.95-half, bottom/2+0.02, half, bottom/2, start, max(g.around(365, 12), start+320), g.around(0, 0.06), true)
	if g.often(0.4) {
		g.corner(0.95, g.around(0.05, 0.04))
	}
	g.nineSlanting()
}
