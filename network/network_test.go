package network

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A network of two inputs, one hidden unit and one output, worked by hand:
// z₁ = 0.5·1 − 1·(51/255) + 0.1 = 0.4, a₁ = σ(0.4) = 0.598688,
// z₂ = 2·a₁ − 1 = 0.197375, a₂ = σ(z₂) = 0.549184, which is nearest to 5/9.
func TestForwardByHand(t *testing.T) {
	net := New(Spec{[]int{2, 1, 1}, Sigmoid, Sigmoid, Quadratic, Ordinal})
	hidden, output := net.Layers()[0], net.Layers()[1]
	hidden.W[0], hidden.W[hidden.Stride], hidden.B[0] = 0.5, -1, 0.1
	output.W[0], output.B[0] = 2, -1

	pass := net.NewPass()
	x := NewInput([]byte{255, 51})
	a := net.Forward(pass, x)
	if math.Abs(float64(pass.Activations(0)[0])-0.598688) > 1e-6 || math.Abs(float64(a[0])-0.549184) > 1e-6 {
		t.Errorf("activations are %v and %v", pass.Activations(0), a)
	}
	if digit := net.Predict(pass, x); digit != 5 {
		t.Errorf("predicted %d", digit)
	}
}

// The post's network has the sizes and the number of parameters that one counts
// by hand: 784·15 + 15 + 15·10 + 10.
func TestPost(t *testing.T) {
	spec := PostSpec()
	if spec.SizesString() != "784-15-10" || spec.Parameters() != 11935 {
		t.Errorf("%s with %d parameters", spec.SizesString(), spec.Parameters())
	}
}

// (11): the gradient of a mini-batch is the mean of its examples' gradients, and
// (12): one step subtracts η times it.
func TestMiniBatchIsMeanOfSingles(t *testing.T) {
	spec := Spec{[]int{20, 7, 10}, Sigmoid, Sigmoid, Quadratic, OneHot}
	net := New(spec)
	net.Initialize(FanIn, 1)
	const m, eta = 6, 0.5
	xs, labels := RandomExamples(rand.New(rand.NewPCG(1, 1)), m, 20)

	want := slices.Clone(net.params)
	for i := range xs {
		single := net.NewBackprop(1)
		single.Run(xs[i:i+1], labels[i:i+1])
		gradient := New(spec)
		single.AddGradient(gradient, 1)
		for j, g := range gradient.params {
			want[j] -= eta / m * g
		}
	}
	batch := net.NewBackprop(m)
	batch.Run(xs, labels)
	batch.Descend(eta / m)
	for j, w := range net.params {
		if math.Abs(float64(w-want[j])) > 1e-6 {
			t.Fatalf("parameter %d is %g, want %g", j, w, want[j])
		}
	}
}

// The columns that pad a row are zero, and training leaves them so.
func TestPaddingStaysZero(t *testing.T) {
	for _, spec := range ValidSpecs() {
		net := New(spec)
		net.Initialize(Normal, 1)
		b := net.NewBackprop(3)
		random := rand.New(rand.NewPCG(2, 2))
		for range 5 {
			xs, labels := RandomExamples(random, 3, spec.Sizes[0])
			b.Run(xs, labels)
			b.Descend(0.1)
		}
		for l, layer := range net.Layers() {
			for p := range layer.In + 1 {
				row := append(slices.Clone(layer.W), layer.B...)[p*layer.Stride:][:layer.Stride]
				for _, v := range row[layer.Out:] {
					if v != 0 {
						t.Fatalf("%s, layer %d, row %d: padding holds %g", spec.TestName(), l+1, p, v)
					}
				}
			}
		}
	}
}

func TestSoftmaxSumsToOne(t *testing.T) {
	for _, z := range [][]float32{
		{0, 0, 0, 0, 0, 0, 0, 0}, {-1000, 1000, 0, 3, 0, 0, 0, 0}, {1, 2, 3, 4, 5, 6, 7, 8},
	} {
		Softmax.Apply(z, 5)
		var sum float32
		for _, a := range z[:5] {
			sum += a
		}
		if math.Abs(float64(sum)-1) > 1e-6 {
			t.Errorf("%v sums to %g", z, sum)
		}
	}
}

