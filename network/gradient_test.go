package network

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
)

// validSpecs is every combination of activation, output, cost and encoding that
// Validate accepts, in a small network with two hidden layers.
func validSpecs() (specs []Spec) {
	for _, hidden := range Activations {
		for _, output := range Activations {
			for _, cost := range Costs {
				for _, encoding := range Encodings {
					spec := Spec{[]int{12, 9, 5, encoding.Outputs()}, hidden, output, cost, encoding}
					if spec.Validate() == nil {
						specs = append(specs, spec)
					}
				}
			}
		}
	}
	return specs
}

func (s Spec) testName() string {
	return s.Hidden.Name() + "/" + s.Output.Name() + "/" + s.Cost.Name() + "/" + s.Encoding.Name()
}

// randomExamples makes small images, half blank, with labels.
func randomExamples(random *rand.Rand, count, pixels int) (x []Input, labels []uint8) {
	for range count {
		image := make([]byte, pixels)
		for p := range image {
			if random.IntN(2) == 1 {
				image[p] = byte(random.IntN(256))
			}
		}
		x = append(x, NewInput(image))
		labels = append(labels, uint8(random.IntN(Labels)))
	}
	return x, labels
}

// vectors are an example as the twin takes it.
func vectors(spec Spec, in Input, label uint8) (x, y *mat.VecDense) {
	x = mat.NewVecDense(spec.Sizes[0], nil)
	for _, p := range in {
		x.SetVec(int(p>>8), float64(p&0xff)/255)
	}
	target := make([]float32, spec.Encoding.Outputs())
	spec.Encoding.Target(target, int(label))
	y = mat.NewVecDense(len(target), nil)
	for k, v := range target {
		y.SetVec(k, float64(v))
	}
	return x, y
}

// Every activation, cost and encoding is used by some spec that is valid, so
// that the checks below miss none.
func TestEveryChoiceIsChecked(t *testing.T) {
	used := map[string]bool{}
	for _, spec := range validSpecs() {
		used["hidden "+spec.Hidden.Name()] = true
		used["output "+spec.Output.Name()] = true
		used[spec.Cost.Name()] = true
		used[spec.Encoding.Name()] = true
	}
	for _, a := range Activations {
		if !used["hidden "+a.Name()] && !used["output "+a.Name()] {
			t.Errorf("activation %s is in no valid spec", a.Name())
		}
	}
	for _, c := range Costs {
		if !used[c.Name()] {
			t.Errorf("cost %s is in no valid spec", c.Name())
		}
	}
	for _, e := range Encodings {
		if !used[e.Name()] {
			t.Errorf("encoding %s is in no valid spec", e.Name())
		}
	}
}

// Backpropagation is the derivative of the cost: for every valid spec the
// float32 gradient agrees with the twin's, and the twin's with finite
// differences of the twin's cost.
func TestGradient(t *testing.T) {
	for _, spec := range validSpecs() {
		t.Run(spec.testName(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			net := New(spec)
			net.Initialize(FanIn, 3)
			xs, labels := randomExamples(random, 4, spec.Sizes[0])
			b := net.NewBackprop(len(xs))
			b.Run(xs, labels)
			fast := New(spec)
			b.AddGradient(fast, 1)

			twin := newReference(net)
			for l, layer := range fast.layers {
				sum := mat.NewDense(layer.In+1, layer.Out, nil)
				for i := range xs {
					x, y := vectors(spec, xs[i], labels[i])
					dw, db := twin.gradient(x, y)
					for k := range layer.Out {
						for p := range layer.In {
							sum.Set(p, k, sum.At(p, k)+dw[l].At(p, k))
						}
						sum.Set(layer.In, k, sum.At(layer.In, k)+db[l].AtVec(k))
					}
				}
				var difference float64
				for k := range layer.Out {
					for p := range layer.In {
						difference = max(difference, math.Abs(sum.At(p, k)-float64(layer.W[p*layer.Stride+k])))
					}
					difference = max(difference, math.Abs(sum.At(layer.In, k)-float64(layer.B[k])))
				}
				if limit := 1e-5 * max(1, mat.Max(sum)); difference > limit {
					t.Errorf("layer %d: fast gradient is off by %.2g", l+1, difference)
				}
			}

			x, y := vectors(spec, xs[0], labels[0])
			dw, _ := twin.gradient(x, y)
			for l, w := range twin.w {
				raw := w.RawMatrix().Data
				start := append([]float64(nil), raw...)
				numeric := fd.Gradient(nil, func(v []float64) float64 {
					copy(raw, v)
					defer copy(raw, start)
					return twin.cost(x, y)
				}, start, &fd.Settings{Formula: fd.Central})
				for i, exact := range dw[l].RawMatrix().Data {
					if math.Abs(numeric[i]-exact) > 1e-6*max(1, math.Abs(exact)) {
						t.Fatalf("layer %d, weight %d: backpropagation gives %g, finite differences %g", l+1, i, exact, numeric[i])
					}
				}
			}
		})
	}
}

// The fast network and the twin stay together over 100 iterations of (12).
func TestTwinAfter100Iterations(t *testing.T) {
	spec := PostSpec()
	net := New(spec)
	net.Initialize(FanIn, 1)
	twin := newReference(net)
	random := rand.New(rand.NewPCG(4, 5))
	const m, eta = 10, 3.0
	b := net.NewBackprop(m)
	for range 100 {
		xs, labels := randomExamples(random, m, spec.Sizes[0])
		b.Run(xs, labels)
		b.Descend(float32(eta / m))
		var vx, vy []*mat.VecDense
		for i := range xs {
			x, y := vectors(spec, xs[i], labels[i])
			vx, vy = append(vx, x), append(vy, y)
		}
		twin.descend(vx, vy, eta)
	}
	for l, layer := range net.layers {
		for k := range layer.Out {
			for p := range layer.In {
				if d := math.Abs(twin.w[l].At(p, k) - float64(layer.W[p*layer.Stride+k])); d > 1e-4 {
					t.Fatalf("layer %d, weight %d,%d is off by %g", l+1, p, k, d)
				}
			}
		}
	}
}
