package training_test

import (
	"math/rand/v2"
	"testing"

	"digitpad/network"
	"digitpad/training/dataset"
)

// blots is count examples with as much ink as a digit has, 150 pixels in twenty
// rows.
func blots(b testing.TB, count int) *dataset.Dataset {
	b.Helper()
	random := rand.New(rand.NewPCG(1, uint64(count)))
	images, labels := make([]byte, count*dataset.Pixels), make([]byte, count)
	for i := range labels {
		labels[i] = byte(random.IntN(network.Labels))
		for row := 4; row < 24; row++ {
			line := images[i*dataset.Pixels+row*dataset.Side+6+int(labels[i])/2+random.IntN(5):]
			for k := range 7 + row%2 {
				line[k] = byte(1 + random.IntN(255))
			}
		}
	}
	data, err := dataset.New("blots", images, labels)
	if err != nil {
		b.Fatal(err)
	}
	return data
}
