package network_test

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/network/textbook"
	"digitpad/training/mnist"
)

// After an epoch of MNIST from the same start and over the same mini-batches,
// the fast network and the textbook read equally many test images, to 0.3 points.
func TestTextbookAfterEpoch(t *testing.T) {
	dir := os.Getenv("DIGITPAD_DATA")
	if dir == "" {
		t.Skip("needs MNIST: set DIGITPAD_DATA to the folder that holds it")
	}
	if testing.Short() {
		t.Skip("the textbook takes its time over 60,000 images")
	}
	train, test, err := mnist.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	spec := network.PostSpec()
	spec.Sizes = []int{784, 30, 10}
	net := network.New(spec)
	net.Initialize(network.FanIn, 1)
	slow := textbook.New(net)

	const m, eta = 10, 3.0
	backprop := net.NewBackprop(m)
	x, labels := make([]network.Input, m), make([]uint8, m)
	order := rand.New(rand.NewPCG(1, 1)).Perm(train.Len())
	for ; len(order) > 0; order = order[m:] {
		for i, e := range order[:m] {
			x[i], labels[i] = train.Input(e), uint8(train.Label(e))
		}
		backprop.Run(x, labels)
		backprop.Descend(eta / m)
		slow.Iterate(examples(spec, x, labels), eta)
	}

	pass := net.NewPass()
	right, rightSlow := 0, 0
	for i := range test.Len() {
		if net.Predict(pass, test.Input(i)) == test.Label(i) {
			right++
		}
		a := slow.Outputs(textbook.NewInput(spec, test.Input(i)))
		if floats.MaxIdx(a.RawVector().Data) == test.Label(i) {
			rightSlow++
		}
	}
	n := float64(test.Len())
	t.Logf("test accuracy after one epoch: fast %.4f, textbook %.4f", float64(right)/n, float64(rightSlow)/n)
	if math.Abs(float64(right-rightSlow))/n > 0.003 {
		t.Errorf("fast network and textbook differ by more than 0.3 points: %d and %d of %d", right, rightSlow, test.Len())
	}
}
