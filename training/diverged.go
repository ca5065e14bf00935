package training

import (
	"fmt"

	"digitpad/network"
)

// DivergedError says that a parameter is no longer a finite number, which no
// further training can mend.
type DivergedError struct {
	Epoch     int // in which it happened, from 1
	Iteration int // of that epoch, from 1
	Layer     int // the first layer concerned; 1 is the first hidden layer
	Term      string
	Rate      float64 // η at that time
}

// Error says where and why, and what to do.
func (e *DivergedError) Error() string {
	return fmt.Sprintf("training diverged in epoch %d at iteration %d: %s of layer %d is not a finite number any more; "+
		"the learning rate %g is too high for this network, try %g",
		e.Epoch, e.Iteration, e.Term, e.Layer, e.Rate, e.Rate/2)
}

// checkFinite reports parameters that are infinite or not a number. Such a
// value reaches an output activation or a bias at once, so the biases, which
// every example updates, are looked at every time and the rest only to explain.
func (t *Trainer) checkFinite() error {
	for l, layer := range t.net.Layers() {
		if network.Finite(layer.B) {
			continue
		}
		e := &DivergedError{Epoch: t.epoch + 1, Iteration: t.iteration, Layer: l + 1, Term: "a bias", Rate: t.rate}
		if !network.Finite(layer.W) {
			e.Term = "a weight"
		}
		return e
	}
	return nil
}
