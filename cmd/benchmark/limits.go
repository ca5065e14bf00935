package main

import (
	"math"
	"slices"
	"time"

	"digitpad/training/dataset"
)

// A vector is a way to reach the limits: in registers of so many bits.
type vector struct {
	bits int

	// multiplyAdd does ten fused multiply-adds a loop that wait for nothing but the unit.
	multiplyAdd func(loops int)
	// readThrough reads n values, a multiple of 32, so many times.
	readThrough func(v *float32, n, passes int)
	// writeThrough reads n values, a multiple of 32, and writes them back, so many times.
	writeThrough func(v *float32, n, passes int)
}

// limits are the least nanoseconds for an image that this machine allows, as its
// best rounds showed, or 0 where they cannot be measured.
type limits struct {
	// dense is for multiplying whole matrices, blank pixels included: twice for
	// the first layer, forward and for its gradient, and three times for the
	// others, at the peak of fused multiply-adds.
	dense, flops float64

	// sparse is for moving the rows of the inked pixels through the caches: once
	// read, once read and written back, from memory as large as the weights.
	sparse, rowBytes float64
	weights          []float32
}

func newLimits(w workload, ink float64) *limits {
	l := &limits{}
	in := dataset.Pixels
	for i, out := range slices.Concat(w.hidden, []int{10}) {
		padded := (out + 7) &^ 7
		if i == 0 {
			l.flops += 4 * float64(in*out)
			l.rowBytes += 4 * ink * float64(padded)
			l.weights = make([]float32, in*padded)
		} else {
			l.flops += 6 * float64(in*out)
		}
		in = out
	}
	// Memory that nothing was written to is one page of zeros, which is always near.
	for i := range l.weights {
		l.weights[i] = 1
	}
	return l
}

// measure takes the machine's measure once more, with every width that it has.
func (l *limits) measure() {
	least := func(limit *float64, ns float64) {
		if *limit == 0 || ns < *limit {
			*limit = ns
		}
	}
	n, bytes := len(l.weights), 4*float64(len(l.weights))
	passes := max(1, 1<<20/n)
	for _, v := range vectors {
		least(&l.dense, l.flops/v.peak()*1e9)
		read := seconds(func() { v.readThrough(&l.weights[0], n, passes) })
		write := seconds(func() { v.writeThrough(&l.weights[0], n, passes) })
		least(&l.sparse, (read+write)/bytes/float64(passes)*l.rowBytes*1e9)
	}
}

// peak is the most floating-point operations a second that one core does.
func (v vector) peak() float64 {
	const loops = 1 << 17
	return float64(loops*10*2*v.bits/32) / seconds(func() { v.multiplyAdd(loops) })
}

// seconds is the time on the wall of the fastest of some calls.
func seconds(f func()) float64 {
	fastest := math.Inf(1)
	for range 5 {
		begin := time.Now()
		f()
		fastest = min(fastest, time.Since(begin).Seconds())
	}
	return fastest
}
