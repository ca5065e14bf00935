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
// together: some units of the first layer, with the weights that lead to them and those
// that lead on from them. After Backprop.Begin, all do Forward, then all Backward and
// Descend, or Backward, AddGradient and an optimiser's pass. None begins with Backward
// before all have done Forward, nor with the next Forward before all are through. The
// result has the same bits for every number of shares.
//
// Between Forward and Backward stands all that they exchange: what the second layer needs
// for its weighted sums. These are sums over blocks of its inputs, see pairwise, or where
// the inputs are few, the inputs. The layers from the second on have few units, and every
// share computes and updates them for itself: that is less work than to hand them round.
// Only of a second layer of many inputs, each has the rows of its own units.
//
// A share keeps the parameters that it works with in memory of its own: processors
// fetch what lies beside the memory that they write, and would take it from each
// other all the time. The network's parameters are old until Return. A share of the
// whole works on the network itself.
type Share struct {
	b              *Backprop
	part           Part
	from, to       int // columns of the first layer: those of the share's units
	rowFrom, rowTo int // rows of the second layer: those of its units, or all
	block, end     int // blocks of the second layer's inputs: those of its units

	params, gradient []float32
	layers, slopes   []Layer // views of them

	a, d        [][]float32 // activations and deltas of each layer, one row per example
	kept, whole [][]float32 // under dropout: the factors of the activations, and these before
	ink         inked
	own, all    pairwise // sums over the share's blocks, and over all
	exchange    *exchange
}

// exchange is what the shares of a team let each other know in Forward.
type exchange struct {
	sums []blockSum // over the blocks of a second layer of many inputs, in their order
	a    []float32  // else the activations of the first layer, one row per example
}

// MaxShares is how many shares the work can be cut into.
func (b *Backprop) MaxShares() int {
	switch first := b.net.layers[0]; {
	case len(b.net.layers) == 1:
		return 1
	case many(first.Out):
		return blocks
	default:
		return (first.Stride + line - 1) / line
	}
}

// Shares cuts the work into n shares, of the network as it is.
func (b *Backprop) Shares(n int) []*Share {
	if n < 1 || n > b.MaxShares() {
		panic(fmt.Sprintf("network: Backprop: %d shares of work for 1 to %d", n, b.MaxShares()))
	}
	var shares []*Share
	e := new(exchange)
	for i := range n {
		s := &Share{b: b, part: Part{i, n}, exchange: e}
		s.cut()
		s.Take()
		for _, layer := range s.layers {
			s.a = append(s.a, make([]float32, b.capacity*layer.Stride))
			s.d = append(s.d, make([]float32, b.capacity*layer.Stride))
		}
		shares = append(shares, s)
	}
	return shares
}

// cut finds out what is the share's, and makes room for what it lets the others know.
func (s *Share) cut() {
	layers, capacity := s.b.net.layers, s.b.capacity
	s.to = layers[0].Stride
	if len(layers) == 1 {
		return
	}
	for _, layer := range layers[1:] {
		s.all.room = max(s.all.room, capacity*layer.Stride)
	}
	if many(layers[0].Out) {
		s.block, s.end = s.part.of(blocks, 1)
		s.from, _ = inputsOf(s.block, layers[0].Stride)
		_, s.to = inputsOf(s.end-1, layers[0].Stride)
		s.rowFrom, s.rowTo = s.from, min(s.to, layers[1].In)
		s.own.room = capacity * layers[1].Stride
		s.exchange.sums = append(s.exchange.sums, s.own.sums(s.block, s.end)...)
		return
	}
	s.from, s.to = s.part.of(layers[0].Stride, line)
	s.rowTo = layers[1].In
	if s.part.N > 1 && s.exchange.a == nil {
		s.exchange.a = make([]float32, capacity*layers[0].Stride)
	}
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
	first, second := s.b.net.layers[0], s.b.net.layers[1]
	for range first.In + 1 { // the rows of weights, then the biases
		dst = append(dst, values[s.from:s.to]...)
		values = values[first.Stride:]
	}
	dst = append(dst, values[s.rowFrom*second.Stride:s.rowTo*second.Stride]...)
	return append(dst, values[second.In*second.Stride:]...)
}

// Scatter puts what Gather returned back into values. The first share puts back what
// all have.
func (s *Share) Scatter(values, own []float32) {
	if s.part.N == 1 {
		return
	}
	first, second := s.b.net.layers[0], s.b.net.layers[1]
	for range first.In + 1 {
		own = own[copy(values[s.from:s.to], own):]
		values = values[first.Stride:]
	}
	rows := values[s.rowFrom*second.Stride : s.rowTo*second.Stride]
	if s.part.I == 0 || many(first.Out) {
		copy(rows, own)
	}
	if s.part.I == 0 {
		copy(values[second.In*second.Stride:], own[len(rows):])
	}
}