// Every encoding reads back the targets that it gives, and the table of the
// post's section 2.2 is what it says.
func TestEncodings(t *testing.T) {
	for _, encoding := range Encodings {
		seen := map[string]bool{}
		for label := range Labels {
			y := make([]float32, encoding.Outputs())
			encoding.Target(y, label)
			if got := encoding.Decode(y); got != label {
				t.Errorf("%s: the target of %d is read as %d", encoding.Name(), label, got)
			}
			key := ""
			for _, v := range y {
				if v < 0 || v > 1 {
					t.Errorf("%s: target %v of %d leaves [0,1]", encoding.Name(), y, label)
				}
				key += string(rune('a' + int(25*v)))
			}
			if seen[key] {
				t.Errorf("%s: two labels have the target %v", encoding.Name(), y)
			}
			seen[key] = true
		}
	}
	y := make([]float32, 10)
	OneHot.Target(y, 3)
	if !slices.Equal(y, []float32{0, 0, 0, 1, 0, 0, 0, 0, 0, 0}) {
		t.Errorf("one-hot(3) = %v", y)
	}
	Binary.Target(y[:4], 6)
	if !slices.Equal(y[:4], []float32{0, 1, 1, 0}) {
		t.Errorf("binary(6) = %v", y[:4])
	}
}

// Encodings of other numbers of labels read back their targets, too, with as many outputs
// as it takes.
func TestEncodingsOfOtherLabels(t *testing.T) {
	for _, c := range []struct{ labels, oneHot, binary int }{{2, 2, 1}, {3, 3, 2}, {16, 16, 4}, {17, 17, 5}, {26, 26, 5}, {256, 256, 8}} {
		for i, outputs := range []int{c.oneHot, c.binary, 1} {
			e := Encodings[i].Of(c.labels)
			if e.Outputs() != outputs || e.Labels() != c.labels || e.Name() != Encodings[i].Name() {
				t.Errorf("%s of %d labels: %d outputs, want %d", e.Name(), c.labels, e.Outputs(), outputs)
			}
			y := make([]float32, outputs)
			for label := range c.labels {
				if e.Target(y, label); e.Decode(y) != label {
					t.Errorf("%s of %d labels: the target of %d is read as %d", e.Name(), c.labels, label, e.Decode(y))
				}
			}
		}
		if e := OneHot.Of(10); e != OneHot {
			t.Error("ten labels are not those of the registry")
		}
	}
	for _, labels := range []int{1, 257} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("there can be %d labels", labels)
				}
			}()
			Binary.Of(labels)
		}()
	}
}

// Activations between the targets are read as the nearest one.
func TestDecodeBetweenTargets(t *testing.T) {
	for _, test := range []struct {
		encoding Encoding
		a        []float32
		want     int
	}{
		{OneHot, []float32{.1, .2, .1, 0, .3, .2, 0, 0, 0, .29}, 4},
		{Binary, []float32{.1, .2, .8, .9}, 3},
		{Binary, []float32{.9, .6, .1, .1}, 8}, // 12 is no digit; 8 is nearer than 4
		{Binary, []float32{.6, .9, .9, .9}, 7}, // 15 is no digit; 7 is nearer than 9
		{Ordinal, []float32{.34}, 3},
		{Ordinal, []float32{.5}, 4}, // halfway between 4 and 5
		{Ordinal, []float32{1}, 9},
	} {
		if got := test.encoding.Decode(test.a); got != test.want {
			t.Errorf("%s reads %v as %d, want %d", test.encoding.Name(), test.a, got, test.want)
		}
	}
}

// A spec that makes no sense is refused with the reason.
func TestValidateRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Spec)
		want   string
	}{
		"no hidden name":     {func(s *Spec) { s.Hidden = nil }, "missing"},
		"one layer":          {func(s *Spec) { s.Sizes = []int{10} }, "layers"},
		"no units":           {func(s *Spec) { s.Sizes = []int{784, 0, 10} }, "at least 1 unit"},
		"too many units":     {func(s *Spec) { s.Sizes = []int{784, 1 << 30, 10} }, "more than fits"},
		"wrong outputs":      {func(s *Spec) { s.Encoding = Binary }, "needs 4 outputs, not 10"},
		"softmax hidden":     {func(s *Spec) { s.Hidden = Softmax }, "hidden layer"},
		"tanh outputs":       {func(s *Spec) { s.Output = Tanh }, "leave [0,1]"},
		"relu outputs":       {func(s *Spec) { s.Output = ReLU }, "leave [0,1]"},
		"softmax, binary":    {func(s *Spec) { s.Output, s.Encoding, s.Sizes = Softmax, Binary, []int{784, 4} }, "sum to 1"},
		"softmax, entropy":   {func(s *Spec) { s.Output, s.Cost = Softmax, CrossEntropy }, "log-likelihood"},
		"sigmoid, log-likel": {func(s *Spec) { s.Cost = LogLikelihood }, "softmax"},
	} {
		spec := PostSpec()
		test.change(&spec)
		if err := spec.Validate(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, should speak of %q", name, err, test.want)
		}
	}
	if err := PostSpec().Validate(); err != nil {
		t.Error(err)
	}
}

