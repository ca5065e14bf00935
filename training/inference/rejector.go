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

// The labels of a Rejector's network.
const (
	Digit    = 0
	NotDigit = 1
)

// The thresholds. Measured with the shipped network: 1.1 % of the correctly classified
// digits of unseen pen writers are called uncertain, and 2.6 % of those of MNIST's test
// images; of the misclassified test images 44 %. Of unseen letters 0.3 % are accepted, of
// unseen scribbles 6.0 %.
const (
	maxOODScore   = 0.5 // activation of NotDigit
	minConfidence = 0.7 // output activation of the answer
)

// NewRejector makes a Rejector of a network trained on the labels Digit and NotDigit. The
// error says that the network's sizes do not fit.
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
// is too small for a digit, the image looks like none, or the answer's output activation
// is low. Top is that activation.
func (d *Rejector) IsUncertain(x network.Input, top float32) bool {
	return extent(x) < minExtent || top < minConfidence || d.Score(x) > maxOODScore
}