// over is the share's layers laid over params: the first has only its units, the second
// only its rows.
func (s *Share) over(params []float32) []Layer {
	var layers []Layer
	for l, layer := range s.b.net.layers {
		switch l {
		case 0:
			layer.Out, layer.Stride = min(s.to, layer.Out)-s.from, s.to-s.from
		case 1:
			layer.In = s.rowTo - s.rowFrom
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

// Forward is the first layer's forward pass, and what the second needs of it.
func (s *Share) Forward() {
	b := s.b
	s.ink.take(b.x, b.net.layers[0].In)
	b.net.firstLayer(s.a[0], s.layers[0], &s.ink, b.later)
	if len(s.layers) > 1 {
		s.drop(0)
		s.send()
	}
}

// send leaves the share's part of the exchange there.
func (s *Share) send() {
	first, m := s.b.net.layers[0], len(s.b.x)
	switch {
	case many(first.Out):
		s.own.add(s.layers[1], s.a[0], first.Out, s.block, s.end, m)
	case s.exchange.a != nil:
		width := s.to - s.from
		for i := range m {
			copy(s.exchange.a[i*first.Stride+s.from:], s.a[0][i*width:][:width])
		}
	}
}

// inputs are the activations below layer l, those that the share has rows for.
func (s *Share) inputs(l int) []float32 {
	if l == 1 && s.exchange.a != nil {
		return s.exchange.a[:len(s.b.x)*s.b.net.layers[0].Stride]
	}
	return s.a[l-1][:len(s.b.x)*s.layers[l-1].Stride]
}

// Backward is the other layers' forward pass, and the backward pass. It multiplies
// the deltas by scale.
func (s *Share) Backward(scale float32) {
	s.forwardFromSecond()
	s.backward()
	if scale != 1 {
		s.scale(scale)
	}
}

// forwardFromSecond fills the activations of all layers but the first.
func (s *Share) forwardFromSecond() {
	net, m := s.b.net, len(s.b.x)
	switch {
	case len(s.layers) == 1:
		net.onlyLayer(s.a[0], m)
		return
	case many(net.layers[0].Out):
		z := s.a[1][:m*s.layers[1].Stride]
		s.all.join(s.exchange.sums, len(z))
		net.layerOf(1, z, s.layers[1], &s.all)
	default:
		net.layer(1, s.a[1], s.inputs(1), s.layers[1], m, &s.all)
	}
	for l := 2; l < len(s.layers); l++ {
		s.drop(l - 1)
		net.layer(l, s.a[l], s.a[l-1], s.layers[l], m, &s.all)
	}
}

// backward fills the deltas of each layer, of the first those of the share's units.
func (s *Share) backward() {
	b, m, last := s.b, len(s.b.x), len(s.layers)-1
	rows := func(v [][]float32, l int) []float32 { return v[l][:m*s.layers[l].Stride] }

	// d = ∂C/∂a · f'(z) at the outputs (BP1)
	outputDelta(b.net.spec.Cost, b.net.spec.Output,
		rows(s.d, last), rows(s.a, last), b.targets, b.labels, s.layers[last].Out)

	// d[l−1] = (w[l]·d[l]) · f'(z[l−1]) (BP2)
	a := s.a
	if b.dropout.Rate != 0 {
		a = s.whole
	}
	for l := last; l > 0; l-- {
		w := s.layers[l].W
		if l == 1 {
			w = w[(s.from-s.rowFrom)*s.layers[1].Stride:]
		}
		kernel.Backward(rows(s.d, l-1), w, rows(s.d, l), s.layers[l-1].Out, m)
		s.dropDeltas(l - 1)
		b.net.spec.Hidden.Backward(rows(s.d, l-1), rows(a, l-1), s.layers[l-1].Out)
	}
}

// scale multiplies the deltas.
func (s *Share) scale(f float32) {
	for l, layer := range s.layers {
		kernel.Scale(s.d[l][:len(s.b.x)*layer.Stride], f)
	}
}

// Cost is the mean of C_x over the examples of the last Run, (8), with the parameters
// that it ran with, also after a Descend, and under dropout without the units that were
// off.
func (s *Share) Cost() float64 {
	b, last := s.b, len(s.layers)-1
	layer, sum := s.layers[last], 0.0
	for i, label := range b.labels {
		sum += b.net.spec.Cost.Of(s.a[last][i*layer.Stride:][:layer.Out], b.targets[label])
	}
	return sum / float64(max(len(b.labels), 1))
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
	m := len(s.b.x)
	for l, layer := range layers {
		d := s.d[l][:m*layer.Stride]
		kernel.AddRows(layer.B, d)
		if l == 0 {
			kernel.UpdateInk(layer.W, s.ink.x, d, &s.ink.lists)
		} else {
			kernel.Update(layer.W, s.inputs(l), d, layer.In, m)
		}
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
