package network_test

import (
	"fmt"
	"math/rand/v2"

	"digitpad/network"
)

// A network learns two images by heart: one mini-batch of both, again and again.
func Example() {
	spec := network.PostSpec()
	net := network.New(spec)
	net.Initialize(network.FanIn, 1)

	random := rand.New(rand.NewPCG(1, 2))
	var x []network.Input
	for range 2 {
		image := make([]byte, 784)
		for range 150 {
			image[random.IntN(784)] = 255
		}
		x = append(x, network.NewInput(image))
	}
	labels := []uint8{3, 8}

	const eta = 3
	backprop := net.NewBackprop(len(x))
	for range 100 {
		backprop.Run(x, labels)
		backprop.Descend(eta / float32(len(x)))
	}

	pass := net.NewPass()
	fmt.Println(spec.SizesString(), "reads", net.Predict(pass, x[0]), "and", net.Predict(pass, x[1]))
	// Output: 784-15-10 reads 3 and 8
}

// The three encodings of the digit 6, and what their decoders make of outputs
// that lie between.
func ExampleEncoding() {
	for _, encoding := range []network.Encoding{network.OneHot, network.Binary, network.Ordinal} {
		y := make([]float32, encoding.Outputs())
		encoding.Target(y, 6)
		fmt.Println(encoding.Name(), y, "is", encoding.Decode(y))
	}
	fmt.Println(network.Binary.Decode([]float32{0.1, 0.8, 0.9, 0.4}))
	// Output:
	// one-hot [0 0 0 0 0 0 1 0 0 0] is 6
	// binary [0 1 1 0] is 6
	// ordinal [0.6666667] is 6
	// 6
}

// A blank pixel is left out of the input.
func ExampleNewInput() {
	image := make([]byte, 784)
	image[300], image[301] = 255, 51
	x := network.NewInput(image)
	for pixel, ink := range x.Pixels() {
		fmt.Println(pixel, ink)
	}
	// Output:
	// 300 255
	// 301 51
}

// Equation (4): a small step against the gradient changes the cost by
// −η‖∇C‖².
func ExampleBackprop_AddGradient() {
	spec := network.PostSpec()
	net, gradient := network.New(spec), network.New(spec)
	net.Initialize(network.FanIn, 1)
	image := make([]byte, 784)
	for i := 300; i < 400; i++ {
		image[i] = 255
	}
	x, label := network.NewInput(image), uint8(7)

	cost := func() float64 {
		y := make([]float32, spec.Encoding.Outputs())
		spec.Encoding.Target(y, int(label))
		return float64(spec.Cost.Of(net.Forward(net.NewPass(), x), y))
	}
	before := cost()
	backprop := net.NewBackprop(1)
	backprop.Run([]network.Input{x}, []uint8{label})
	backprop.AddGradient(gradient, 1)

	const eta = 0.001
	squared := 0.0 // ‖∇C‖²
	for i, g := range gradient.Parameters() {
		squared += float64(g) * float64(g)
		net.Parameters()[i] -= eta * g
	}
	fmt.Printf("the cost falls by %.2f times η‖∇C‖²\n", (before-cost())/(eta*squared))
	// Output: the cost falls by 1.00 times η‖∇C‖²
}
