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
func (b *Backprop) Drop(d Dropout) { b.dropout = d }

// drop multiplies the activations of hidden layer l, of the first those of the share's
// units, by 0 or 1/(1 − Rate). The units of each block, where they are many, draw from a
// stream of their own, so that nobody need draw for the others.
func (s *Share) drop(l int) {
	dropout := s.b.dropout
	if dropout.Rate == 0 {
		return
	}
	if s.kept == nil {
		for _, a := range s.a {
			s.kept, s.whole = append(s.kept, make([]float32, len(a))), append(s.whole, make([]float32, len(a)))
		}
	}
	layer, m := s.layers[l], len(s.b.x)
	copy(s.whole[l], s.a[l][:m*layer.Stride])
	units, first, streams := s.b.net.layers[l].Out, 0, 1
	if l == 0 {
		first = s.from
	}
	if many(units) {
		streams = blocks
	}
	end := first + layer.Out
	scale, below := float32(1/(1-dropout.Rate)), uint64(math.Ldexp(dropout.Rate, 32))
	var random rand.PCG
	for i := range m {
		kept := s.kept[l][i*layer.Stride:][:layer.Out]
		for stream := range streams {
			from, to := Part{stream, streams}.of(units, line)
			if to <= first || from >= end {
				continue
			}
			random.Seed(dropout.Seed+uint64(l)<<32+uint64(stream)<<40, dropout.Stream+uint64(i))
			for k := from; k < min(to, end); k++ {
				factor := scale
				if random.Uint64()>>32 < below {
					factor = 0
				}
				if k >= first {
					kept[k-first] = factor
				}
			}
		}
		multiply(s.a[l][i*layer.Stride:], kept)
	}
}

// dropDeltas passes the deltas of hidden layer l through what its activations were
// multiplied by.
func (s *Share) dropDeltas(l int) {
	if s.b.dropout.Rate == 0 {
		return
	}
	layer := s.layers[l]
	for i := range s.b.x {
		multiply(s.d[l][i*layer.Stride:], s.kept[l][i*layer.Stride:][:layer.Out])
	}
}

// multiply multiplies v by each of the factors.
func multiply(v, factors []float32) {
	v = v[:len(factors)]
	for k, f := range factors {
		v[k] *= f
	}
}
