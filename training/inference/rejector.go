package inference

import (
	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
)

// Rejector tells whether an image deserves a confident answer. A network that knows
// nothing but digits is sure of letters and scribbles, too: it has never seen
// anything else. So a second, small network has learned to tell digits from other
// drawings. It is independent of the network that reads the digit, and may be used
// by any number of goroutines.
type Rejector struct{ net *network.Network }

// The labels of the network behind Doubt.
const (
	Digit    = 0
	NotDigit = 1
)

// The limits of belief. With them, of the digits that the shipped network reads
// rightly, 1.1 % of those of pen writers whom it never saw are called unsure, and
// 2.6 % of MNIST's test images; of its misreadings there, 44 %. Of fresh letters 0.3 %
// are believed, of fresh scribbles 6.0 %.
const (
	maxOODScore   = 0.5 // activation of NoDigit
	minConfidence = 0.7 // output activation of the answer
)

// NewRejector uses a network trained on the labels ADigit and NoDigit. It returns an
// error if the network's sizes do not fit.
func NewRejector(net *network.Network) (*Rejector, error) {
	sizes := net.Spec().Sizes
	if sizes[0] != dataset.Pixels || sizes[len(sizes)-1] <= NotDigit {
		return nil, message.Errorf("the network does not tell digits from other drawings: it is %s", net.Spec().SizesString())
	}
	return &Rejector{net}, nil
}

// Score is how much the image looks like something else than a digit, in [0,1].
func (d *Rejector) Score(x network.Input) float64 {
	return float64(d.net.Forward(d.net.NewPass(), x)[NotDigit])
}

// IsUncertain reports whether an answer should be shown as no more than a guess: there is
// no ink, the image looks like no digit, or the answer's output activation is low.
// Top is that activation.
func (d *Rejector) IsUncertain(x network.Input, top float32) bool {
	return len(x) == 0 || top < minConfidence || d.Score(x) > maxOODScore
}
