package network_test

import (
	"fmt"
	"math/rand/v2"

	"digitpad/network"
)

// A network learns two images by heart: one mini-batch of both, again and again.
func Example() {
	spec := network.Post()
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
