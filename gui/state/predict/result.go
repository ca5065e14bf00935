package predict

import (
	"digitpad/network"
	"digitpad/training/calibration"
	"digitpad/training/inference"
	"digitpad/training/ink"
)

// Result is what a network makes of an image.
type Result struct {
	// Answered reports whether there is an answer: a network, and ink.
	Answered bool

	// HasNetwork reports whether there is a network.
	HasNetwork bool

	Encoding network.Encoding
	Outputs  []float32 // the output activations
	Digit    int       // the prediction, -1 for none
	Second   int       // the second most active output, -1 where that means nothing
	Unsure   bool      // the answer is not much more than a guess

	// Set are the digits that it may be, the likeliest first, of which one is right in 99
	// of 100 cases; nil where the network was not calibrated on enough digits.
	Set []int
}

// Winner is the output that stands out, -1 for none: of encodings other than one-hot
// none does.
func (r Result) Winner() int {
	if r.Answered && r.Encoding == network.OneHot {
		return r.Digit
	}
	return -1
}

// classify is what a network, with its calibration, makes of an image; it copies the
// activations. Pass is the network's. Rejector may be nil.
func classify(n *network.Network, pass *network.Pass, c calibration.Calibration, rejector *inference.Rejector, img ink.Image) Result {
	r := Result{Digit: -1, Second: -1, HasNetwork: n != nil, Encoding: network.OneHot}
	if n == nil {
		return r
	}
	r.Encoding = n.Spec().Encoding
	if img.Empty() {
		return r
	}
	x := network.NewInput(img[:])
	r.Answered = true
	r.Outputs = append(r.Outputs, n.Forward(pass, x)...)
	answer := c.Answer(n.Spec(), r.Outputs)
	r.Digit, r.Set = answer.Digit, answer.Set
	if r.Encoding == network.OneHot {
		r.Second = runnerUp(r.Outputs, r.Digit)
	}
	if rejector != nil {
		_, r.Unsure = rejector.Judge(x, r.Digit, answer.Confidence())
	}
	return r
}

// runnerUp is the index of the largest activation but one.
func runnerUp(a []float32, first int) int {
	second := -1
	for i, v := range a {
		if i != first && (second < 0 || v > a[second]) {
			second = i
		}
	}
	return second
}
