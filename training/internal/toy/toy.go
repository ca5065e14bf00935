// Package toy has data and networks for tests: easy to learn, and made in milliseconds.
package toy

import (
	"math/rand/v2"
	"testing"

	"digitpad/network"
	"digitpad/training/dataset"
)

// Data is easy to learn: the label's own column of the image is inked, and some
// noise.
func Data(t testing.TB, name string, count int, seed uint64) *dataset.Dataset {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 0))
	images, labels := make([]byte, count*dataset.Pixels), make([]byte, count)
	for i := range labels {
		labels[i] = byte(random.IntN(10))
		image := images[i*dataset.Pixels:][:dataset.Pixels]
		for row := range dataset.Side {
			image[row*dataset.Side+4+2*int(labels[i])] = byte(128 + random.IntN(128))
			image[row*dataset.Side+random.IntN(dataset.Side)] = byte(random.IntN(256))
		}
	}
	data, err := dataset.New(name, images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Network is the post's network after some iterations on Data, which it returns too:
// mini-batches of 10, at the learning rate 3.
func Network(t testing.TB, iterations int) (*network.Network, *dataset.Dataset) {
	t.Helper()
	const batch, rate = 10, 3
	data := Data(t, "toy", 1003, 1)
	net := network.New(network.PostSpec())
	net.Initialize(network.FanIn, 1)
	backprop := net.NewBackprop(batch)
	x, labels := make([]network.Input, batch), make([]uint8, batch)
	for i := range iterations {
		for k := range batch {
			e := (i*batch + k) % data.Len()
			x[k], labels[k] = data.Input(e), uint8(data.Label(e))
		}
		backprop.Run(x, labels)
		backprop.Descend(rate / float32(batch))
	}
	return net, data
}
