package network_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"

	"digitpad/network"
	"digitpad/network/textbook"
)

// examples are inputs and labels as the textbook takes them.
func examples(spec network.Spec, inputs []network.Input, labels []uint8) (all []textbook.Example) {
	for i := range inputs {
		all = append(all, textbook.NewExample(spec, inputs[i], int(labels[i])))
	}
	return all
}

// Every activation, cost and encoding is used by some spec that is valid, so
// that the checks below miss none.
func TestEveryChoiceIsChecked(t *testing.T) {
	used := map[string]bool{}
	for _, spec := range network.ValidSpecs() {
		used["hidden "+spec.Hidden.Name()] = true
		used["output "+spec.Output.Name()] = true
		used[spec.Cost.Name()] = true
		used[spec.Encoding.Name()] = true
	}
	for _, a := range network.Activations {
		if !used["hidden "+a.Name()] && !used["output "+a.Name()] {
			t.Errorf("activation %s is in no valid spec", a.Name())
		}
	}
	for _, c := range network.Costs {
		if !used[c.Name()] {
			t.Errorf("cost %s is in no valid spec", c.Name())
		}
	}
	for _, e := range network.Encodings {
		if !used[e.Name()] {
			t.Errorf("encoding %s is in no valid spec", e.Name())
		}
	}
}

// Backpropagation is the derivative of the cost: for every valid spec the
// float32 gradient agrees with the textbook's, and the textbook's with finite
// differences of the textbook's cost.
func TestGradient(t *testing.T) {
	for _, spec := range network.ValidSpecs() {
		t.Run(spec.TestName(), func(t *testing.T) {
			net := network.New(spec)
			net.Initialize(network.FanIn, 3)
			inputs, labels := network.RandomExamples(rand.New(rand.NewPCG(1, 2)), 4, spec.Sizes[0])
			b := net.NewBackprop(len(inputs))
			b.Run(inputs, labels)
			fast := network.New(spec)
			b.AddGradient(fast, 1.0/4)

			slow := textbook.New(net)
			data := examples(spec, inputs, labels)
			got, want := textbook.VectorOf(fast), slow.Gradient(data)
			for l := range want.W {
				limit := 1e-5 * max(1, mat.Norm(want.W[l], math.Inf(1)))
				for k := range want.B[l].Len() {
					if off := math.Abs(got.B[l].AtVec(k) - want.B[l].AtVec(k)); off > limit {
						t.Errorf("layer %d: the fast gradient of bias %d is off by %.2g", l+1, k, off)
					}
				}
				got.W[l].Sub(got.W[l], want.W[l])
				if off := max(mat.Max(got.W[l]), -mat.Min(got.W[l])); off > limit {
					t.Errorf("layer %d: the fast gradient is off by %.2g", l+1, off)
				}
			}

			for l, w := range slow.V.W {
				raw := w.RawMatrix().Data
				start := append([]float64(nil), raw...)
				numeric := fd.Gradient(nil, func(v []float64) float64 {
					copy(raw, v)
					defer copy(raw, start)
					return slow.MeanCost(data)
				}, start, &fd.Settings{Formula: fd.Central})
				for i, exact := range want.W[l].RawMatrix().Data {
					if math.Abs(numeric[i]-exact) > 1e-6*max(1, math.Abs(exact)) {
						t.Fatalf("layer %d, weight %d: backpropagation gives %g, finite differences %g", l+1, i, exact, numeric[i])
					}
				}
			}
		})
	}
}

// The cost that Backprop tells is the textbook's, for every valid spec.
func TestBackpropCost(t *testing.T) {
	for _, spec := range network.ValidSpecs() {
		net := network.New(spec)
		net.Initialize(network.FanIn, 3)
		inputs, labels := network.RandomExamples(rand.New(rand.NewPCG(1, 2)), 7, spec.Sizes[0])
		b := net.NewBackprop(len(inputs))
		b.Run(inputs, labels)
		if got, want := b.Cost(), textbook.New(net).MeanCost(examples(spec, inputs, labels)); math.Abs(got-want) > 1e-5*want {
			t.Errorf("%s: the cost is %g, want %g", spec.TestName(), got, want)
		}
	}
}

// The fast network and the textbook stay together over 100 iterations of (12).
func TestTextbookAfter100Iterations(t *testing.T) {
	spec := network.PostSpec()
	net := network.New(spec)
	net.Initialize(network.FanIn, 1)
	slow := textbook.New(net)
	random := rand.New(rand.NewPCG(4, 5))
	const m, eta = 10, 3.0
	b := net.NewBackprop(m)
	for range 100 {
		inputs, labels := network.RandomExamples(random, m, spec.Sizes[0])
		b.Run(inputs, labels)
		b.Descend(float32(eta / m))
		slow.Iterate(examples(spec, inputs, labels), eta)
	}
	for l, w := range textbook.VectorOf(net).W {
		w.Sub(w, slow.V.W[l])
		if off := max(mat.Max(w), -mat.Min(w)); off > 1e-4 {
			t.Errorf("layer %d is off by %g", l+1, off)
		}
	}
}
