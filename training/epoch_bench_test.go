package training_test

import (
	"fmt"
	"math"
	"runtime"
	"testing"
	"time"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
)

// BenchmarkEpoch is a whole epoch: shuffling, gathering, forward, backward,
// update. The time of the CPU for an image is that of the fastest 3000 in a row,
// which other programs disturbed least.
func BenchmarkEpoch(b *testing.B) {
	train, test := blots(b, 60000), blots(b, 10)
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
			s := training.DefaultSettings()
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

// BenchmarkShare is the parts of an iteration of ten images on the last of so many cores,
// which has the most units, without waiting for the others: what does not shrink with their
// number limits what they can do together.
func BenchmarkShare(b *testing.B) {
	const m = 10
	train := blots(b, 3000)
	for _, hidden := range []int{100, 300, 800} {
		net := network.New(network.Spec{Sizes: []int{dataset.Pixels, hidden, network.Labels}, Hidden: network.Sigmoid, Output: network.Sigmoid, Cost: network.Quadratic, Encoding: network.OneHot})
		net.Initialize(network.FanIn, 1)
		backprop := net.NewBackprop(m)
		for cores := 1; cores <= backprop.MaxShares(); cores *= 2 {
			b.Run(fmt.Sprintf("hidden=%d/cores=%d", hidden, cores), func(b *testing.B) {
				share := backprop.Shares(cores)[cores-1]
				var spent [3]time.Duration
				inputs, labels := make([]network.Input, m), make([]uint8, m)
				for n := 0; b.Loop(); n++ {
					for i := range inputs {
						e := (n*m + i) % train.Len()
						inputs[i], labels[i] = train.Input(e), uint8(train.Label(e))
					}
					backprop.Begin(inputs, labels)
					begin := time.Now()
					share.Forward()
					forward := time.Now()
					share.Backward(-1e-3)
					backward := time.Now()
					share.Descend()
					spent[0] += forward.Sub(begin)
					spent[1] += backward.Sub(forward)
					spent[2] += time.Since(backward)
				}
				for i, part := range []string{"forward", "backward", "update"} {
					b.ReportMetric(spent[i].Seconds()*1e6/float64(b.N), part+"-µs")
				}
			})
		}
	}
}
