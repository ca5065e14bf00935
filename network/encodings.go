package network

import (
	"math"
	"math/bits"
)

// Encoding turns a label into the target y that the outputs should take, and output
// activations back into a label (section 2.2 of the post). Labels count from 0 and
// are mostly the ten digits; Of is for others.
type Encoding interface {
	Name() string

	// Labels is the number of different labels.
	Labels() int

	// Of is the same encoding of so many labels, 2 to MaxLabels. It panics on
	// others.
	Of(labels int) Encoding

	// Outputs is the number of output units.
	Outputs() int

	// Target sets y to the target of a label. Its values lie in [0,1].
	Target(y []float32, label int)

	// Decode is the label that the output activations a stand for: the one
	// whose target is nearest, the smaller label where two are equally near.
	Decode(a []float32) int
}

// Encodings are the encodings there are, of ten labels.
var Encodings = Registry[Encoding]{OneHot, Binary, Ordinal}

// Labels is how many labels the encodings in the registry have: the digits 0 to 9.
const Labels = 10

// MaxLabels is the most labels that an encoding can have.
const MaxLabels = 256

// checkLabels panics unless there can be so many labels.
func checkLabels(labels int) {
	if labels < 2 || labels > MaxLabels {
		panic("network: Encoding.Of: the number of labels is 2 to 256")
	}
}

// OneHot gives each label an output of its own: 3 is
// [0 0 0 1 0 0 0 0 0 0]. The nearest target is that of the largest activation.
var OneHot Encoding = oneHot{Labels}

type oneHot struct{ labels int }

func (oneHot) Name() string { return "one-hot" }

func (e oneHot) Labels() int { return e.labels }

func (e oneHot) Of(labels int) Encoding {
	checkLabels(labels)
	return oneHot{labels}
}

func (e oneHot) Outputs() int { return e.labels }

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

// Binary writes the label as a binary number, the highest bit first, of as many outputs
// as the largest label has bits: of ten labels, 3 is [0 0 1 1]. Of the sixteen patterns,
// six stand for no digit; activations near one of those are read as the nearest digit.
var Binary Encoding = binary{Labels}

type binary struct{ labels int }

func (binary) Name() string { return "binary" }

func (e binary) Labels() int { return e.labels }

func (e binary) Of(labels int) Encoding {
	checkLabels(labels)
	return binary{labels}
}

func (e binary) Outputs() int { return bits.Len(uint(e.labels - 1)) }

func (binary) Target(y []float32, label int) {
	for k := range y {
		y[k] = float32(label >> (len(y) - 1 - k) & 1)
	}
}

func (e binary) Decode(a []float32) int {
	best, least := 0, math.Inf(1)
	var room [8]float32 // of 256 labels
	y := room[:e.Outputs()]
	for label := range e.labels {
		e.Target(y, label)
		if distance := Quadratic.Of(a, y); distance < least {
			best, least = label, distance
		}
	}
	return best
}

// Ordinal is one output whose activation grows with the label: of ten labels, label/9, so
// that 0 to 9 fill [0,1]. It claims that 3 lies between 2 and 4, which is true of
// numbers and not of the shapes of digits.
var Ordinal Encoding = ordinal{Labels}

type ordinal struct{ labels int }

func (ordinal) Name() string { return "ordinal" }

func (e ordinal) Labels() int { return e.labels }

func (e ordinal) Of(labels int) Encoding {
	checkLabels(labels)
	return ordinal{labels}
}

func (ordinal) Outputs() int { return 1 }

func (e ordinal) Target(y []float32, label int) { y[0] = float32(label) / float32(e.labels-1) }

func (e ordinal) Decode(a []float32) int {
	most := float64(e.labels - 1)
	label := math.Ceil(float64(float64(a[0])*most) - 0.5) // halves go to the smaller label
	if math.IsNaN(label) {
		return 0
	}
	return int(min(max(label, 0), most))
}
