package training

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"digitpad/network"
)

// Teaching says how a network is taught a single example by online learning,
// mini-batches of one (section 3.3 of the post).
//
// A step on the example goes along −∇C (3), not by a fixed learning rate but as far
// as takes Share of its cost off, to first order: ΔC ≈ −η‖∇C‖² (4). Where units are
// saturated the gradient all but vanishes, and a fixed rate would get nowhere; there
// the step is as long as Length allows (6). Short steps, that end as soon as the
// example is read, and steps on other examples in between leave the most of what
// the network knew.
type Teaching struct {
	Share  float64 // of the example's cost that a step takes off, above 0 up to 1
	Length float64 // of a step ‖Δv‖, at most
	Steps  int     // the most steps on the example

	MixIn *Dataset // what not to forget; nil for nothing
	Keep  *Dataset // a few examples that were taught before; nil for none
	Rate  float64  // η of the steps on MixIn and Keep
	Seed  uint64   // of the choice among them
}

// MixPerStep and KeepPerStep are how many examples of MixIn and of Keep follow each
// step on the one that is taught.
const (
	MixPerStep  = 30
	KeepPerStep = 3
)

// sureEnough is the confidence in the right digit at which teaching ends: more than
// leastTrust, so that the answer is not called a guess.
const sureEnough = 0.8

// NewTeaching is a teaching that suits a network.
func NewTeaching(net *network.Network) Teaching {
	t := Teaching{Share: 0.05, Length: 0.05, Steps: 3000, Rate: 0.002}
	if net.Spec().Output == network.Sigmoid && net.Spec().Cost == network.Quadratic {
		t.Rate = 0.1 // its gradient is the smaller by σ'
	}
	return t
}

// Teach takes online steps on an example until it is read as its label, with some
// confidence, and returns the taught copy of the network and the number of steps
// on the example. It has an error if the steps were too long, and the context's if
// that ended first.
func (t Teaching) Teach(ctx context.Context, net *network.Network, x network.Input, label uint8) (*network.Network, int, error) {
	s := newSchool(net)
	random := rand.New(rand.NewPCG(t.Seed, teachStream))
	for steps := range t.Steps {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if s.knows(x, label) {
			return s.net, steps, nil
		}
		s.lower(x, label, t.Share, t.Length)
		s.practise(t.MixIn, MixPerStep, t.Rate, random)
		s.practise(t.Keep, KeepPerStep, t.Rate, random)
	}
	if !finite(s.net.Parameters()) {
		return nil, t.Steps, fmt.Errorf("teaching with the rate %g made numbers of the network infinite", t.Rate)
	}
	return s.net, t.Steps, nil
}

// school is a network that is being taught, with its working memory.
type school struct {
	net      *network.Network
	gradient *network.Network
	backprop *network.Backprop
	pass     *network.Pass
	target   []float32
}

func newSchool(net *network.Network) *school {
	taught := net.Clone()
	return &school{
		net: taught, gradient: network.New(net.Spec()), backprop: taught.NewBackprop(1), pass: taught.NewPass(),
		target: make([]float32, net.Spec().Encoding.Outputs()),
	}
}

// knows reports whether an example is read as its label, with some confidence.
func (s *school) knows(x network.Input, label uint8) bool {
	encoding, a := s.net.Spec().Encoding, s.net.Forward(s.pass, x)
	return encoding.Decode(a) == int(label) && Confidence(encoding, a, int(label)) >= sureEnough
}

// lower takes a share of an example's cost off, in a step no longer than length.
func (s *school) lower(x network.Input, label uint8, share, length float64) {
	spec := s.net.Spec()
	spec.Encoding.Target(s.target, int(label))
	cost := float64(spec.Cost.Of(s.net.Forward(s.pass, x), s.target))

	clear(s.gradient.Parameters())
	s.backprop.Run([]network.Input{x}, []uint8{label})
	s.backprop.AddGradient(s.gradient, 1)
	steepness := math.Sqrt(squares(s.gradient.Parameters())) // ‖∇C‖
	if steepness == 0 {
		return
	}
	eta := float32(min(share*cost/steepness, length) / steepness)
	v := s.net.Parameters()
	for i, g := range s.gradient.Parameters() {
		v[i] -= float32(eta * g)
	}
}

// practise takes n online steps on examples of a data set, nil for none.
func (s *school) practise(data *Dataset, n int, eta float64, random *rand.Rand) {
	if data == nil {
		return
	}
	for range n {
		i := random.IntN(data.Len())
		s.backprop.Run([]network.Input{data.Input(i)}, []uint8{uint8(data.Label(i))})
		s.backprop.Descend(float32(eta))
	}
}

// teachStream sets the random numbers of teaching apart from the others.
const teachStream = 1 << 61
