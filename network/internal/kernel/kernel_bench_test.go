package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// The time of one image in each kernel, as 784-stride-10 uses it, with 150 pixels
// of ink that cluster as those of a digit do.
func BenchmarkKernels(b *testing.B) {
	for _, stride := range []int{16, 32, 104, 800} {
		rng := rand.New(rand.NewPCG(1, 2))
		w, z := values(rng, 785*stride, false), values(rng, stride, false)
		w2, z2 := values(rng, (stride+1)*16, false), values(rng, 16, false)
		var images [16][]uint32
		for i := range images {
			for row := 4; row < 24; row++ {
				col := 6 + rng.IntN(10)
				for j := range 7 + rng.IntN(2) {
					images[i] = append(images[i], uint32(row*28+col+j)<<8|uint32(1+rng.IntN(255)))
				}
			}
		}
		run := func(name string, portable, dispatched func(i int)) {
			for i, f := range []func(int){portable, dispatched} {
				b.Run(fmt.Sprintf("%s/%d/%s", name, stride, []string{"portable", "dispatched"}[i]), func(b *testing.B) {
					n := 0
					for b.Loop() {
						f(n % len(images))
						n++
					}
				})
			}
		}
		run("AccumulateInk", func(i int) { accumulateInk(z, w, images[i:i+1]) }, func(i int) { AccumulateInk(z, w, images[i:i+1], none, nil) })
		run("UpdateInk", func(i int) { updateInk(w, images[i:i+1], z) }, func(i int) { UpdateInk(w, images[i:i+1], z, nil) })
		run("Accumulate", func(i int) { accumulate(z2, w2, z, stride, stride, 1) }, func(i int) { Accumulate(z2, w2, z, stride, stride, 1) })
		run("Update", func(i int) { update(w2, z, z2, stride, 1) }, func(i int) { Update(w2, z, z2, stride, 1) })
		run("Backward", func(i int) { backward(z, w2, z2, stride, 1) }, func(i int) { Backward(z, w2, z2, stride, 1) })
		run("Sigmoid", func(i int) { sigmoid(z, z) }, func(i int) { Sigmoid(z, z) })
		run("SigmoidPrime", func(i int) { sigmoidPrime(z, z) }, func(i int) { SigmoidPrime(z, z) })
	}
}

// The time to unpack an image.
func BenchmarkUnpack(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	var images [600][]uint16
	for i := range images {
		for range 20 {
			images[i] = append(images[i], uint16(20+rng.IntN(8))<<8|9)
			for range 5 + rng.IntN(4) {
				images[i] = append(images[i], 1<<8|uint16(1+rng.IntN(255)))
			}
		}
		images[i] = append(images[i], 1, 1, 1, 1, 1, 1, 1)[:len(images[i])]
	}
	words := make([]uint32, 0, 1000)
	n := 0
	for b.Loop() {
		words = Unpack(words[:0], images[n%len(images)])
		n++
	}
}
