package network

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

// Costs are the costs there are.
var Costs = Registry[Cost]{Quadratic, CrossEntropy, LogLikelihood}

// tiny is the least value whose logarithm a cost takes: the distance from 1 to
// the float32 below it. Nearer to 0 or 1 an activation cannot tell the cost
// more, and the logarithm of 0 would be infinite.
const tiny = 1.0 / (1 << 24)

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
