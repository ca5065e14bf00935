package preprocess

import (
	"slices"

	"digitpad/training/ink"
)

// What is ink and what is paper is not known of a picture beforehand: ink may be dark
// or light, the paper lit unevenly, and a frame, a desk or a shadow may lie around it.
// So the ink is looked for twice, as what is darker and as what is lighter than its
// surroundings, and the page on which a digit stands out better is taken.

const (
	window     = 0.15 // of the longer side: half the window in which the paper is found, more than a pen's width
	darkest    = 0.25 // that paper can be
	lightInk   = 0.5  // and at least so dark, from 1, is a board on which ink is light
	faintest   = 0.10 // ink, in shares of the paper's light
	fainter    = 0.22 // than the digit, by this factor, is what is none of it
	point      = 0.06 // of the digit's longer side: the smallest decimal point
	sharp      = 0.08 // share of the contrast that a pixel's step makes up at the border of ink
	digitsSeen = 6    // digits, the best, by which pages are compared
	slanting   = 0.35 // tangent of a slash, against either direction
	slender    = 0.3  // of its length: the most that a slash is wide
	corner     = 0.1  // of the box, that is empty where a line goes around
	nearby     = 0.02 // of the longer side: half the window within which ink is equally dark
)

// page is the ink of a picture, and what of it hangs together.
type page struct {
	*grayImage // 0 is paper, 1 full ink
	all        []component
	of         []int // of each pixel: the index of its component plus one, 0 for none
	digit      int   // index of the component that is most like a digit
	score      float64
}

// findInk is the page of a grey picture on which a digit stands out best. It reports
// false if there is no ink.
func (p *grayImage) findInk() (*page, bool) {
	if p.w < 3 || p.h < 3 {
		return nil, false
	}
	negative := &grayImage{p.w, p.h, make([]float32, len(p.v))}
	for i, v := range p.v {
		negative.v[i] = 1 - v
	}
	dark, light := p.findDarkInk(darkest), negative.findDarkInk(lightInk)
	best := dark
	if light.isInkRatherThan(dark) {
		best = light
	}
	return best, best.score > 0
}

// findDarkInk is the page of ink that is darker than the paper. The paper is what
// remains if everything darker and narrower than a window is filled from its
// surroundings: the closing of grey morphology (Serra 1982). It is never taken for
// darker than least.
func (p *grayImage) findDarkInk(least float32) *page {
	longer := max(p.w, p.h)
	reach := max(int(window*float64(min(longer, 2*min(p.w, p.h)))), 1)
	smooth := p
	if longer > leastSide {
		smooth = p.blurred(1)
	}
	paper := smooth.highest(reach).lowest(reach)
	contrast := &grayImage{p.w, p.h, make([]float32, len(p.v))}
	for i, v := range p.v {
		contrast.v[i] = (paper.v[i] - v) / max(paper.v[i], least)
	}

	deviations := make([]float32, len(p.v))
	for i, v := range contrast.v {
		deviations[i] = max(v, -v)
	}
	// A desk may take half of the picture; what deviates least is paper.
	noise := quantile(deviations, .2)
	least = max(faintest, 10*noise)
	g := contrast.page(3*noise, least)
	g.weigh(contrast, p)
	if g.score == 0 {
		return g
	}
	// What is far fainter than the digit is none of it.
	if floor := float32(g.all[g.digit].contrast) * fainter; floor > least {
		g = contrast.page(3*noise, floor)
		g.weigh(contrast, p)
	}
	return g
}

// page makes full ink 1, be it dark or faint, and what is no more than noise 0: full
// ink is as dark as the darkest nearby, if that is at least so dark.
func (p *grayImage) page(noise, least float32) *page {
	full := p.highest(max(int(nearby*float64(max(p.w, p.h))), 3))
	g := &page{grayImage: &grayImage{p.w, p.h, make([]float32, len(p.v))}}
	for i, v := range p.v {
		if full.v[i] >= least {
			g.v[i] = min(max((v-noise)/(full.v[i]-noise), 0), 1)
		}
	}
	g.dropLines()
	g.all, g.of = g.components()
	return g
}

