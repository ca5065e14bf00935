package network

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The sum of every unit gives its activation, and its terms are ranked and
// complete.
func TestSum(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 0))
	net := New(Spec{[]int{784, 9, 5, 10}, Tanh, Softmax, LogLikelihood, OneHot})
	for i, layer := range net.Layers() {
		for in := range layer.In {
			for k := range layer.Out {
				layer.W[in*layer.Stride+k] = float32(random.NormFloat64()) / float32(10-3*i)
			}
		}
		for k := range layer.Out {
			layer.B[k] = float32(random.NormFloat64())
		}
	}
	image := make([]byte, 784)
	for range 100 {
		image[random.IntN(784)] = byte(1 + random.IntN(255))
	}
	x := NewInput(image)
	pass := net.NewPass()
	net.Forward(pass, x)
	for l, layer := range net.Layers() {
		z := make([]float32, layer.Stride)
		for k := range layer.Out {
			s := net.WeightedSum(pass, l, k)
			z[k] = s.Z
			if l == 0 && len(s.Terms) != len(x) || l > 0 && len(s.Terms) != layer.In {
				t.Errorf("layer %d: %d terms", l, len(s.Terms))
			}
			total := float64(s.Bias)
			for i, term := range s.Terms {
				total += float64(term.Weight) * float64(term.Input)
				if i > 0 && math.Abs(float64(term.Product())) > math.Abs(float64(s.Terms[i-1].Product())) {
					t.Fatalf("layer %d, unit %d: term %d is larger than the one before", l, k, i)
				}
			}
			if math.Abs(total-float64(s.Z)) > 1e-5 {
				t.Errorf("layer %d, unit %d: z = %g, the terms make %g", l, k, s.Z, total)
			}
		}
		net.activation(l).Apply(z, layer.Out)
		for k, a := range pass.Activations(l) {
			if math.Abs(float64(a-z[k])) > 1e-4 {
				t.Errorf("layer %d, unit %d: f(z) = %g, its activation is %g", l, k, z[k], a)
			}
			if s := net.WeightedSum(pass, l, k); s.A != a {
				t.Errorf("layer %d, unit %d: a = %g, want %g", l, k, s.A, a)
			}
		}
	}
}

func TestSumOfABlankImageIsTheBias(t *testing.T) {
	net := New(PostSpec())
	net.Layers()[0].B[3] = 0.5
	pass := net.NewPass()
	net.Forward(pass, nil)
	if s := net.WeightedSum(pass, 0, 3); len(s.Terms) != 0 || s.Z != 0.5 {
		t.Errorf("%+v", s)
	}
}

// A unit that is switched off adds nothing; all else stays.
func TestWithout(t *testing.T) {
	net := New(Spec{[]int{784, 4, 3, 10}, Sigmoid, Sigmoid, Quadratic, OneHot})
	for i := range net.Parameters() {
		net.Parameters()[i] = float32(i%7) / 7
	}
	x := NewInput([]byte{0, 200, 100})
	whole, less := net.NewPass(), net.NewPass()
	net.Forward(whole, x)
	without := net.Ablate(0, 2)
	without.Forward(less, x)
	for k := range 3 {
		missing := float32(0)
		for _, term := range net.WeightedSum(whole, 1, k).Terms {
			if term.From == 2 {
				missing = term.Product()
			}
		}
		want := net.WeightedSum(whole, 1, k).Z - missing
		if got := without.WeightedSum(less, 1, k).Z; math.Abs(float64(got-want)) > 1e-6 {
			t.Errorf("unit %d: z = %g, want %g", k, got, want)
		}
	}
	if net.Layers()[1].W[2*net.Layers()[1].Stride] == 0 {
		t.Error("the network itself has changed")
	}
	defer func() {
		if recover() == nil {
			t.Error("an output can be switched off")
		}
	}()
	net.Ablate(2, 0)
}
