package inference

import (
	"context"
	"math"
	"math/rand/v2"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/internal/squares"
)

// FineTuner fine-tunes a network on a single example by online learning: mini-batches of
// one (section 3.3 of the post).
//
// A step goes along −∇C (3). Its learning rate is chosen so that the cost falls by Share,
// to first order: ΔC ≈ −η‖∇C‖² (4). Where units are saturated the gradient almost
// vanishes, and the step has the length MaxStep (6). To forget little, steps are short,
// end as soon as the example is recognised, and alternate with steps on other examples.
type FineTuner struct {
	Share    float64 // of the example's cost that a step takes off, above 0 up to 1
	MaxStep  float64 // of a step ‖Δv‖, at most
	MaxSteps int     // the most steps on the example

	Rehearsal *dataset.Dataset // examples not to forget; nil for nothing
	Corrected *dataset.Dataset // examples of earlier corrections; nil for none
	Rate      float64          // η of the steps on Rehearsal and Corrected
	Seed      uint64           // of the choice among them
}

// rehearsalPerStep and correctedPerStep are how many examples of Rehearsal and of
// Corrected follow each step on the new example.
const (
	rehearsalPerStep = 30
	correctedPerStep = 3
)

// sufficientConfidence is the confidence in the right digit at which fine-tuning ends:
// more than minConfidence, so that the answer counts as certain.
const sufficientConfidence = 0.8

// NewFineTuner returns a FineTuner with settings that suit a network.
func NewFineTuner(net *network.Network) FineTuner {
	t := FineTuner{Share: 0.05, MaxStep: 0.05, MaxSteps: 3000, Rate: 0.002}
	if net.Spec().Output == network.Sigmoid && net.Spec().Cost == network.Quadratic {
		t.Rate = 0.1 // its gradient is the smaller by σ'
	}
	return t
}

// FineTune takes steps on an example until it is recognised as its label with some
// confidence. It returns a fine-tuned copy of the network and the number of steps on the
// example. The error is the context's, or says that the steps were too long.
func (t FineTuner) FineTune(ctx context.Context, net *network.Network, x network.Input, label uint8) (*network.Network, int, error) {
	s := newFineTuning(net)
	random := rand.New(rand.NewPCG(t.Seed, fineTuneStream))
	for steps := range t.MaxSteps {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if s.recognises(x, label) {
			return s.net, steps, nil
		}
		s.step(x, label, t.Share, t.MaxStep)
		s.rehearse(t.Rehearsal, rehearsalPerStep, t.Rate, random)
		s.rehearse(t.Corrected, correctedPerStep, t.Rate, random)
	}
	if !network.Finite(s.net.Parameters()) {
		return nil, t.MaxSteps, message.Errorf("fine-tuning with the learning rate %g made numbers of the network infinite", t.Rate)
	}
	return s.net, t.MaxSteps, nil
}

// fineTuning is a network that is being fine-tuned, with its working memory.
type fineTuning struct {
	net      *network.Network
	gradient *network.Network
	backprop *network.Backprop
	pass     *network.Pass
	target   []float32
}

func newFineTuning(net *network.Network) *fineTuning {
	tuned := net.Clone()
	return &fineTuning{
		net: tuned, gradient: network.New(net.Spec()), backprop: tuned.NewBackprop(1), pass: tuned.NewPass(),
		target: make([]float32, net.Spec().Encoding.Outputs()),
	}
}

// recognises reports whether an example is classified as its label with
// sufficientConfidence.
func (s *fineTuning) recognises(x network.Input, label uint8) bool {
	encoding, a := s.net.Spec().Encoding, s.net.Forward(s.pass, x)
	return encoding.Decode(a) == int(label) && evaluate.Confidence(encoding, a, int(label)) >= sufficientConfidence
}

// step lowers an example's cost by a share of it, in a step no longer than length.
func (s *fineTuning) step(x network.Input, label uint8, share, length float64) {
	spec := s.net.Spec()
	spec.Encoding.Target(s.target, int(label))
	cost := float64(spec.Cost.Of(s.net.Forward(s.pass, x), s.target))

	clear(s.gradient.Parameters())
	s.backprop.Run([]network.Input{x}, []uint8{label})
	s.backprop.AddGradient(s.gradient, 1)
	steepness := math.Sqrt(squares.Sum(s.gradient.Parameters())) // ‖∇C‖
	if steepness == 0 {
		return
	}
	eta := float32(min(share*cost/steepness, length) / steepness)
	v := s.net.Parameters()
	for i, g := range s.gradient.Parameters() {
		v[i] -= float32(eta * g)
	}
}

// rehearse takes n steps on random examples of a data set, which may be nil.
func (s *fineTuning) rehearse(data *dataset.Dataset, n int, eta float64, random *rand.Rand) {
	if data == nil {
		return
	}
	for range n {
		i := random.IntN(data.Len())
		s.backprop.Run([]network.Input{data.Input(i)}, []uint8{uint8(data.Label(i))})
		s.backprop.Descend(float32(eta))
	}
}

// fineTuneStream is the stream of random numbers for fine-tuning.
const fineTuneStream = 1 << 61
