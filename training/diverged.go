package training

import (
	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/evaluate"
)

// DivergedError says that a parameter or a cost is no longer a finite number, from
// which training cannot recover.
type DivergedError struct {
	Epoch     int     // in which it happened, from 1
	Iteration int     // of that epoch, from 1, by which it happened
	Layer     int     // the first layer concerned; 1 is the first hidden layer, 0 is none: Term is a cost
	Term      string  // what is not finite: "a weight", "a bias", "the cost on the test data"
	Rate      float64 // η at that time
}

// Error says where and why, and what to do.
func (e *DivergedError) Error() string { return e.Message().String() }

// Message is the text of Error.
func (e *DivergedError) Message() message.Message {
	if e.Layer == 0 {
		return message.New("training diverged in epoch %d: %s is not a finite number any more; "+
			"the learning rate %g is too high for this network, try %g",
			e.Epoch, message.Message{Format: e.Term}, e.Rate, e.Rate/2)
	}
	return message.New("training diverged in epoch %d at iteration %d: %s of layer %d is not a finite number any more; "+
		"the learning rate %g is too high for this network, try %g",
		e.Epoch, e.Iteration, message.Message{Format: e.Term}, e.Layer, e.Rate, e.Rate/2)
}

// checkBiases reports a layer with a bias that is infinite or not a number, once a
// member of the team has found one. Every example updates the biases, so they are
// mostly the first to go; they are few, and are looked at after every iteration.
func (t *Trainer) checkBiases() error {
	if t.engine == nil && !t.notFinite.Load() {
		return nil
	}
	t.team.settle()
	for l, layer := range t.net.Layers() {
		if !network.Finite(layer.B) {
			return t.diverged(l, layer)
		}
	}
	return nil
}

// checkParameters reports a layer with a parameter that is infinite or not a number. A
// weight of an input that is rarely inked can overflow while the biases are finite.
// Looking at all weights takes about as long as a mini-batch, so it is done before the
// network is shown: at the end of an epoch and before each event.
func (t *Trainer) checkParameters() error {
	for l, layer := range t.net.Layers() {
		if !network.Finite(layer.W) || !network.Finite(layer.B) {
			return t.diverged(l, layer)
		}
	}
	return nil
}

// diverged is the error for a layer. It says a weight if both kinds are concerned.
func (t *Trainer) diverged(l int, layer network.Layer) error {
	e := &DivergedError{Epoch: t.epoch + 1, Iteration: t.iteration, Layer: l + 1, Term: "a bias", Rate: t.rate}
	if !network.Finite(layer.W) {
		e.Term = "a weight"
	}
	return e
}

// checkCost reports the costs of an evaluation that are infinite or not a number, as
// those of activations are that are not: finite weights can be too large to be summed.
func (t *Trainer) checkCost(train, test evaluate.Score) error {
	e := &DivergedError{Epoch: t.epoch, Rate: t.rate}
	switch {
	case train.Cost-train.Cost != 0:
		e.Term = "the cost on the training data"
	case test.Cost-test.Cost != 0:
		e.Term = "the cost on the test data"
	default:
		return nil
	}
	return e
}

// restore puts the run back to its last evaluated epoch, whose parameters are finite, so
// that nothing that diverged is shown or saved. The optimiser's state is reset.
func (t *Trainer) restore() {
	if len(t.history) == 0 {
		return
	}
	last := t.history[len(t.history)-1]
	if err := last.Parameters.read(t.net.Parameters()); err != nil {
		panic("training: the last epoch is not in memory: " + err.Error())
	}
	for _, state := range t.state {
		clear(state)
	}
	t.regroup() // with new gradients
	t.stateAge = 0
	t.epoch, t.iterations = last.Number, last.Iterations
	t.visited, t.iteration, t.epochTime = 0, 0, 0
}
