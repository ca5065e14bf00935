// Package distribution counts how the weights, the activations and the gradients of
// a network are distributed, layer by layer.
package distribution

import (
	"context"
	"math"

	"digitpad/network"
	"digitpad/training/dataset"
)

// Histogram counts values in bins of equal width from Low to High. Values that are
// not finite are left out.
type Histogram struct {
	Low, High float64
	Counts    []int
	Mean      float64
	Deviation float64 // the standard deviation
}

// Total is how many values were counted.
func (h Histogram) Total() int {
	total := 0
	for _, c := range h.Counts {
		total += c
	}
	return total
}

// Count counts values in so many bins, from the least to the largest of them. It
// panics if there is not at least one bin.
func Count(values []float64, bins int) Histogram {
	if bins < 1 {
		panic("distribution: Count: no bins")
	}
	h := Histogram{Low: math.Inf(1), High: math.Inf(-1), Counts: make([]int, bins)}
	n, sum := 0.0, 0.0
	for _, v := range values {
		if v-v == 0 {
			h.Low, h.High = min(h.Low, v), max(h.High, v)
			n, sum = n+1, sum+v
		}
	}
	if n == 0 {
		h.Low, h.High = 0, 1
		return h
	}
	h.Mean = sum / n
	if h.High == h.Low {
		h.Low, h.High = h.Low-0.5, h.High+0.5
	}
	squares := 0.0
	for _, v := range values {
		if v-v == 0 {
			bin := int((v - h.Low) / (h.High - h.Low) * float64(bins))
			h.Counts[min(max(bin, 0), bins-1)]++
			squares += (v - h.Mean) * (v - h.Mean)
		}
	}
	h.Deviation = math.Sqrt(squares / n)
	return h
}

// Layers are histograms of a network, one for each layer, the first hidden one first.
type Layers struct {
	Weights     []Histogram
	Biases      []Histogram
	Activations []Histogram // of all units for all examples
	Gradients   []Histogram // ∂C/∂w of all weights, the mean over the examples (10)
}

// batch is how many examples are propagated at a time.
const batch = 100

// Of counts what there is in a network, with the examples of data for activations and
// gradients, in so many bins. The error is the context's.
func Of(ctx context.Context, net *network.Network, data *dataset.Dataset, bins int) (Layers, error) {
	var all Layers
	pass, backprop, gradient := net.NewPass(), net.NewBackprop(batch), network.New(net.Spec())
	activations := make([][]float64, len(net.Layers()))
	inputs, labels := make([]network.Input, 0, batch), make([]uint8, 0, batch)
	for i := range data.Len() {
		net.Forward(pass, data.Input(i))
		for l := range activations {
			for _, a := range pass.Activations(l) {
				activations[l] = append(activations[l], float64(a))
			}
		}
		inputs, labels = append(inputs, data.Input(i)), append(labels, uint8(data.Label(i)))
		if len(inputs) == batch || i == data.Len()-1 {
			if err := ctx.Err(); err != nil {
				return Layers{}, err
			}
			backprop.Run(inputs, labels)
			backprop.AddGradient(gradient, 1/float32(data.Len()))
			inputs, labels = inputs[:0], labels[:0]
		}
	}
	for l, layer := range net.Layers() {
		all.Weights = append(all.Weights, Count(weights(layer), bins))
		var biases []float64
		for _, b := range layer.B[:layer.Out] {
			biases = append(biases, float64(b))
		}
		all.Biases = append(all.Biases, Count(biases, bins))
		all.Activations = append(all.Activations, Count(activations[l], bins))
		all.Gradients = append(all.Gradients, Count(weights(gradient.Layers()[l]), bins))
	}
	return all, nil
}

// weights are those of a layer, without what pads its rows.
func weights(layer network.Layer) []float64 {
	values := make([]float64, 0, layer.In*layer.Out)
	for p := range layer.In {
		for _, w := range layer.W[p*layer.Stride:][:layer.Out] {
			values = append(values, float64(w))
		}
	}
	return values
}
