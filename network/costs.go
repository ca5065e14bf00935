package network

import "math"

// Cost measures how far the output activations a are from the target y, for
// one example: C_x in (9). The cost of a data set is the mean of C_x over its
// examples, (8).
type Cost interface {
	Name() string

	// Of is C_x. It is not negative, and 0 only where a = y.
	Of(a, y []float32) float64

	// Gradient sets d to ∂C_x/∂a.
	Gradient(d, a, y []float32)

	// Partner is the output activation whose derivative cancels that of the
	// cost, so that ∂C_x/∂z is simply a − y; nil if there is none. Such a pair
	// learns fast even where the units are saturated.
	Partner() Activation
}

// Costs lists the built-in costs.
var Costs = Registry[Cost]{Quadratic, CrossEntropy, LogLikelihood}

// tiny is the least value that a slope of a cost is divided by: the distance from 1 to
// the float32 below it.
const tiny = 1.0 / (1 << 24)

// below1 is what 1 − a is taken for where a is 1 to float32's precision: half of the
// least that it can be otherwise, so that such an output costs ln 2²⁵ = 17.3 where the
// target is 0, and not infinitely much. Near 0 activations are fine enough to be taken
// as they are.
const below1 = 1.0 / (1 << 25)

// outputDelta sets d to ∂C_x/∂z of the output layer (BP1). d and a hold one row
// per label; the first n elements of a row count. y is the target of each label.
func outputDelta(cost Cost, output Activation, d, a []float32, y [][]float32, labels []uint8, n int) {
	gradient := cost.Gradient
	paired := cost.Partner() == output
	if paired {
		gradient = difference
	}
	for i, label := range labels {
		row := i * stride(n)
		gradient(d[row:][:n], a[row:][:n], y[label])
	}
	if !paired {
		output.Backward(d, a, n)
	}
}

// difference sets d to a − y.
func difference(d, a, y []float32) {
	a, y = a[:len(d)], y[:len(d)]
	for k := range d {
		d[k] = a[k] - y[k]
	}
}

// Quadratic is the post's cost, C_x = ‖y − a‖²/2 (9); its mean over the examples
// is (1) and (8). Also called mean squared error (MSE).
var Quadratic Cost = quadratic{}

type quadratic struct{}

func (quadratic) Name() string { return "quadratic" }

func (quadratic) Of(a, y []float32) float64 {
	var sum float64
	for k, v := range a {
		e := float64(y[k]) - float64(v)
		sum += float64(e * e)
	}
	return sum / 2
}

func (quadratic) Gradient(d, a, y []float32) { difference(d, a, y) }

func (quadratic) Partner() Activation { return nil }

// CrossEntropy is C_x = −Σ (y·ln a + (1−y)·ln(1−a)), which treats every output as
// a yes or no of its own (Nielsen, chapter 3). Outputs must lie in (0,1).
var CrossEntropy Cost = crossEntropy{}

type crossEntropy struct{}

func (crossEntropy) Name() string { return "cross-entropy" }

// Of subtracts the entropy of y, which is 0 for targets of 0 and 1, so that the
// cost of a = y is 0 for other targets too.
func (crossEntropy) Of(a, y []float32) float64 {
	var sum float64
	for k := range a {
		ak, yk := float64(a[k]), float64(y[k])
		sum += relativeEntropy(yk, ak) + relativeEntropy(1-yk, max(1-ak, below1))
	}
	return max(sum, 0)
}

// relativeEntropy is y·ln(y/a), and 0 where y is 0. An activation of 0, which neither
// sigmoid nor softmax gives, counts as the least float32 above it.
func relativeEntropy(y, a float64) float64 {
	if y == 0 {
		return 0
	}
	return y * math.Log(y/max(a, math.SmallestNonzeroFloat32))
}

func (crossEntropy) Gradient(d, a, y []float32) {
	for k, v := range a {
		d[k] = (v - y[k]) / max(float32(v*(1-v)), tiny)
	}
}

func (crossEntropy) Partner() Activation { return Sigmoid }

// LogLikelihood is C_x = −Σ y·ln a: for one-hot targets −ln of the activation
// of the right output (Nielsen, chapter 3). It says nothing of the other outputs, so they
// must share a sum, as those of softmax do.
var LogLikelihood Cost = logLikelihood{}

type logLikelihood struct{}

func (logLikelihood) Name() string { return "log-likelihood" }

func (logLikelihood) Of(a, y []float32) float64 {
	var sum float64
	for k, v := range a {
		sum += relativeEntropy(float64(y[k]), float64(v))
	}
	return max(sum, 0)
}

func (logLikelihood) Gradient(d, a, y []float32) {
	for k, v := range a {
		d[k] = -y[k] / max(v, tiny)
	}
}

func (logLikelihood) Partner() Activation { return Softmax }
