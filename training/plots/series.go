package plots

import (
	"math"

	"gonum.org/v1/plot/plotter"
)

// maxPoints is how many points of a line are drawn; more would not be visible.
const maxPoints = 300

// Finite is the points whose coordinates are numbers, in their order.
func Finite(points plotter.XYs) plotter.XYs {
	kept := make(plotter.XYs, 0, len(points))
	for _, p := range points {
		if finite(p.X) && finite(p.Y) {
			kept = append(kept, p)
		}
	}
	return kept
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// Thin is at most maxPoints+2 of the points: the first, the last and, of each stretch
// between, alternately its lowest and its highest, so that oscillations stay visible.
func Thin(points plotter.XYs) plotter.XYs {
	if len(points) <= maxPoints+2 {
		return points
	}
	inner := points[1 : len(points)-1]
	kept := plotter.XYs{points[0]}
	for i := range maxPoints {
		stretch := inner[i*len(inner)/maxPoints : (i+1)*len(inner)/maxPoints]
		pick := stretch[0]
		for _, p := range stretch[1:] {
			if (i%2 == 0) == (p.Y < pick.Y) {
				pick = p
			}
		}
		kept = append(kept, pick)
	}
	return append(kept, points[len(points)-1])
}
