package training

import (
	"slices"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/optim"
)

// Branch is a place in a run from which another run can continue: the end of the last of
// Epochs.
type Branch struct {
	Settings Settings // of the run, as they were last
	Epochs   []Epoch  // of the run, epoch 0 first, up to the one to continue from

	Train, Validation *dataset.Dataset // of the run
}

// Errors of Branch.Check, besides Problems.
var (
	// ErrStateGone: the optimiser's state of that epoch is no longer kept.
	ErrStateGone = message.Errorf("the optimiser's state of this epoch is not kept")
	// ErrNothingLeft: the settings have no epoch after that one.
	ErrNothingLeft = message.Errorf("no epoch is left to train: set more epochs")
)

// Check reports why a run with settings s cannot continue from here: Problems,
// ErrStateGone or ErrNothingLeft; nil if it can. Epochs, learning rate, mini-batch,
// optimiser and the like may differ; the network's settings may not.
func (b Branch) Check(s Settings) error {
	if err := s.validateFor(b.Train); err != nil {
		return err
	}
	if problems := s.otherNetwork(b.Settings, "This must be the same as in the run that continues."); problems != nil {
		return problems
	}
	optimizer, err := optim.Optimizers.Lookup(s.Optimizer)
	if err != nil {
		return err
	}
	last := b.Epochs[len(b.Epochs)-1]
	if optimizer.States() > 0 && last.State.goneFor(optimizer) {
		return ErrStateGone
	}
	if s.over(last.Number, b.Epochs) {
		return ErrNothingLeft
	}
	return nil
}

// Nearest is the number of the epoch nearest to the last one that still has its
// optimiser's state; false if there is none.
func (b Branch) Nearest() (number int, ok bool) {
	for _, e := range slices.Backward(b.Epochs) {
		if _, kept := e.State.load(); kept {
			return e.Number, true
		}
	}
	return 0, false
}

// Trainer prepares a run that continues from here. With the run's own settings it reaches
// the same weights, bit for bit; another optimiser starts with a state of zero. The error
// is that of Check.
func (b Branch) Trainer(s Settings) (*Trainer, error) {
	if err := b.Check(s); err != nil {
		return nil, err
	}
	spec, err := s.specFor(b.Train.Inputs(), b.Train.Labels())
	if err != nil {
		return nil, err
	}
	last := b.Epochs[len(b.Epochs)-1]
	if last.Parameters.Len() < spec.Parameters() {
		return nil, message.Errorf("the epoch has %d parameters, too few for %s", last.Parameters.Len(), spec.SizesString())
	}
	net := network.New(spec)
	if err := last.Parameters.read(net.Parameters()); err != nil {
		return nil, err
	}
	t := newTrainer(s, net, b.Train, b.Validation)
	if state := last.State; state != nil && state.optimizer == t.optimizer {
		slices, kept := state.load()
		if !kept {
			return nil, ErrStateGone // meanwhile
		}
		for i, slice := range slices {
			if err := slice.read(t.state[i]); err != nil {
				return nil, err
			}
		}
		t.stateAge = state.age
	}
	t.epoch, t.iterations, t.since = last.Number, last.Iterations, last.Number
	t.history = slices.Clone(b.Epochs)
	return t, nil
}
