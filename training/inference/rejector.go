package inference

import (
	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
)

// Rejector detects images that are no digits (out-of-distribution detection). A
// classifier that was trained on digits alone is confident about letters and scribbles
// too, so a second, small network was trained to tell digits from other drawings, and
// from one another. It works beside any classifier. Goroutines may share it.
type Rejector struct{ net *network.Network }

// The labels of a network behind Rejector that tells digits, whichever, from others.
const (
	Digit    = 0
	NotDigit = 1
)

// LabelOf is the label of each digit where the network tells them apart, too: NotDigit
// has that of the 1, which takes that of the 9; 4 and 9, the most alike, share one.
var LabelOf = [network.Labels]int{0, 9, 2, 3, 4, 5, 6, 7, 8, 4}

// RejectionLimit is the activation of NotDigit beyond which an image is taken for no digit.
// It was chosen by true digits alone; see TestRejectionLimit in training/pretrain.
const RejectionLimit = 0.25

// minConfidence is the least calibrated probability of an answer that is more than a guess.
const minConfidence = 0.7

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
// is too small for a digit, the image looks like none, or like another digit, or the
// confidence in the answer is low.
func (d *Rejector) IsUncertain(x network.Input, digit int, confidence float32) bool {
	if extent(x) < minExtent || confidence < minConfidence {
		return true
	}
	a := d.net.Forward(d.net.NewPass(), x)
	if float64(a[NotDigit]) > RejectionLimit {
		return true
	}
	likeliest := Digit
	for label, v := range a {
		if label != NotDigit && v > a[likeliest] {
			likeliest = label
		}
	}
	return likeliest != LabelOf[digit]
}
