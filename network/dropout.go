package network

import (
	"math"
	"math/rand/v2"
)

// Dropout switches hidden units off at random while a network learns: each with
// probability Rate, anew for each example, and the activations of the others are divided
// by 1 − Rate, so that their expected value stays and the trained network is used as it
// is (Srivastava et al. 2014, section 10; "inverted" dropout). The zero value switches
// off none.
type Dropout struct {
	Rate float64 // in [0,1)

	// Which units are off is random, but follows from these two and from the places of
	// the example and the layer.
	Seed, Stream uint64
}

// Drop sets which hidden units are off in the next Run, or after the next Begin; Stream
// is that of the first example, and the next ones have the numbers that follow it.
func (b *Backprop) Drop(d Dropout) {
	if d.Rate != 0 && b.kept == nil {
		b.kept, b.whole = b.net.slabs(b.capacity), b.net.slabs(b.capacity)
	}
	b.dropout = d
}

// drop multiplies the activations of hidden layer l by 0 or 1/(1 − Rate), for the
// examples from:to.
func (b *Backprop) drop(l, from, to int) {
	if b.dropout.Rate == 0 {
		return
	}
	layer := b.net.layers[l]
	a := b.a[l][from*layer.Stride : to*layer.Stride]
	copy(b.whole[l][from*layer.Stride:], a)
	scale, below := float32(1/(1-b.dropout.Rate)), uint64(math.Ldexp(b.dropout.Rate, 32))
	var random rand.PCG
	for i := from; i < to; i++ {
		random.Seed(b.dropout.Seed+uint64(l)<<32, b.dropout.Stream+uint64(i))
		kept := b.kept[l][i*layer.Stride:][:layer.Out]
		for k := range kept {
			kept[k] = scale
			if random.Uint64()>>32 < below {
				kept[k] = 0
			}
		}
		multiply(b.a[l][i*layer.Stride:], kept)
	}
}

// dropDeltas passes the deltas of hidden layer l through what its activations were
// multiplied by.
func (b *Backprop) dropDeltas(l, from, to int) {
	if b.dropout.Rate == 0 {
		return
	}
	layer := b.net.layers[l]
	for i := from; i < to; i++ {
		multiply(b.d[l][i*layer.Stride:], b.kept[l][i*layer.Stride:][:layer.Out])
	}
}

// multiply multiplies v by each of the factors.
func multiply(v, factors []float32) {
	v = v[:len(factors)]
	for k, f := range factors {
		v[k] *= f
	}
}
