package network

import "math"

// Encoding turns a label, 0 to 9, into the target y that the outputs should
// take, and output activations back into a label (section 2.2 of the post).
type Encoding interface {
	Name() string

	// Outputs is the number of output units.
	Outputs() int

	// Target sets y to the target of a label. Its values lie in [0,1].
	Target(y []float32, label int)

	// Decode is the label that the output activations a stand for: the one
	// whose target is nearest, the smaller label where two are equally near.
	Decode(a []float32) int
}

// Encodings are the encodings there are.
var Encodings = Registry[Encoding]{OneHot, Binary, Ordinal}

// Labels is the number of different labels: the digits 0 to 9.
const Labels = 10

// OneHot gives each label an output of its own: 3 is
// [0 0 0 1 0 0 0 0 0 0]. The nearest target is that of the largest activation.
var OneHot Encoding = oneHot{}

type oneHot struct{}

func (oneHot) Name() string { return "one-hot" }

func (oneHot) Outputs() int { return Labels }

func (oneHot) Target(y []float32, label int) {
	clear(y)
	y[label] = 1
}

func (oneHot) Decode(a []float32) int {
	best := 0
	for k, v := range a {
		if v > a[best] {
			best = k
		}
	}
	return best
}

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
