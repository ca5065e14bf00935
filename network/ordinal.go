package network

import "math"

// Ordinal is one output whose activation grows with the label: label/9, so that
// 0 to 9 fill [0,1]. It claims that 3 lies between 2 and 4, which is true of
// numbers and not of the shapes of digits.
var Ordinal Encoding = ordinal{}

type ordinal struct{}

func (ordinal) Name() string { return "ordinal" }

func (ordinal) Outputs() int { return 1 }

func (ordinal) Target(y []float32, label int) { y[0] = float32(label) / (Labels - 1) }

func (ordinal) Decode(a []float32) int {
	digit := math.Ceil(float64(a[0])*(Labels-1) - 0.5) // halves go to the smaller label
	if math.IsNaN(digit) {
		return 0
	}
	return int(min(max(digit, 0), Labels-1))
}
