package training_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/mnist"
)

// digits is MNIST where DIGITPAD_DATA says where it is, and otherwise as many
// images with about as much ink in about the same places.
func digits(b testing.TB) (train, test *training.Dataset) {
	b.Helper()
	if os.Getenv("DIGITPAD_DATA") != "" {
		dir, err := mnist.Locate("")
		if err != nil {
			b.Fatal(err)
		}
		train, test, err := mnist.Load(dir)
		if err != nil {
			b.Fatal(err)
		}
		return train, test
	}
	return blots(b, 60000), blots(b, 10000)
}

// blots is count examples of 150 inked pixels each, in twenty rows.
func blots(b testing.TB, count int) *training.Dataset {
	b.Helper()
	random := rand.New(rand.NewPCG(1, uint64(count)))
	images, labels := make([]byte, count*training.Pixels), make([]byte, count)
	for i := range labels {
		labels[i] = byte(random.IntN(network.Labels))
		for row := 4; row < 24; row++ {
			line := images[i*training.Pixels+row*training.Side+6+int(labels[i])/2+random.IntN(5):]
			for k := range 7 + row%2 {
				line[k] = byte(1 + random.IntN(255))
			}
		}
	}
	data, err := training.NewDataset("blots", images, labels)
	if err != nil {
		b.Fatal(err)
	}
	return data
}

// BenchmarkEpoch is a whole epoch: shuffling, gathering, forward, backward,
// update. The time of the CPU for an image is that of the fastest 3000 in a row,
// which other programs disturbed least.
func BenchmarkEpoch(b *testing.B) {
	train, test := digits(b)
	for _, c := range []struct {
		hidden    []int
		batch     int
		optimizer string
		decay     float64
	}{
		{[]int{30}, 10, "sgd", 0},
		{[]int{15}, 10, "sgd", 0},
		{[]int{100}, 10, "sgd", 0},
		{[]int{300}, 10, "sgd", 0},
		{[]int{800}, 10, "sgd", 0},
		{[]int{30, 30}, 10, "sgd", 0},
		{[]int{30}, 1, "sgd", 0},
		{[]int{15}, 1, "sgd", 0},
		{[]int{100}, 1, "sgd", 0},
		{[]int{30}, 100, "sgd", 0},
		{[]int{15}, 100, "sgd", 0},
		{[]int{100}, 100, "sgd", 0},
		{[]int{30}, 60000, "sgd", 0},
		{[]int{30}, 10, "sgd", 5},
		{[]int{30}, 10, "momentum", 0},
		{[]int{30}, 10, "nesterov", 0},
		{[]int{30}, 10, "rmsprop", 0},
		{[]int{30}, 10, "adam", 0},
	} {
		b.Run(fmt.Sprintf("hidden=%v/m=%d/%s/decay=%g", c.hidden, c.batch, c.optimizer, c.decay), func(b *testing.B) {
			s := training.Post()
			s.Hidden, s.Batch, s.Optimizer, s.Decay = c.hidden, c.batch, c.optimizer, c.decay
			if c.optimizer == "adam" || c.optimizer == "rmsprop" {
				s.Rate = 0.001
			}
			if c.optimizer == "momentum" || c.optimizer == "nesterov" {
				s.Rate = 0.3
			}
			if c.batch == 1 {
				s.Rate = 0.5
			}
			trainer, err := training.NewTrainer(s, train, test)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			best := math.Inf(1)
			for b.Loop() {
				for images := 0; images < train.Len(); {
					start, before := cpuTime(), images
					for ; images < before+3000 && images < train.Len(); images += c.batch {
						if err := trainer.Step(); err != nil {
							b.Fatal(err)
						}
					}
					best = min(best, float64(cpuTime()-start)/float64(images-before))
				}
			}
			b.ReportMetric(best, "cpu-ns/image")
		})
	}
}