// weigh finds the component that is most like a digit. Contrast is the ink before it was
// made full, grey the picture.
func (g *page) weigh(contrast, grey *grayImage) {
	for i, v := range g.v {
		if n := g.of[i]; n > 0 && v >= 0.5 {
			c := &g.all[n-1]
			c.area++
			c.contrast += float64(contrast.v[i])
			c.grey += float64(grey.v[i])
		}
	}
	for i := range g.all {
		if c := &g.all[i]; c.area > 0 {
			c.contrast /= c.area
			c.grey /= c.area
		}
	}
	g.measureSharpness(contrast)
	longer := float64(max(g.w, g.h))
	for i := range g.all {
		c := &g.all[i]
		for k := range g.all {
			o := &g.all[k]
			c.frame = c.frame || c.contains(*o) && o.onEdge == 0 && o.contrast > 0.5*c.contrast &&
				float64(o.longer()) > max(framed*float64(c.longer()), smallest*longer) && g.surrounds(k, i) && !(o.isSlash() && g.isRound(i))
		}
		c.likeness = g.likeness(c, grey)
		if c.likeness > g.all[g.digit].likeness {
			g.digit = i
		}
	}
	g.score = g.scoreOf(func(component) bool { return true })
}

// scoreOf is how well some of the components stand out as digits. A number has several,
// each smaller than one that is alone.
func (g *page) scoreOf(counts func(component) bool) (score float64) {
	var best []float64
	for _, c := range g.all {
		if counts(c) {
			best = append(best, -c.likeness)
		}
	}
	slices.Sort(best)
	for _, b := range best[:min(len(best), digitsSeen)] {
		score -= b
	}
	return score
}

// likeness is how well a component can be the digit.
func (g *page) likeness(c *component, grey *grayImage) float64 {
	longer := float64(max(g.w, g.h))
	size := float64(c.longer()) / longer
	score := c.contrast * min(size, 0.4) / (1 + float64(c.onEdge)/(0.04*longer))
	if size < smallest {
		return 0.01 * score
	}
	if c.frame {
		score *= 0.05
	}
	score *= min(c.sharpness/sharp, 1)
	// Ink is little of what there is around it, paper much.
	c.share = max(c.shareOf(grey, 0), c.shareOf(grey, c.longer()/4))
	if c.share > 0.5 {
		score *= max(1-(c.share-0.5)/0.15, 0.02)
	}
	return score
}

// measureSharpness finds how steeply the contrast falls at each component's border, by
// its contrast: ink ends within a few pixels, light and shadow do not.
func (g *page) measureSharpness(contrast *grayImage) {
	border := make([]float64, len(g.all))
	for i, n := range g.of {
		x, y := i%g.w, i/g.w
		if n == 0 || x == 0 || y == 0 || x == g.w-1 || y == g.h-1 {
			continue
		}
		if g.of[i-1] == n && g.of[i+1] == n && g.of[i-g.w] == n && g.of[i+g.w] == n {
			continue
		}
		step := float32(0) // a line may be a pixel wide: on one side
		for _, k := range []int{i - 1, i + 1, i - g.w, i + g.w} {
			step = max(step, contrast.v[i]-contrast.v[k])
		}
		g.all[n-1].sharpness += float64(step)
		border[n-1]++
	}
	for i := range g.all {
		if c := &g.all[i]; border[i] > 0 && c.contrast > 0 {
			c.sharpness /= border[i] * c.contrast
		}
	}
}

// surrounds reports whether the component o lies within c on all four sides.
func (g *page) surrounds(o, c int) bool {
	b, out := g.all[o], g.all[c]
	x, y := (b.minX+b.maxX)/2, (b.minY+b.maxY)/2
	met := func(x0, y0, x1, y1 int) bool {
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				if g.of[y*g.w+x] == c+1 {
					return true
				}
			}
		}
		return false
	}
	return met(out.minX, y, b.minX, y) && met(b.maxX, y, out.maxX, y) && met(x, out.minY, x, b.minY) && met(x, b.maxY, x, out.maxY)
}

// isSlash reports whether the component is a slanting line, as some write it into a 0.
func (c component) isSlash() bool {
	w, h := float64(c.maxX-c.minX+1), float64(c.maxY-c.minY+1)
	return w > slanting*h && h > slanting*w && c.area < slender*(w*w+h*h)
}

// isRound reports whether two opposite corners of a component's box are empty: of a ring that
// leans, the other two may not be.
func (g *page) isRound(i int) bool {
	c := g.all[i]
	w, h := c.maxX-c.minX+1, c.maxY-c.minY+1
	inked := func(x, y int) bool { return g.of[y*g.w+x] == i+1 }
	falling, rising := true, true // whether both corners at the ends of that diagonal are empty
	for y := range int(corner * float64(h)) {
		for x := range int(corner * float64(w)) {
			falling = falling && !inked(c.minX+x, c.minY+y) && !inked(c.maxX-x, c.maxY-y)
			rising = rising && !inked(c.maxX-x, c.minY+y) && !inked(c.minX+x, c.maxY-y)
		}
	}
	return falling || rising
}

