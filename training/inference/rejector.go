package inference

import (
	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
)

// Rejector detects images that are no digits (out-of-distribution detection). A
// classifier that was trained on digits alone is confident about letters and scribbles
// too, so a second, small network was trained to tell digits from other drawings. It
// works beside any classifier. Goroutines may share it.
type Rejector struct{ net *network.Network }

// The labels of the network behind Rejector.
const (
	Digit    = 0
	NotDigit = 1
)

// The limits of belief. With them, of the digits of six pen writers whom neither network
// saw, 1.2 % of those that the shipped network reads rightly are called unsure, and 11 of its
// 21 misreadings. Of drawings of kinds that the rejector has not seen, 9 % are believed, of
// fresh scribbles 3 %: go test ./training/pretrain -run Judged -v.
const (
	maxOODScore   = 0.5 // activation of NotDigit
	minConfidence = 0.7 // calibrated probability of the answer
)

// NewRejector uses a network trained on the labels Digit and NotDigit. It returns an
// error if the network's sizes do not fit.
func NewRejector(net *network.Network) (*Rejector, error) {
	sizes := net.Spec().Sizes
	if sizes[0] != dataset.Pixels || sizes[len(sizes)-1] <= NotDigit {
		return nil, message.Errorf("the network does not tell digits from other drawings: it is %s", net.Spec().SizesString())
	}
	return &Rejector{net}, nil
}

// Score is how little the image looks like a digit, in [0,1]: the activation of NotDigit.
func (d *Rejector) Score(x network.Input) float64 {
	return float64(d.net.Forward(d.net.NewPass(), x)[NotDigit])
}

// IsUncertain reports whether an answer should be shown as no more than a guess: the ink
// is too small for a digit, the image looks like none, or the confidence in the answer is
// low.
func (d *Rejector) IsUncertain(x network.Input, confidence float32) bool {
	return extent(x) < minExtent || confidence < minConfidence || d.Score(x) > maxOODScore
}
