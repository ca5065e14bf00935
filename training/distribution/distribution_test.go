package distribution

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/network/textbook"
	"digitpad/training/dataset"
)

func TestCount(t *testing.T) {
	h := Count([]float64{0, 1, 1, 2, 3.9, 4, math.NaN(), math.Inf(1)}, 4)
	if want := []int{1, 2, 1, 2}; !slices.Equal(h.Counts, want) || h.Low != 0 || h.High != 4 || h.Total() != 6 {
		t.Errorf("%+v, want the counts %v from 0 to 4", h, want)
	}
	h = Count([]float64{2, 2, 2, 2}, 3)
	if h.Total() != 4 || h.Mean != 2 || h.Deviation != 0 || !(h.Low < 2 && 2 < h.High) {
		t.Errorf("equal values: %+v", h)
	}
	h = Count([]float64{-1, 1}, 2)
	if h.Mean != 0 || h.Deviation != 1 {
		t.Errorf("mean %g, deviation %g", h.Mean, h.Deviation)
	}
	if h := Count(nil, 5); h.Total() != 0 || h.High <= h.Low {
		t.Errorf("no values: %+v", h)
	}
}

// The histograms count every weight, bias and activation once, and the gradients are
// those of the textbook.
func TestOf(t *testing.T) {
	net := network.New(network.PostSpec())
	net.Initialize(network.FanIn, 1)
	const n = 250
	images, labels := make([]byte, n*dataset.Pixels), make([]byte, n)
	for i := range images {
		images[i] = byte(i * i % 251 / 250 * 200) // ink here and there
	}
	for i := range labels {
		labels[i] = byte(i % 10)
	}
	data, err := dataset.New("images", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Of(context.Background(), net, data, 20)
	if err != nil {
		t.Fatal(err)
	}
	var examples []textbook.Example
	for i := range n {
		examples = append(examples, textbook.NewExample(net.Spec(), data.Input(i), data.Label(i)))
	}
	gradient := textbook.New(net).Gradient(examples)
	for l, layer := range net.Layers() {
		if got := all.Weights[l].Total(); got != layer.In*layer.Out {
			t.Errorf("layer %d: %d weights", l, got)
		}
		if got := all.Biases[l].Total(); got != layer.Out {
			t.Errorf("layer %d: %d biases", l, got)
		}
		if got := all.Activations[l].Total(); got != n*layer.Out {
			t.Errorf("layer %d: %d activations", l, got)
		}
		if h := all.Activations[l]; h.Low < 0 || h.High > 1 {
			t.Errorf("layer %d: sigmoids from %g to %g", l, h.Low, h.High)
		}
		want := Count(gradient.W[l].RawMatrix().Data, 20)
		if got := all.Gradients[l]; math.Abs(got.Low-want.Low) > 1e-6 || math.Abs(got.High-want.High) > 1e-6 || math.Abs(got.Deviation-want.Deviation) > 1e-7 {
			t.Errorf("layer %d: gradients %+v, want %+v", l, got, want)
		}
	}
	if deviation := all.Weights[0].Deviation; math.Abs(deviation-1.0/28) > 0.002 {
		t.Errorf("the weights' deviation is %g, drawn with 1/28", deviation)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Of(ctx, net, data, 20); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