// shareOf is that of the pixels as dark as the component's ink, in the square around it and
// a margin.
func (c *component) shareOf(grey *grayImage, margin int) float64 {
	// Paper swallows nothing, ink the share contrast of it.
	middle := float32(c.grey * (1 + 0.5*c.contrast/max(1-c.contrast, 0.05)))
	if c.contrast > 0.9 {
		middle = float32(max(c.grey*2, 0.5))
	}
	side := c.longer() + 2*margin
	x0, y0 := (c.minX+c.maxX+1-side)/2, (c.minY+c.maxY+1-side)/2
	dark, all := 0, 0
	for y := max(y0, 0); y < min(y0+side, grey.h); y++ {
		for x := max(x0, 0); x < min(x0+side, grey.w); x++ {
			all++
			if grey.v[y*grey.w+x] < middle {
				dark++
			}
		}
	}
	return float64(dark) / float64(max(all, 1))
}

// isInkRatherThan reports whether g shows the ink and o the paper: the holes of a digit
// lie within it.
func (g *page) isInkRatherThan(o *page) bool {
	if g.score == 0 || o.score == 0 {
		return g.score > o.score
	}
	mine, others := o.hasHole(g.all[g.digit]), g.hasHole(o.all[o.digit])
	if mine != others {
		return others
	}
	return g.scoreBeside(o) > o.scoreBeside(g)
}

// scoreBeside is the score without what lies among the lines of o's digit: a bold digit
// leaves paper between its lines, in many pieces.
func (g *page) scoreBeside(o *page) float64 {
	digit, longer := o.all[o.digit], max(g.w, g.h)
	if digit.frame || digit.share >= 0.55 || digit.contrast < 0.8*g.all[g.digit].contrast || float64(digit.onEdge) >= 0.7*float64(longer) {
		return g.score
	}
	margin := int(nearby * float64(longer))
	digit.minX, digit.minY, digit.maxX, digit.maxY = digit.minX-margin, digit.minY-margin, digit.maxX+margin, digit.maxY+margin
	return g.scoreOf(func(c component) bool { return !c.within(digit) })
}

// hasHole reports whether c, of the other page, lies within ink of this one.
func (g *page) hasHole(c component) bool {
	return slices.ContainsFunc(g.all, func(around component) bool {
		return c.within(around) && around.isInkAround(c, max(g.w, g.h))
	})
}

// isInkAround reports whether the component is lines of which the other, within them, may
// be a hole: neither paper nor a desk or a frame, nor much fainter.
func (c component) isInkAround(hole component, longer int) bool {
	return !c.frame && c.share < 0.6 && hole.longer() > c.longer()/7 && float64(c.onEdge) < 0.7*float64(longer) && c.contrast > 0.5*hole.contrast
}

// keepDigit blanks all but the digit: the component that is most like one and, from one to the
// next, what lies near.
func (g *page) keepDigit() {
	seed := g.all[g.digit]
	reach := int(apart * float64(seed.longer()))
	kept := make([]bool, len(g.all))
	kept[g.digit] = true
	for next := []int{g.digit}; len(next) > 0; next = next[1:] {
		for i, c := range g.all {
			if !kept[i] && g.belongs(c, seed) && c.near(g.all[next[0]], reach) {
				kept[i] = true
				next = append(next, i)
			}
		}
	}
	g.keep(g.of, func(i int) bool { return kept[i] })
}

// keepDigits blanks what surrounds digits: frames, what the picture's edge cuts off, and
// specks that are no decimal point.
func (g *page) keepDigits() {
	seed := g.all[g.digit]
	g.keep(g.of, func(i int) bool {
		c := g.all[i]
		return i == g.digit || float64(c.longer()) >= point*float64(seed.longer()) && !c.frame && c.contrast >= 0.3*seed.contrast && c.sharpness >= sharp/2 &&
			(c.onEdge == 0 || float64(c.onEdge) < onEdge*float64(max(g.w, g.h)) && c.likeness >= 0.3*seed.likeness)
	})
}

// belongs reports whether a component can be ink like the seed: no speck, no frame, not cut
// off by the picture's edge.
func (g *page) belongs(c, seed component) bool {
	return float64(c.longer()) >= ink.StrayClick*float64(seed.longer()) && !c.frame &&
		(c.onEdge == 0 || seed.onEdge > 0 && float64(c.onEdge) < onEdge*float64(max(g.w, g.h))) &&
		c.contrast >= 0.15*seed.contrast
}
