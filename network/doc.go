// Package network is the model and its mathematics: fully connected feed-forward networks
// of any sizes, the forward pass, and backpropagation. It uses no files, clock,
// goroutines or global randomness.
//
// # Words and letters
//
// The exported names are words; inside the algorithms stand the letters of the
// post that this program implements (D. Ko, "Classifying Handwritten Digits &
// Gradient Descent"), whose equation numbers are given as (1) to (12), and those
// of M. Nielsen, "Neural Networks and Deep Learning" (BP1 to BP4). For a
// 784→15→10 network:
//
//	x      input             784      ink of each pixel in [0,1]; see Input
//	w      weights           784×15   one row per input, so w[p,k] leads from
//	                         15×10    input p to unit k
//	b      biases            15, 10
//	z      weighted sum      15, 10   z = Σ x[p]·w[p] + b
//	a      activation        15, 10   a = f(z); of the last layer: output activations
//	y      target            10       the encoded label; see Encoding
//	C      cost              1        mean over the examples of C_x; see Cost
//	d      delta             15, 10   ∂C_x/∂z, called δ in print
//	eta    learning rate η   1
//	m      mini-batch size   1        examples in one iteration
//	n      examples          1        in the whole training set
//
// # Laws
//
// Parameters are float32 and lie in one slice, layer after layer: the rows of a
// layer's weights, then its biases as one more row. A row has Stride columns, Out
// rounded up to a multiple of eight; the columns that round it up are zero and
// stay zero.
//
// Arithmetic that influences a parameter rounds every product before it is
// added, sums in a fixed order and calls no function that differs between CPUs:
// the same seed, data and settings give the same network, bit for bit,
// everywhere.
//
// A Network may be read by any number of goroutines as long as none writes. A
// Pass and a Backprop belong to one goroutine.
//
// Misuse by a programmer (wrong lengths, a spec that Validate refuses) panics
// with "network: " in front; what comes from outside is an error.
package network
