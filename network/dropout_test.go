package network_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"

	"digitpad/network"
	"digitpad/network/textbook"
)

// keptOf is what dropout multiplied an example's activations by, for the textbook.
func keptOf(b *network.Backprop, example int) (kept []*mat.VecDense) {
	for _, factors := range b.Kept(example) {
		v := mat.NewVecDense(len(factors), nil)
		for k, f := range factors {
			v.SetVec(k, float64(f))
		}
		kept = append(kept, v)
	}
	return kept
}

// Under dropout too backpropagation is the derivative of the cost: for every valid spec
// the gradient agrees with the textbook's without the units that were off, and the
// textbook's with finite differences.
func TestGradientUnderDropout(t *testing.T) {
	for _, spec := range network.ValidSpecs() {
		net := network.New(spec)
		net.Initialize(network.FanIn, 3)
		inputs, labels := network.RandomExamples(rand.New(rand.NewPCG(1, 2)), 3, spec.Sizes[0])
		b := net.NewBackprop(len(inputs))
		b.Drop(network.Dropout{Rate: 0.4, Seed: 5})
		b.Run(inputs, labels)
		cost := b.Cost()
		fast := network.New(spec)
		b.AddGradient(fast, 1.0/3)

		slow := textbook.New(net)
		want, wantCost, off := slow.V.Scaled(0), 0.0, 0
		for i, example := range examples(spec, inputs, labels) {
			slow.Kept = keptOf(b, i)
			for _, kept := range slow.Kept {
				for k := range kept.Len() {
					if kept.AtVec(k) == 0 {
						off++
					}
				}
			}
			gradient := slow.Backpropagate(example)
			want.Add(1.0/3, gradient)
			wantCost += slow.MeanCost([]textbook.Example{example}) / 3
			for l, w := range slow.V.W {
				raw := w.RawMatrix().Data
				start := slices.Clone(raw)
				numeric := fd.Gradient(nil, func(v []float64) float64 {
					copy(raw, v)
					defer copy(raw, start)
					return slow.MeanCost([]textbook.Example{example})
				}, start, &fd.Settings{Formula: fd.Central})
				for j, exact := range gradient.W[l].RawMatrix().Data {
					if math.Abs(numeric[j]-exact) > 1e-6*max(1, math.Abs(exact)) {
						t.Fatalf("%s, layer %d, weight %d: backpropagation gives %g, finite differences %g", spec.TestName(), l+1, j, exact, numeric[j])
					}
				}
			}
		}
		if all := 3 * (9 + 5); off == 0 || off == all {
			t.Fatalf("%d of %d units were off", off, all)
		}
		if math.Abs(cost-wantCost) > 1e-5*wantCost {
			t.Errorf("%s: the cost is %g, want %g", spec.TestName(), cost, wantCost)
		}
		difference := textbook.VectorOf(fast).Plus(want.Scaled(-1)).Norm()
		if difference > 1e-5*max(1, want.Norm()) {
			t.Errorf("%s: the gradient is off by %g", spec.TestName(), difference)
		}
	}
}

// As many units are off as the rate says, anew in each example and layer, the same ones
// for the same stream, and every share of the work agrees on them.
func TestDropoutRate(t *testing.T) {
	spec := network.PostSpec()
	spec.Sizes = []int{784, 200, 100, 10}
	net := network.New(spec)
	net.Initialize(network.FanIn, 1)
	const m = 20
	inputs, labels := network.RandomExamples(rand.New(rand.NewPCG(1, 2)), m, 784)
	run := func(stream uint64) (all [][]float32) {
		b := net.NewBackprop(m)
		b.Drop(network.Dropout{Rate: 0.3, Seed: 1, Stream: stream})
		b.Run(inputs, labels)
		for i := range m {
			all = append(all, slices.Concat(b.Kept(i)...))
		}
		return all
	}
	first := run(7)
	off, sum := 0, 0.0
	for i, kept := range first {
		for _, f := range kept {
			sum += float64(f)
			if f == 0 {
				off++
			}
		}
		for _, other := range first[:i] {
			if slices.Equal(kept, other) {
				t.Error("two examples lose the same units")
			}
		}
	}
	const units = m * 300
	if math.Abs(float64(off)/units-0.3) > 0.02 || math.Abs(sum/units-1) > 0.03 {
		t.Errorf("%d of %d units are off, and the mean factor is %g", off, units, sum/units)
	}
	if next := run(8); !slices.Equal(next[0], first[1]) {
		t.Error("the second example is not the first of the next stream")
	}
}

// Without dropout nothing is off, also after some.
func TestDropNone(t *testing.T) {
	spec := network.PostSpec()
	net := network.New(spec)
	net.Initialize(network.FanIn, 1)
	inputs, labels := network.RandomExamples(rand.New(rand.NewPCG(1, 2)), 5, 784)
	gradient := func(b *network.Backprop) []float32 {
		b.Run(inputs, labels)
		g := network.New(spec)
		b.AddGradient(g, 1)
		return g.Parameters()
	}
	b := net.NewBackprop(5)
	want := gradient(b)
	b.Drop(network.Dropout{Rate: 0.5})
	if slices.Equal(gradient(b), want) {
		t.Error("dropout changes nothing")
	}
	b.Drop(network.Dropout{})
	if !slices.Equal(gradient(b), want) {
		t.Error("dropout of 0 changes the gradient")
	}
}
