package textbook

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"

	"digitpad/network"
)

// post is the post's network with random parameters, and random images, a fifth of
// whose pixels have ink.
func post(count int) (*Network, []Example) {
	net := network.New(network.PostSpec())
	net.Initialize(network.FanIn, 1)
	random := rand.New(rand.NewPCG(2, 3))
	var data []Example
	for range count {
		image := make([]byte, net.Spec().Sizes[0])
		for p := range image {
			if random.IntN(5) == 0 {
				image[p] = byte(random.IntN(256))
			}
		}
		data = append(data, NewExample(net.Spec(), network.NewInput(image), random.IntN(network.Labels)))
	}
	return New(net), data
}

func near(t *testing.T, what string, got, want, relative float64) {
	t.Helper()
	if math.Abs(got-want) > relative*math.Abs(want) || math.IsNaN(got) {
		t.Errorf("%s is %g, want %g", what, got, want)
	}
}

// (1) and (8) are the same cost.
func TestCosts(t *testing.T) {
	n, data := post(20)
	near(t, "(8)", n.MeanCost(data), n.QuadraticCost(data), 1e-12)
}

// A unit's sum and activation, worked out by hand.
func TestForwardByHand(t *testing.T) {
	n := &Network{
		V: Vector{
			[]*mat.Dense{mat.NewDense(2, 1, []float64{2, -1}), mat.NewDense(1, 1, []float64{4})},
			[]*mat.VecDense{mat.NewVecDense(1, []float64{-1}), mat.NewVecDense(1, []float64{-2})},
		},
		Hidden: activations["sigmoid"], Output: activations["sigmoid"], Cost: costs["quadratic"],
	}
	z, a := n.Forward(mat.NewVecDense(2, []float64{1, 1}))
	near(t, "a hidden sum 2−1−1", 1+z[1].AtVec(0), 1, 0)
	near(t, "σ(0)", a[1].AtVec(0), 0.5, 0)
	near(t, "σ(4/2−2)", a[2].AtVec(0), 0.5, 0)
	near(t, "C_x for y = 1", n.Cost.Of(a[2], mat.NewVecDense(1, []float64{1})), 0.125, 0)
}

// For a short step (2) and (4) tell the change of the cost, and (6) bounds it.
func TestStep(t *testing.T) {
	n, data := post(10)
	before, gradient := n.MeanCost(data), n.Gradient(data)
	const eta = 1e-4
	step := Step(gradient, eta)
	near(t, "(2) along the step (3)", FirstOrder(gradient, step), Descent(gradient, eta), 1e-12)
	moved := *n
	moved.V = Move(n.V, gradient, eta)
	near(t, "ΔC", moved.MeanCost(data)-before, Descent(gradient, eta), 1e-3)

	const epsilon = 0.01
	steepest := Steepest(gradient, epsilon)
	near(t, "the length of the steepest step", steepest.Norm(), epsilon, 1e-12)
	near(t, "its change", FirstOrder(gradient, steepest), -Bound(gradient, epsilon), 1e-12)
	random := rand.New(rand.NewPCG(4, 5))
	for range 100 {
		other := gradient.Scaled(0)
		for l := range other.W {
			for i, data := 0, other.W[l].RawMatrix().Data; i < len(data); i++ {
				data[i] = random.NormFloat64()
			}
		}
		other = other.Scaled(epsilon / other.Norm())
		if change := math.Abs(FirstOrder(gradient, other)); change > Bound(gradient, epsilon) {
			t.Errorf("a step of length %g changes the cost by %g, more than the bound %g", epsilon, change, Bound(gradient, epsilon))
		}
	}
}

// (12) is (7) with the mean gradient (10), and all examples estimate (11) exactly.
func TestIterate(t *testing.T) {
	n, data := post(10)
	whole := n.Estimate(data, len(data), rand.New(rand.NewPCG(1, 1)))
	near(t, "the cosine of (11) with m = n and (10)", whole.Cosine(n.Gradient(data)), 1, 1e-12)
	want := Move(n.V, n.Gradient(data), 3)
	n.Iterate(data, 3)
	if off := n.V.Plus(want.Scaled(-1)).Norm(); off > 1e-12*want.Norm() {
		t.Errorf("(12) is off (5) by %g", off)
	}
}

// Training visits every example once an epoch, and brings the cost down.
func TestTrain(t *testing.T) {
	n, data := post(12)
	before := n.MeanCost(data)
	n.Train(data, 20, 5, 1, rand.New(rand.NewPCG(1, 2)))
	if after := n.MeanCost(data); after > before/2 {
		t.Errorf("20 epochs bring the cost from %g to %g", before, after)
	}
}

