package training

import (
	"context"
	"fmt"
	"math/rand/v2"

	"digitpad/network"
)

// Teaching says how a network is taught a single example by online learning,
// mini-batches of one (section 3.3 of the post).
type Teaching struct {
	Rate  float64  // η of every step
	Steps int      // the most steps on the example
	MixIn *Dataset // its examples come between, MixPerStep after each step; nil for none
	Seed  uint64   // of the choice of the examples mixed in
}

// MixPerStep is how many other examples follow each step on the one that is
// taught, if any are mixed in: enough to hold what the network knew.
const MixPerStep = 10

// sureEnough is the confidence in the right digit at which teaching ends.
const sureEnough = 0.9

// NewTeaching is a teaching that suits a network: a rate at which its cost
// neither crawls nor jumps with single examples.
func NewTeaching(net *network.Network) Teaching {
	t := Teaching{Rate: 0.005, Steps: 100}
	if net.Spec().Output == network.Sigmoid && net.Spec().Cost == network.Quadratic {
		t.Rate = 0.5 // its gradient is the smaller by σ'
	}
	return t
}

// Teach takes online steps on an example until it is read as its label, with
// confidence, and returns the taught copy of the network and the number of steps
// on the example. It has an error if
// the steps were too long, and the context's if that ended first.
func (t Teaching) Teach(ctx context.Context, net *network.Network, x network.Input, label uint8) (*network.Network, int, error) {
	taught := net.Clone()
	backprop, pass := taught.NewBackprop(1), taught.NewPass()
	random := rand.New(rand.NewPCG(t.Seed, teachStream))
	step := func(x network.Input, label uint8) {
		backprop.Run([]network.Input{x}, []uint8{label})
		backprop.Descend(float32(t.Rate))
	}
	for steps := range t.Steps {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		a := taught.Forward(pass, x)
		if taught.Spec().Encoding.Decode(a) == int(label) && Confidence(taught.Spec().Encoding, a, int(label)) >= sureEnough {
			return taught, steps, nil
		}
		step(x, label)
		if t.MixIn == nil {
			continue
		}
		for range MixPerStep {
			i := random.IntN(t.MixIn.Len())
			step(t.MixIn.Input(i), uint8(t.MixIn.Label(i)))
		}
	}
	if !finite(taught.Parameters()) {
		return nil, t.Steps, fmt.Errorf("teaching with the rate %g made numbers of the network infinite", t.Rate)
	}
	return taught, t.Steps, nil
}

// teachStream sets the random numbers of teaching apart from the others.
const teachStream = 1 << 61