// A pixel that the network has no input for is the programmer's mistake.
func TestForwardPanicsOnWrongInput(t *testing.T) {
	net := New(Spec{[]int{4, 3, 10}, Sigmoid, Sigmoid, Quadratic, OneHot})
	defer func() {
		if r, _ := recover().(string); !strings.HasPrefix(r, "network: ") {
			t.Errorf("panic says %q", r)
		}
	}()
	net.Forward(net.NewPass(), NewInput([]byte{0, 0, 0, 0, 9}))
}

// The initialisers have the deviations they promise, and a layer's parameters do
// not depend on the layers after it.
func TestInitialize(t *testing.T) {
	for _, test := range []struct {
		how          Initializer
		weight, bias float64
	}{{FanIn, 1 / math.Sqrt(784), 1}, {Normal, 1, 1}, {He, math.Sqrt(2.0 / 784), 0}} {
		net := New(Spec{[]int{784, 400, 10}, Sigmoid, Sigmoid, Quadratic, OneHot})
		net.Initialize(test.how, 1)
		layer := net.Layers()[0]
		weight, bias := deviation(layer.W), deviation(layer.B)
		if math.Abs(weight/test.weight-1) > 0.01 || math.Abs(bias-test.bias) > 0.1 {
			t.Errorf("%s: deviations %.4f and %.4f, want %.4f and %.4f", test.how.Name(), weight, bias, test.weight, test.bias)
		}
		deeper := New(Spec{[]int{784, 400, 20, 10}, Sigmoid, Sigmoid, Quadratic, OneHot})
		deeper.Initialize(test.how, 1)
		if !slices.Equal(layer.W, deeper.Layers()[0].W) {
			t.Errorf("%s: the first layer depends on the others", test.how.Name())
		}
	}
}

func deviation(values []float32) float64 {
	var sum, squares float64
	for _, v := range values {
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	n := float64(len(values))
	return math.Sqrt(squares/n - sum/n*sum/n)
}

// Costs are 0 where a is y, positive elsewhere, and finite at 0 and 1.
func TestCosts(t *testing.T) {
	for _, cost := range Costs {
		y := []float32{0, 1, 0}
		if c := cost.Of(y, y); c != 0 {
			t.Errorf("%s of the target itself is %g", cost.Name(), c)
		}
		if c := cost.Of([]float32{1, 0, 0}, y); !(c > 0) || math.IsInf(c, 0) {
			t.Errorf("%s of the opposite is %g", cost.Name(), c)
		}
	}
	if c := Quadratic.Of([]float32{0.5, 0.5}, []float32{0, 1}); c != 0.25 { // (0.25+0.25)/2
		t.Errorf("quadratic cost is %g, want 0.25", c)
	}
}

// An input packs the inked pixels of an image and gives them back.
func TestInput(t *testing.T) {
	image := make([]byte, 21) // two blank or inked eights, and some more
	image[1], image[7], image[20] = 7, 255, 1
	x := NewInput(image)
	if !slices.Equal(x, Input{1<<8 | 7, 6<<8 | 255, 13<<8 | 1}) {
		t.Errorf("packed as %v", x)
	}
	got := slices.Repeat([]byte{9}, len(image))
	if x.Unpack(got); !slices.Equal(got, image) {
		t.Errorf("unpacked as %v", got)
	}
}

// Images come back pixel by pixel, however far apart these are, and the network gets the
// same as of an image whose pixels are listed one by one.
func TestInputsOfAllDistances(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		image := make([]byte, []int{28 * 28, 1000, 16, 13}[random.IntN(4)])
		for range random.IntN(20) {
			begin := random.IntN(len(image))
			for p := begin; p < min(begin+1+random.IntN(10), len(image)); p++ {
				image[p] = byte(random.IntN(256))
			}
		}
		x := append(AppendInput(make(Input, 3), image)[3:], make(Input, random.IntN(3))...)
		got := slices.Repeat([]byte{9}, len(image))
		if x.Unpack(got); !slices.Equal(got, image) {
			t.Fatalf("%v is unpacked as %v", image, got)
		}
		var words []uint32
		clear(got)
		for pixel, ink := range x.Pixels() {
			got[pixel] = ink
			words = append(words, uint32(pixel)<<8|uint32(ink))
		}
		if !slices.Equal(got, image) {
			t.Fatalf("%v has the pixels %v", image, got)
		}
		var k inked
		if k.take([]Input{x}, len(image)); !slices.Equal(k.x[0], words) {
			t.Fatalf("%v reaches the network as %x, want %x", image, k.x[0], words)
		}
	}
}