// Every number that a trace shows as a derivative is the central difference of the
// cost, to 1e-3 of it.
func TestTraceIsTheDerivative(t *testing.T) {
	n, data := post(1)
	trace := n.Trace(data[0], 3)
	random := rand.New(rand.NewPCG(6, 7))
	largest := 0.0
	check := func(what string, parameter *float64, shown float64) {
		start := *parameter
		defer func() { *parameter = start }()
		difference := fd.Derivative(func(v float64) float64 {
			*parameter = v
			return n.MeanCost(data)
		}, start, &fd.Settings{Formula: fd.Central, Step: 1e-5})
		if math.Abs(shown-difference) > 1e-3*math.Abs(difference)+1e-10 {
			t.Errorf("%s: shown %g, central difference %g", what, shown, difference)
		}
		largest = max(largest, math.Abs(difference))
	}
	for l := range n.V.W {
		w, b := n.V.W[l].RawMatrix().Data, n.V.B[l].RawVector().Data
		for range 200 {
			i := random.IntN(len(w))
			check("a weight", &w[i], trace.Gradient.W[l].RawMatrix().Data[i])
		}
		for k := range b {
			check("a bias", &b[k], trace.Gradient.B[l].AtVec(k))
			near(t, "δ", trace.Deltas[l].AtVec(k), trace.Gradient.B[l].AtVec(k), 0)
		}
	}
	if largest < 1e-3 {
		t.Error("all derivatives are next to nothing, so the test tests nothing")
	}
	near(t, "the cost before", trace.Cost, n.MeanCost(data), 0)
	n.V = trace.After
	near(t, "the cost after", trace.CostAfter, n.MeanCost(data), 0)
}

// The mean of a batch's gradients is that of its singles.
func TestTraceBatch(t *testing.T) {
	n, data := post(7)
	trace := n.TraceBatch(data, 0.5)
	mean := n.V.Scaled(0)
	for i, e := range data {
		mean.Add(1.0/7, n.Trace(e, 1).Gradient)
		near(t, "the cosine to itself", trace.Gradients[i].Cosine(n.Trace(e, 1).Gradient), 1, 1e-12)
	}
	if off := trace.Mean.Plus(mean.Scaled(-1)).Norm(); off > 1e-12*mean.Norm() {
		t.Errorf("the mean is off by %g", off)
	}
}

// Softmax step by step ends at softmax.
func TestShares(t *testing.T) {
	z := mat.NewVecDense(3, []float64{1, 2, 3})
	total := 0.0
	for k, s := range Shares(z) {
		near(t, "a share", s.Power/s.Sum, s.A, 1e-12)
		near(t, "e^z", s.Power, math.Exp(float64(k+1)), 1e-12)
		total += s.A
	}
	near(t, "the sum of the shares", total, 1, 1e-12)
}

// Every equation of the post that computes something has its code, and the code
// names it.
func TestSource(t *testing.T) {
	for equation, function := range map[string]string{
		"1": "QuadraticCost", "2": "FirstOrder", "3": "Step", "4": "Descent", "5": "Move", "6": "Bound", "7": "Descend",
		"8": "MeanCost", "9": "quadratic", "10": "Gradient", "11": "Estimate", "12": "Iterate", "SGD": "Train",
		"BP1": "Deltas", "BP2": "Deltas", "BP3": "Backpropagate", "BP4": "Backpropagate",
		"Z": "Forward", "Sigmoid": "sigmoid", "Softmax": "softmax",
	} {
		source := Source(equation)
		if !strings.Contains(source, " "+function+"(") {
			t.Errorf("the source of (%s) lacks %s:\n%s", equation, function, source)
		}
		if lines := strings.Count(source, "\n"); lines > 32 {
			t.Errorf("the source of (%s) has %d lines", equation, lines)
		}
	}
	if Source("13") != "" {
		t.Error("there is a source for an equation that is not in the post")
	}
}

// Each penalty's gradient is the central difference of the penalty, and that of the
// biases is 0.
func TestPenalties(t *testing.T) {
	n, _ := post(1)
	for name := range penalties {
		gradient := n.PenaltyGradient(name, 0.3)
		for l := range n.V.W {
			if n := mat.Norm(gradient.B[l], 2); n != 0 {
				t.Errorf("%s: the gradient of the biases has length %g", name, n)
			}
			raw := n.V.W[l].RawMatrix().Data
			for i := 0; i < len(raw); i += 97 {
				start := raw[i]
				difference := fd.Derivative(func(w float64) float64 {
					raw[i] = w
					return n.Penalty(name, 0.3)
				}, start, &fd.Settings{Formula: fd.Central, Step: 1e-6})
				raw[i] = start
				if exact := gradient.W[l].RawMatrix().Data[i]; math.Abs(exact-difference) > 1e-6 {
					t.Fatalf("%s: the gradient is %g, the central difference %g", name, exact, difference)
				}
			}
		}
	}
}

// Weighted sums beyond what e^z can hold give shares and costs that are numbers.
func TestSoftmaxOfLargeSums(t *testing.T) {
	a := softmax(mat.NewVecDense(3, []float64{1000, 999, -1000}))
	if want := 1 / (1 + math.Exp(-1)); math.Abs(a.AtVec(0)-want) > 1e-12 || a.AtVec(2) != 0 {
		t.Errorf("the shares are %v, want %g first", a.RawVector().Data, want)
	}
	y := mat.NewVecDense(3, []float64{0, 0, 1})
	if c := costs["log-likelihood"].Of(a, y); !(c > 50) || math.IsInf(c, 0) {
		t.Errorf("the cost is %g", c)
	}
	for _, v := range costs["log-likelihood"].Gradient(a, y).RawVector().Data {
		if v != v {
			t.Error("a derivative is no number")
		}
	}
}
