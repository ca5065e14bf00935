package lab

import (
	"context"
	"math"
	"runtime"

	"golang.org/x/sync/errgroup"
	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// gradientPart is how many examples' gradients are summed in float32; the parts
// are summed in float64, in their order, so that the cores do not matter.
const gradientPart = 250

// fullGradient is ∇C over all examples, (10), in the order of
// Network.Parameters.
func fullGradient(ctx context.Context, net *network.Network, data *dataset.Dataset) ([]float64, error) {
	parts := (data.Len() + gradientPart - 1) / gradientPart
	total := make([]float64, len(net.Parameters()))
	ready := make([]chan []float32, parts) // each holds one part, so that no worker waits
	for i := range ready {
		ready[i] = make(chan []float32, 1)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(1 + runtime.GOMAXPROCS(0))
	group.Go(func() error {
		for _, part := range ready {
			select {
			case sum := <-part:
				for i, v := range sum {
					total[i] += float64(v) / float64(data.Len())
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for i := range parts {
		group.Go(func() error {
			examples := make([]int, 0, gradientPart)
			for e := i * gradientPart; e < min((i+1)*gradientPart, data.Len()); e++ {
				examples = append(examples, e)
			}
			d := newDifferentiator(net, gradientPart)
			ready[i] <- d.sum(data, examples)
			return ctx.Err()
		})
	}
	return total, group.Wait()
}

// differentiator computes gradients of a network over chosen examples.
type differentiator struct {
	backprop *network.Backprop
	total    *network.Network
	inputs   []network.Input
	labels   []uint8
}

// newDifferentiator makes room to differentiate so many examples at a time.
func newDifferentiator(net *network.Network, room int) *differentiator {
	return &differentiator{backprop: net.NewBackprop(room), total: network.New(net.Spec()), inputs: make([]network.Input, room), labels: make([]uint8, room)}
}

// sum is the sum of the examples' gradients, valid until the next call.
func (d *differentiator) sum(data *dataset.Dataset, examples []int) []float32 {
	clear(d.total.Parameters())
	for len(examples) > 0 {
		part := examples[:min(len(examples), len(d.inputs))]
		for i, e := range part {
			d.inputs[i], d.labels[i] = data.Input(e), uint8(data.Label(e))
		}
		d.backprop.Run(d.inputs[:len(part)], d.labels[:len(part)])
		d.backprop.AddGradient(d.total, 1)
		examples = examples[len(part):]
	}
	return d.total.Parameters()
}

// moved is net with step·direction added to its parameters, v + Δv.
func moved(net *network.Network, direction []float64, step float64) *network.Network {
	params := make([]float32, len(direction))
	for i, v := range net.Parameters() {
		params[i] = float32(float64(v) + step*direction[i])
	}
	return net.WithParameters(params)
}

// costOf is C over all examples, (1).
func costOf(ctx context.Context, net *network.Network, data *dataset.Dataset) (float64, error) {
	e, err := evaluate.Network(ctx, net, data)
	return e.Cost, err
}

// networkAfter is the network as it was after an epoch of a run with settings s.
func networkAfter(s training.Settings, e training.Epoch) *network.Network {
	spec, err := s.Spec()
	if err != nil {
		panic("lab: settings of a finished run: " + err.Error())
	}
	net, err := e.Network(network.New(spec))
	if err != nil {
		panic("lab: the epochs of an experiment are in memory: " + err.Error())
	}
	return net
}

// logSteps is values from lo to hi at equal ratios, about so many to a decade.
func logSteps(lo, hi float64, perDecade int) []float64 {
	count := max(int(math.Round(math.Log10(hi/lo)*float64(perDecade))), 1)
	steps := floats.LogSpan(make([]float64, count+1), lo, hi)
	steps[0], steps[count] = lo, hi // free of rounding
	return steps
}
