package network

// Activation is the function f in a = f(z) of a layer.
type Activation interface {
	Name() string

	// Apply replaces z by f(z). z holds one row per example; the first n
	// elements of a row count, the others pad it to a multiple of eight and may
	// become anything.
	Apply(z []float32, n int)

	// Backward replaces d = ∂C/∂a by ∂C/∂z: it multiplies d by the transposed
	// Jacobian of f, written in terms of a = f(z). d and a hold one row per
	// example. The padding of d is zero and stays zero.
	Backward(d, a []float32, n int)
}

// Activations are the activations there are.
var Activations = Registry[Activation]{Sigmoid, Tanh, ReLU, Softmax}
