package preprocess

import (
	"math"
	"slices"
)

// The lines of ruled and squared paper, of tables and forms run straight across the
// picture. They are taken away where they run alone: where the pen crosses them, its
// ink stays.

const (
	ruleWidth    = 0.02 // of the longer side: the most a line's width is
	ruleSlope    = 0.1  // tangent: the most a line is turned
	ruleCoverage = 0.35 // of the side, on which a line runs alone at the least
	ruleEnds     = 0.5  // the same, of its first and its last eighth
	ruleFamily   = 3    // lines are enough for one to be no stroke
	rulePen      = 0.6  // of the pen's width: a line that is no thinner is a stroke, unless it has many like it
)

// dropLines blanks lines that run across the page, in both directions.
func (p *grayImage) dropLines() {
	plain := &grayImage{p.w, p.h, slices.Clone(p.v)}
	across := plain.dropRules()
	turned := plain.transposed()
	down := turned.dropRules()
	if len(across)+len(down) == 0 {
		return
	}
	pen := turned.strokeWidth()
	if math.IsNaN(pen) {
		return
	}
	drop := func(p *grayImage, rules []rule) {
		for _, r := range rules {
			if r.width <= rulePen*pen || len(rules) >= ruleFamily {
				p.blank(r)
			}
		}
	}
	drop(p, across)
	turned = p.transposed()
	drop(turned, down)
	*p = *turned.transposed()
}

// transposed is the image with rows and columns exchanged.
func (p *grayImage) transposed() *grayImage {
	t := &grayImage{p.h, p.w, make([]float32, len(p.v))}
	for y := range p.h {
		for x := range p.w {
			t.v[x*t.w+y] = p.v[y*p.w+x]
		}
	}
	return t
}

// run is ink that is connected within one column.
type run struct{ x, top, end int }

func (r run) middle() float64 { return float64(r.top+r.end-1) / 2 }

// thinRuns are those that are no thicker than a rule.
func (p *grayImage) thinRuns() []run {
	thickest := max(int(ruleWidth*float64(max(p.w, p.h))), 6)
	var thin []run
	for x := range p.w {
		for y := 0; y < p.h; y++ {
			if p.v[y*p.w+x] < visible {
				continue
			}
			r := run{x, y, y}
			for r.end < p.h && p.v[r.end*p.w+x] >= visible {
				r.end++
			}
			if y = r.end; r.end-r.top <= thickest {
				thin = append(thin, r)
			}
		}
	}
	return thin
}

// rule is a line across the page, and the runs on it.
type rule struct {
	runs  []run
	width float64 // median
}

// dropRules blanks the lines that run from the left side to the right, and returns
// them. They are found by a Hough transform: each thin run votes for the lines of all
// slopes through it.
func (p *grayImage) dropRules() (rules []rule) {
	runs := p.thinRuns()
	for len(runs) >= int(ruleCoverage*float64(p.w)) {
		slope, at, ok := p.strongestRule(runs)
		if !ok {
			break
		}
		var r rule
		var off []run
		var widths []float32
		for _, n := range runs {
			if math.Abs(n.middle()-at-slope*float64(n.x)) <= 2 {
				r.runs = append(r.runs, n)
				widths = append(widths, float32(n.end-n.top))
			} else {
				off = append(off, n)
			}
		}
		r.width = float64(quantile(widths, .5))
		p.blank(r)
		runs, rules = off, append(rules, r)
	}
	return rules
}

// blank takes a line away where it runs alone: where the pen crosses, a run is longer.
func (p *grayImage) blank(r rule) {
	for _, n := range r.runs {
		if float64(n.end-n.top) <= 1.5*r.width+1 {
			for y := max(n.top-2, 0); y < min(n.end+2, p.h); y++ {
				p.v[y*p.w+n.x] = 0
			}
		}
	}
}

// strongestRule is the line y = height + slope·x on which most runs lie. It reports false
// if they do not reach across.
func (p *grayImage) strongestRule(runs []run) (slope, height float64, ok bool) {
	const parts = 8
	steps := int(ruleSlope*float64(p.w)/2) + 1
	most := 0
	for step := -steps; step <= steps; step++ {
		s := 2 * float64(step) / float64(p.w)
		votes := make([][parts]int, p.h+1)
		for _, r := range runs {
			if y := int(r.middle() - s*(float64(r.x)-float64(p.w)/2) + 0.5); y >= 0 && y < p.h {
				votes[y][r.x*parts/p.w]++
			}
		}
		for y := range p.h {
			at := func(part int) int { return votes[y][part] + votes[y+1][part] }
			sum := 0
			for part := range parts {
				sum += at(part)
			}
			if end := float64(min(at(0), at(parts-1))); sum > most && end >= ruleEnds*float64(p.w)/parts {
				most, slope, height = sum, s, float64(y)+0.5-s*float64(p.w)/2
			}
		}
	}
	return slope, height, float64(most) >= ruleCoverage*float64(p.w)
}
