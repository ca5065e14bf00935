// Package ink turns pen strokes into the 28×28 image that a network receives.
// There is one path from strokes to image; the pad, the command line, the
// evaluation on pen data and the synthetic writer all take it.
package ink

// Point is a position on the pad in pad units: the pad is the unit square, x
// runs to the right and y down.
type Point struct{ X, Y float64 }

// Stroke is one pen-down to pen-up polyline in time order. One point is a dot.
type Stroke struct {
	Points []Point
	Width  float64 // of the line, in pad units
	Erase  bool    // takes ink away instead of adding it
}

// Drawing is strokes in the order in which they were made; a stroke that erases
// acts on those before it.
type Drawing []Stroke

// Side is the width and height of an Image in pixels.
const Side = 28

// Image is what a network receives, row by row: 0 is blank and 255 full ink, as
// in MNIST.
type Image [Side * Side]byte
