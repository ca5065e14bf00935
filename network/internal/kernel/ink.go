package kernel

import "fmt"

// AccumulateInk adds the rows of the inked pixels to z, each times its ink. Four
// rows at a time, because a sum that waits for the sum before is what would
// limit the speed. With ink(p) = Ink[p&0xff] and row(p) = w[(p>>8)*stride:]:
//
//	for len(x) >= 4 {
//		p, q, r, s := x[0], x[1], x[2], x[3]
//		for k := range z {
//			z[k] += (ink(p)*row(p)[k] + ink(q)*row(q)[k]) + (ink(r)*row(r)[k] + ink(s)*row(s)[k])
//		}
//		x = x[4:]
//	}
//	for _, p := range x {
//		for k := range z {
//			z[k] += ink(p) * row(p)[k]
//		}
//	}
//
// The indices must ascend, as they do in every network.Input: the last one is
// checked against the rows of w and answers for the others.
func AccumulateInk(z, w []float32, x []uint32) {
	if len(x) == 0 || len(z) == 0 {
		return
	}
	checkInk(w, x, len(z))
	if useAVX2 {
		accumulateInkAVX2(&z[0], &w[0], len(z), &x[0], len(x))
		return
	}
	accumulateInk(z, w, x)
}

// UpdateInk adds d to the rows of the inked pixels, times their ink:
//
//	for _, p := range x {
//		for k := range d {
//			w[(p>>8)*stride+k] += Ink[p&0xff] * d[k]
//		}
//	}
//
// The indices must ascend, as for [AccumulateInk].
func UpdateInk(w []float32, x []uint32, d []float32) {
	if len(x) == 0 || len(d) == 0 {
		return
	}
	checkInk(w, x, len(d))
	if useAVX2 {
		updateInkAVX2(&w[0], len(d), &x[0], len(x), &d[0])
		return
	}
	updateInk(w, x, d)
}

// Prefetch asks for x to be brought near, so that a kernel that needs it soon
// will not wait for memory. It changes nothing, and does nothing where it cannot.
func Prefetch(x []uint32) {
	if useAVX2 && len(x) > 0 {
		prefetchAVX2(&x[0], len(x))
	}
}

func checkInk(w []float32, x []uint32, stride int) {
	if stride%Lanes != 0 {
		panic(fmt.Sprintf("kernel: a row of %d columns is not padded to a multiple of %d", stride, Lanes))
	}
	if last := int(x[len(x)-1] >> 8); (last+1)*stride > len(w) {
		panic(fmt.Sprintf("kernel: pixel %d has no row: w has %d values, %d a row", last, len(w), stride))
	}
}
