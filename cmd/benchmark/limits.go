package main

import (
	"math"
	"slices"
	"time"

	"digitpad/training/dataset"
)

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

// measure takes the machine's measure once more.
func (l *limits) measure() {
	if !measurable {
		return
	}
	dense := l.flops / peak() * 1e9
	bytes := 4 * float64(len(l.weights))
	passes := max(1, 1<<20/len(l.weights))
	read := seconds(func() { readThrough(&l.weights[0], len(l.weights), passes) })
	write := seconds(func() { writeThrough(&l.weights[0], len(l.weights), passes) })
	sparse := (read + write) / bytes / float64(passes) * l.rowBytes * 1e9
	if l.dense == 0 || dense < l.dense {
		l.dense = dense
	}
	if l.sparse == 0 || sparse < l.sparse {
		l.sparse = sparse
	}
}

// peak is the most floating-point operations a second that one core does, 0 where
// that cannot be measured.
func peak() float64 {
	if !measurable {
		return 0
	}
	const loops = 1 << 17
	return loops * flopsPerLoop / seconds(func() { multiplyAdd(loops) })
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
