package network

import (
	"fmt"

	"digitpad/network/internal/kernel"
)

// Part is I of N equal parts of some work, counted from 0.
type Part struct{ I, N int }

// of is the part's range of n things. It begins and ends at multiples of unit, or
// at n.
func (p Part) of(n, unit int) (from, to int) {
	units := (n + unit - 1) / unit
	return min(units*p.I/p.N*unit, n), min(units*(p.I+1)/p.N*unit, n)
}

// A Share is one goroutine's share of the work on mini-batches when several do it
// together: the first layer's units in its part, and the examples in its part. After
// Backprop.Begin, all do Forward, then all Backward, then all Descend, or
// AddGradient and an optimiser's pass; none begins with one before all have done
// the one before. What is computed for one unit or example belongs to one share, so
// the result has the same bits for every number of shares.
//
// A share keeps the parameters that it works with in memory of its own: processors
// fetch what lies beside the memory that they write, and would take it from each
// other all the time. These are the columns of its units, and a copy of all the
// other layers, which every share updates for itself: that is less work than to
// hand them round. The network's parameters are old until Return. A share of the
// whole works on the network itself.
type Share struct {
	b        *Backprop
	part     Part
	from, to int // columns of the first layer

	params, gradient []float32
	layers, slopes   []Layer // views of them

	a, d []float32 // of its units by example; unused in a share of the whole
	ink  *inked
}

// Share takes a share of the work from the network as it is.
func (b *Backprop) Share(p Part) *Share {
	if p.N < 1 || p.I < 0 || p.I >= p.N {
		panic(fmt.Sprintf("network: part %d of %d", p.I, p.N))
	}
	// Parts begin where cache lines do.
	const line = 16
	s := &Share{b: b, part: p, ink: new(inked)}
	s.from, s.to = p.of(b.net.layers[0].Stride, line)
	if p.N > 1 {
		s.a, s.d = make([]float32, b.capacity*(s.to-s.from)), make([]float32, b.capacity*(s.to-s.from))
	}
	s.Take()
	return s
}

// Take takes the parameters from the network again.
func (s *Share) Take() {
	s.params = s.Gather(s.params, s.b.net.params)
	switch {
	case s.part.N == 1:
		s.layers = s.b.net.layers
	case s.layers == nil:
		s.layers = s.over(s.params)
	}
}

// Return puts the parameters back into the network.
func (s *Share) Return() { s.Scatter(s.b.net.params, s.params) }

// Gather copies the share's elements of values, which is laid out like the network's
// parameters, to dst, and returns it; of the whole, it returns values themselves.
func (s *Share) Gather(dst, values []float32) []float32 {
	if s.part.N == 1 {
		return values
	}
	dst = dst[:0]
	first := s.b.net.layers[0]
	for range first.In + 1 { // the rows of weights, then the biases
		dst = append(dst, values[s.from:s.to]...)
		values = values[first.Stride:]
	}
	return append(dst, values...)
}

// Scatter puts what Gather returned back into values. The first share puts back the
// other layers.
func (s *Share) Scatter(values, own []float32) {
	if s.part.N == 1 {
		return
	}
	first := s.b.net.layers[0]
	for range first.In + 1 {
		own = own[copy(values[s.from:s.to], own):]
		values = values[first.Stride:]
	}
	if s.part.I == 0 {
		copy(values, own)
	}
}

// over is the share's layers laid over params: the first has only its units.
func (s *Share) over(params []float32) []Layer {
	var layers []Layer
	for l, layer := range s.b.net.layers {
		if l == 0 {
			layer.Out, layer.Stride = min(s.to, layer.Out)-s.from, s.to-s.from
		}
		weights := layer.In * layer.Stride
		layer.W, layer.B = params[:weights:weights], params[weights:][:layer.Stride:layer.Stride]
		params = params[weights+layer.Stride:]
		layers = append(layers, layer)
	}
	return layers
}

