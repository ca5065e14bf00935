// Package ink turns pen strokes into the 28×28 image that a network receives. The pad,
// the command line, the evaluation on pen data and the synthetic writer all use it.
//
// A network that classifies 98 % of MNIST correctly fails on a drawn digit unless the
// drawing is normalised as MNIST's digits are: the longer side of the ink is 20 pixels,
// the centre of mass lies in the middle, and the pen is about 2.4 pixels wide (LeCun et
// al. 1998, section III; the widths are measured on MNIST's images). A drawing consists
// of strokes, not pixels, so it is moved, scaled and redrawn with that pen, and stays
// sharp.
package ink

// Point is a position on the pad in pad units: the pad is the unit square, x
// runs to the right and y down. A stroke may leave the pad.
type Point struct{ X, Y float64 }

// Stroke is one pen-down to pen-up polyline in time order. One point is a dot.
type Stroke struct {
	Points []Point
	Width  float64 // of the line, in pad units
	Erase  bool    // takes ink away instead of adding it
}

// Brush is the default width of a pad's pen in pad units: MNIST's pen, if the pad were
// the 28×28 pixels.
const Brush = Pen / Side

// Drawing is strokes in the order in which they were made; a stroke that erases acts on
// those before it. The methods of Drawing do not change it, and are safe for concurrent
// use as long as nothing else changes it.
type Drawing []Stroke

// Side is the width and height of an Image in pixels.
const Side = 28

// Image is what a network receives, row by row: 0 is blank and 255 full ink, as
// in MNIST.
type Image [Side * Side]byte

// Empty reports whether there is no ink at all.
func (m *Image) Empty() bool { return *m == Image{} }

// CentreOfMass is the mean position of the ink in corner coordinates, in which
// pixel i covers i to i+1 and the middle of the image is 14. It returns the
// middle for an empty image.
func (m *Image) CentreOfMass() (x, y float64) {
	var mass, mx, my float64
	for i, v := range m {
		mass += float64(v)
		mx += float64(v) * (float64(i%Side) + 0.5)
		my += float64(v) * (float64(i/Side) + 0.5)
	}
	if mass == 0 {
		return Side / 2.0, Side / 2.0
	}
	return mx / mass, my / mass
}

// Points is the number of points of all strokes.
func (d Drawing) Points() int {
	n := 0
	for _, s := range d {
		n += len(s.Points)
	}
	return n
}

// UpTo is the drawing as it was after its first n points.
func (d Drawing) UpTo(n int) Drawing {
	var part Drawing
	for _, s := range d {
		if n <= 0 {
			break
		}
		s.Points = s.Points[:min(n, len(s.Points))]
		n -= len(s.Points)
		part = append(part, s)
	}
	return part
}
