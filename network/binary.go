package network

import "math"

// Binary writes the label as a binary number of four outputs, the highest bit
// first: 3 is [0 0 1 1]. Of the sixteen patterns, six stand for no digit;
// activations near one of those are read as the nearest digit.
var Binary Encoding = binary{}

type binary struct{}

func (binary) Name() string { return "binary" }

func (binary) Outputs() int { return 4 }

func (binary) Target(y []float32, label int) {
	for k := range y {
		y[k] = float32(label >> (len(y) - 1 - k) & 1)
	}
}

func (e binary) Decode(a []float32) int {
	best, least := 0, math.Inf(1)
	var y [4]float32
	for label := range Labels {
		e.Target(y[:], label)
		if distance := Quadratic.Of(a, y[:]); distance < least {
			best, least = label, distance
		}
	}
	return best
}