// Parameters are those that the share updates, in the order of Network.Parameters.
func (s *Share) Parameters() []float32 { return s.params }

// Gradient is what AddGradient adds to, parameter by parameter: zero at first.
func (s *Share) Gradient() []float32 {
	if s.gradient == nil {
		s.gradient = apart(len(s.params), 1)
		s.slopes = s.over(s.gradient)
	}
	return s.gradient
}

// Forward is the first layer's forward pass.
func (s *Share) Forward() {
	b, width := s.b, s.to-s.from
	s.ink.take(b.x, b.net.layers[0].In)
	switch {
	case s.part.N == 1:
		b.net.firstLayer(b.a[0], s.layers[0], s.ink, b.later)
	case width > 0:
		a := s.a[:len(b.x)*width]
		b.net.firstLayer(a, s.layers[0], s.ink, b.later)
		for i := range b.x {
			copy(b.a[0][i*b.net.layers[0].Stride+s.from:], a[i*width:][:width])
		}
	}
}

// Backward is the other layers' forward pass, and the backward pass. It multiplies
// the deltas by scale.
func (s *Share) Backward(scale float32) {
	from, to := s.part.of(len(s.b.x), 1)
	if from == to {
		return
	}
	s.b.otherLayers(s.layers, from, to)
	s.b.backward(s.layers, from, to)
	s.b.scale(scale, from, to)
}

// Descend adds ∂C_x/∂w = x·d (BP4) and ∂C_x/∂b = d (BP3) of every example, as
// Backward scaled them, to the parameters.
func (s *Share) Descend() { s.addTo(s.layers) }

// AddGradient adds them to the gradient.
func (s *Share) AddGradient() {
	s.Gradient()
	s.addTo(s.slopes)
}

func (s *Share) addTo(layers []Layer) {
	b, width := s.b, s.to-s.from
	m := len(b.x)
	if width > 0 {
		d := b.d[0][:m*b.net.layers[0].Stride]
		if s.part.N > 1 {
			for i := range m {
				copy(s.d[i*width:][:width], d[i*b.net.layers[0].Stride+s.from:])
			}
			d = s.d[:m*width]
		}
		kernel.AddRows(layers[0].B, d)
		kernel.UpdateInk(layers[0].W, s.ink.x, d, &s.ink.lists)
	}
	for l := 1; l < len(layers); l++ {
		layer, d := layers[l], b.d[l][:m*layers[l].Stride]
		kernel.AddRows(layer.B, d)
		kernel.Update(layer.W, b.a[l-1][:m*stride(layer.In)], d, layer.In, m)
	}
}

// ScaleWeights multiplies the weights, not the biases, by f.
func (s *Share) ScaleWeights(f float32) {
	for _, layer := range s.layers {
		kernel.Scale(layer.W, f)
	}
}

// SoftThreshold moves the weights, not the biases, towards 0 by a step, but not past it.
func (s *Share) SoftThreshold(step float32) {
	for _, layer := range s.layers {
		kernel.SoftThreshold(layer.W, step)
	}
}

// AddSigns adds f times the signs of the weights to the gradient; that of the biases
// stays as it is.
func (s *Share) AddSigns(f float32) {
	s.Gradient()
	for l, layer := range s.layers {
		kernel.AddSigns(s.slopes[l].W, layer.W, f)
	}
}

// AddWeights adds f times the weights to the gradient; that of the biases stays as
// it is.
func (s *Share) AddWeights(f float32) {
	s.Gradient()
	for l, layer := range s.layers {
		kernel.AddScaled(s.slopes[l].W, layer.W, f)
	}
}

// Finite reports whether the biases of the share's units and of the other layers are
// finite. A parameter that is infinite or not a number reaches an output activation
// or a bias at once.
func (s *Share) Finite() bool {
	for _, layer := range s.layers {
		if !Finite(layer.B) {
			return false
		}
	}
	return true
}
