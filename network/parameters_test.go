package network

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// panics tells whether f panics as this package does.
func panics(f func()) (yes bool) {
	defer func() {
		message, _ := recover().(string)
		yes = strings.HasPrefix(message, "network: ")
	}()
	f()
	return
}

// Misuse panics and says whose it is.
func TestMisusePanics(t *testing.T) {
	net := New(Spec{[]int{4, 3, 2, 10}, Sigmoid, Sigmoid, Quadratic, OneHot})
	x, labels := []Input{nil, nil}, []uint8{1, 2}
	for name, misuse := range map[string]func(){
		"New of a spec that is wrong":       func() { New(Spec{}) },
		"WithParameters of another network": func() { net.WithParameters(make([]float32, 3)) },
		"Without a layer before the first":  func() { net.Ablate(-1, 0) },
		"Without an output":                 func() { net.Ablate(2, 0) },
		"Without a unit before the first":   func() { net.Ablate(0, -1) },
		"Without a unit after the last":     func() { net.Ablate(0, 3) },
		"Run of more than there is room":    func() { net.NewBackprop(1).Run(x, labels) },
		"Run with a label missing":          func() { net.NewBackprop(2).Run(x, labels[:1]) },
		"Run of a pixel too many":           func() { net.NewBackprop(1).Run([]Input{{4<<8 | 1}}, labels[:1]) },
	} {
		if !panics(misuse) {
			t.Errorf("%s does not panic", name)
		}
	}
	for name, use := range map[string]func(){
		"the last unit of the last hidden layer": func() { net.Ablate(1, 1) },
		"as many examples as there is room":      func() { net.NewBackprop(2).Run(x, labels) },
		"ink on the last pixel":                  func() { net.Forward(net.NewPass(), Input{3<<8 | 1}) },
	} {
		if panics(use) {
			t.Errorf("%s panics", name)
		}
	}
}

// A network keeps its sizes whatever becomes of the caller's, and a copy its
// parameters; its memory is a row of padded width for each input and the bias.
func TestNetworkIsItsOwn(t *testing.T) {
	sizes := []int{4, 3, 10}
	net := New(Spec{sizes, Sigmoid, Sigmoid, Quadratic, OneHot})
	sizes[1] = 99
	if got := net.Spec().Sizes[1]; got != 3 {
		t.Errorf("the hidden layer has %d units now", got)
	}
	if got, want := len(net.Parameters()), (4+1)*8+(3+1)*16; got != want {
		t.Errorf("%d parameters with padding, want %d", got, want)
	}
	clone := net.Clone()
	clone.Parameters()[0] = 1
	if net.Parameters()[0] != 0 {
		t.Error("a clone shares its parameters")
	}
	shared := slices.Clone(net.Parameters())
	with := net.WithParameters(shared)
	shared[0] = 5
	if with.Layers()[0].W[0] != 5 {
		t.Error("WithParameters does not keep the slice")
	}
}

// ScaleWeights and AddWeights change every weight once, whatever the number of
// shares, and leave the biases alone.
func TestWeightsWithoutBiases(t *testing.T) {
	spec := Spec{[]int{4, 40, 10}, Sigmoid, Sigmoid, Quadratic, OneHot}
	net, gradient := New(spec), New(spec)
	for i := range net.Parameters() {
		net.Parameters()[i] = 2
	}
	for _, share := range net.NewBackprop(1).Shares(3) {
		share.ScaleWeights(3)
		share.AddWeights(0.5)
		share.Return()
		share.Scatter(gradient.Parameters(), share.Gradient())
	}
	for net, want := range map[*Network][2]float32{net: {2 * 3, 2}, gradient: {0.5 * 6, 0}} {
		for l, layer := range net.Layers() {
			for _, w := range layer.W {
				if w != want[0] {
					t.Fatalf("layer %d has a weight of %g, want %g", l+1, w, want[0])
				}
			}
			for _, b := range layer.B {
				if b != want[1] {
					t.Fatalf("layer %d has a bias of %g, want %g", l+1, b, want[1])
				}
			}
		}
	}
}

