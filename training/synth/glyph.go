package synth

import (
	"math"
	"math/rand/v2"

	"digitpad/training/ink"
)

// controlPoint is a point of a stroke: smooth, or a corner.
type controlPoint struct {
	ink.Point
	corner bool
}

// glyph collects the control points of a digit in the unit square, y down. Each random
// choice is half the writer's, always the same, and half new.
type glyph struct {
	style  *rand.Rand // the writer's way to write this form, always from its start
	random *rand.Rand
	// strokes are the control points of each stroke.
	strokes [][]controlPoint
}

// Shares of the writer and of the moment in the variance of a shape.
var (
	ofWriter = math.Sqrt(0.6)
	ofMoment = math.Sqrt(0.4)
)

// normal is a standard normal number.
func (g *glyph) normal() float64 {
	return ofWriter*g.style.NormFloat64() + ofMoment*g.random.NormFloat64()
}

// around is a normal number, cut off at 2.6 deviations.
func (g *glyph) around(mean, deviation float64) float64 {
	return mean + 1.3*deviation*min(max(g.normal(), -2), 2)
}

// often is true with the probability p over all writers; most writers always or
// never do it.
func (g *glyph) often(p float64) bool {
	style, moment := g.style.Float64(), g.random.Float64()
	if moment > faithful {
		style = (moment - faithful) / (1 - faithful)
	}
	return style < p
}

// wobble is the standard deviation of a template's control points.
const wobble = 0.022

// down starts a stroke.
func (g *glyph) down(x, y float64) {
	g.strokes = append(g.strokes, make([]controlPoint, 0, 24))
	g.add(x, y, wobble, true)
}

// to continues smoothly to a point.
func (g *glyph) to(x, y float64) { g.add(x, y, wobble, false) }

// corner continues to a point at which the pen turns sharply.
func (g *glyph) corner(x, y float64) { g.add(x, y, wobble, true) }

func (g *glyph) add(x, y, wobble float64, corner bool) {
	last := &g.strokes[len(g.strokes)-1]
	*last = append(*last, controlPoint{ink.Point{X: g.around(x, wobble), Y: g.around(y, wobble)}, corner})
}

// arc goes around the centre (cx, cy) with the half axes rx and ry, from one angle
// to another. Angles are in degrees, 0 to the right and 90 to the top, so that
// growing angles run counter-clockwise. With start set the arc starts a stroke. The
// radius changes evenly by the share drift on the way, as of a spiral.
func (g *glyph) arc(cx, cy, rx, ry, from, to, drift float64, start bool) {
	const step = 40
	n := max(int(math.Abs(to-from)/step+0.5), 2)
	// People do not draw exact ellipses: one corner is fuller, and the top leans.
	full, where := g.around(0, 0.05), g.around(45, 60)
	lean := g.around(0.08, 0.12)
	for i := 0; i <= n; i++ {
		at := float64(i) / float64(n)
		angle := from + (to-from)*at
		sin, cos := math.Sincos(angle * math.Pi / 180)
		r := 1 + drift*(at-0.5) + full*math.Cos(2*(angle-where)*math.Pi/180)
		if i == 0 && start {
			g.strokes = append(g.strokes, make([]controlPoint, 0, 24))
		}
		g.add(cx+r*(rx*cos+lean*ry*sin), cy-r*ry*sin, wobble/2, false)
	}
}
