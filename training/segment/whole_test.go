package segment_test

import (
	"math"
	"testing"

	"digitpad/training/ink"
	"digitpad/training/segment"
	"digitpad/training/synth"
)

// A digit is a candidate as a whole: a flat one, if it is one component that was cut, and if its
// bar stands apart above the rest; and one of two components that both were cut.
func TestWholeDigitsAreCandidates(t *testing.T) {
	ring := func(x, y, radius float64) (points []ink.Point) {
		for k := range 41 {
			sin, cos := math.Sincos(float64(k) * math.Pi / 20)
			points = append(points, ink.Point{X: x + radius*sin, Y: y - 0.8*radius*cos})
		}
		return points
	}
	for name, strokes := range map[string][][]ink.Point{
		"a 2": {{{X: 0.1, Y: 0.42}, {X: 0.2, Y: 0.36}, {X: 0.32, Y: 0.42}, {X: 0.2, Y: 0.55}, {X: 0.12, Y: 0.62}, {X: 0.4, Y: 0.6}, {X: 0.9, Y: 0.62}}},
		"a 5": {
			{{X: 0.35, Y: 0.575}, {X: 0.5, Y: 0.58}, {X: 0.62, Y: 0.66}, {X: 0.6, Y: 0.76}, {X: 0.48, Y: 0.82}, {X: 0.33, Y: 0.83}},
			{{X: 0.45, Y: 0.5}, {X: 0.7, Y: 0.44}, {X: 0.93, Y: 0.34}},
		},
		"an 8": {ring(0.52, 0.3, 0.17), ring(0.48, 0.7, 0.24)},
	} {
		var d ink.Drawing
		for _, points := range strokes {
			d = append(d, ink.Stroke{Points: points, Width: 0.04})
		}
		paper := synth.NewPaper(d, 120, 0.04)
		want := paper.Box(d.Bounds(), 0.04)
		whole := false
		for _, c := range segment.NewPage(paper).Candidates() {
			whole = whole || c.Box.MinX < want.MinX+2 && c.Box.MaxX > want.MaxX-2 && c.Box.MinY < want.MinY+2 && c.Box.MaxY > want.MaxY-2
		}
		if !whole {
			t.Errorf("%s in %d strokes is no candidate as a whole", name, len(strokes))
		}
	}
}
