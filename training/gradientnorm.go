package training

import (
	"math"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/internal/squares"
)

// gradientExamples is how many examples the length of the gradient is measured
// on at the end of an epoch: a sixtieth of MNIST, so that an epoch is hardly
// longer for it.
const gradientExamples = 1000

// gradientMeter measures the length of the gradient. It always takes the same
// examples, spread over the data, so that its figures can be compared from epoch
// to epoch, and does not depend on the size of the mini-batches.
type gradientMeter struct {
	inputs   []network.Input
	labels   []uint8
	gradient *network.Network // zero before a measurement
	net      *network.Network // that backprop was made for
	backprop *network.Backprop
}

// newGradientMeter takes examples of the data.
func newGradientMeter(data *dataset.Dataset) *gradientMeter {
	m := &gradientMeter{}
	n := min(data.Len(), gradientExamples)
	for i := range n {
		e := i * data.Len() / n
		m.inputs = append(m.inputs, data.Input(e))
		m.labels = append(m.labels, uint8(data.Label(e)))
	}
	return m
}

// norms is ‖∂C/∂(W,b)‖ of each layer, the length of the mean gradient (10) of
// the examples, without weight decay; nil if one is not a finite number.
func (m *gradientMeter) norms(net *network.Network) []float64 {
	if m.net != net {
		m.net, m.backprop = net, net.NewBackprop(backpropExamples)
		m.gradient = network.New(net.Spec())
	}
	clear(m.gradient.Parameters())
	scale := float32(1 / float64(len(m.inputs)))
	for from := 0; from < len(m.inputs); from += backpropExamples {
		to := min(from+backpropExamples, len(m.inputs))
		m.backprop.Run(m.inputs[from:to], m.labels[from:to])
		m.backprop.AddGradient(m.gradient, scale)
	}
	var lengths []float64
	for _, layer := range m.gradient.Layers() {
		norm := math.Sqrt(squares.Sum(layer.W) + squares.Sum(layer.B))
		if norm-norm != 0 {
			return nil
		}
		lengths = append(lengths, norm)
	}
	return lengths
}