// One step of each optimiser from w = 1, g = 2 and state 4 or 3, by the formulas
// of its comment.
func TestOptimiserPasses(t *testing.T) {
	for _, test := range []struct {
		name    string
		pass    func(w, g, v, s []float32)
		w, v, s float64
	}{
		{name: "momentum", pass: func(w, g, v, _ []float32) { MomentumPass(w, g, v, 0.5, 0.25) }, v: 0.25*4 - 0.5*2, w: 1 + 0, s: 3},
		{name: "Nesterov", pass: func(w, g, v, _ []float32) { NesterovPass(w, g, v, 0.5, 0.75) }, v: 0.75*4 - 0.5*2, w: 1 + 0.75*2 - 0.5*2, s: 3},
		{name: "RMSProp", pass: func(w, g, v, _ []float32) { RMSPropPass(w, g, v, 0.5, 0.75, 1) }, v: 0.75*4 + 0.25*4, w: 1 - 0.5*2/(2+1), s: 3},
		{name: "Adam", pass: func(w, g, v, s []float32) { AdamPass(w, g, v, s, 0.5, 0.75, 0.5, 1) }, v: 0.75*4 + 0.25*2, s: 0.5*3 + 0.5*4, w: 1 - 0.5*3.5/(math.Sqrt(3.5)+1)},
	} {
		w, g, v, s := []float32{1}, []float32{2}, []float32{4}, []float32{3}
		test.pass(w, g, v, s)
		if !near(float64(w[0]), test.w) || !near(float64(v[0]), test.v) || !near(float64(s[0]), test.s) || g[0] != 0 {
			t.Errorf("%s gives w %g, g %g, state %g and %g; want %g, 0, %g, %g", test.name, w[0], g[0], v[0], s[0], test.w, test.v, test.s)
		}
	}
}

// No activation is beyond reading: of equals the smaller label counts, what lies
// outside is read as the nearest target, and what is no number as 0.
func TestDecodeTakesAnything(t *testing.T) {
	nan := float32(math.NaN())
	for _, test := range []struct {
		encoding Encoding
		a        []float32
		want     int
	}{
		{OneHot, []float32{.5, .5, .5, .5, .5, .5, .5, .5, .5, .5}, 0},
		{OneHot, slices.Repeat([]float32{nan}, 10), 0},
		{Binary, slices.Repeat([]float32{nan}, 4), 0},
		{Ordinal, []float32{nan}, 0},
		{Ordinal, []float32{-7}, 0},
		{Ordinal, []float32{7}, 9},
		{Ordinal, []float32{float32(math.Inf(1))}, 9},
	} {
		if got := test.encoding.Decode(test.a); got != test.want {
			t.Errorf("%s reads %v as %d, want %d", test.encoding.Name(), test.a, got, test.want)
		}
	}
}

// Every pixel of an image is packed, wherever it stands.
func TestInputHasEveryPixel(t *testing.T) {
	image := make([]byte, 27)
	for p := range image {
		clear(image)
		image[p] = 9
		if x := NewInput(image); !slices.Equal(x, Input{uint16(p)<<8 | 9}) {
			t.Errorf("ink on pixel %d is packed as %v", p, x)
		}
	}
	for p := range image {
		image[p] = byte(p + 1)
	}
	if x := NewInput(image); len(x) != len(image) {
		t.Errorf("%d of %d pixels are packed", len(x), len(image))
	}
}

// A sum has a term for full ink and for an activation of 1, and none for those
// that are 0.
func TestSumHasTheInputsThatAreNotZero(t *testing.T) {
	net := New(Spec{[]int{2, 2, 10}, ReLU, Sigmoid, Quadratic, OneHot})
	hidden := net.Layers()[0]
	hidden.W[0], hidden.W[1] = 1, -1 // the first unit is 1, the second 0
	pass := net.NewPass()
	net.Forward(pass, NewInput([]byte{255, 0}))
	for l := range 2 {
		if terms := net.WeightedSum(pass, l, 0).Terms; len(terms) != 1 || terms[0].From != 0 || terms[0].Input != 1 {
			t.Errorf("layer %d: terms %v", l, terms)
		}
	}
}

// Expect brings inputs near the CPU and changes no result.
func TestExpectChangesNothing(t *testing.T) {
	spec := Spec{[]int{20, 7, 10}, Sigmoid, Sigmoid, Quadratic, OneHot}
	xs, labels := RandomExamples(rand.New(rand.NewPCG(3, 3)), 6, 20)
	train := func(expect bool) []float32 {
		net := New(spec)
		net.Initialize(FanIn, 1)
		b := net.NewBackprop(3)
		for from := 0; from < 6; from += 3 {
			if expect {
				b.Prefetch(xs[min(from+3, 6):])
			}
			b.Run(xs[from:from+3], labels[from:from+3])
			b.Descend(0.5)
		}
		return net.Parameters()
	}
	if !slices.Equal(train(true), train(false)) {
		t.Error("the network learns something else")
	}
}
