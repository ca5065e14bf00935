// Package inference is a trained network in use. A Reader answers with calibrated probabilities
// and says whether it is sure: a Rejector, two further small networks, knows letters, scribbles
// and dots for what they are. A FineTuner teaches a network one corrected example, and as little
// else as that needs.
package inference

import (
	"digitpad/network"
	"digitpad/training/calibration"
	"digitpad/training/ink"
)

// Reader reads digits with a network and says whether it is sure. It belongs to one
// goroutine.
type Reader struct {
	net         *network.Network
	pass        *network.Pass
	calibration calibration.Calibration
	rejector    *Rejector // nil for none
}

// NewReader reads with a network, calibrated, and asks a rejector, unless that is nil,
// whether an image looks like a digit at all.
func NewReader(net *network.Network, c calibration.Calibration, rejector *Rejector) *Reader {
	return &Reader{net, net.NewPass(), c, rejector}
}

// Reading is what a Reader makes of an image.
type Reading struct {
	calibration.Answer
	Activations []float32 // of the outputs; valid until the next Read
	Sure        bool      // whether the answer is more than a guess
}

// Read reads an image.
func (r *Reader) Read(x network.Input) Reading {
	a := r.net.Forward(r.pass, x)
	answer := r.calibration.Answer(r.net.Spec(), a)
	sure := !IsGuess(x, answer.Confidence())
	if r.rejector != nil {
		_, uncertain := r.rejector.Judge(x, answer.Digit, answer.Confidence())
		sure = !uncertain
	}
	return Reading{answer, a, sure}
}

// ReadDrawing reads a drawing. Where ink is left out of its image as stray clicks, the
// answer is a guess.
func (r *Reader) ReadDrawing(d ink.Drawing) Reading {
	image := d.Image()
	reading := r.Read(network.NewInput(image[:]))
	reading.Sure = reading.Sure && !d.HasClicks()
	return reading
}
