package kernel

import "fmt"

// Accumulate adds all rows to z, each times its activation. Four rows at a time,
// as in [AccumulateInk]. With row(j) = w[j*stride:]:
//
//	j := 0
//	for ; j+4 <= len(a); j += 4 {
//		for k := range z {
//			z[k] += (a[j]*row(j)[k] + a[j+1]*row(j+1)[k]) + (a[j+2]*row(j+2)[k] + a[j+3]*row(j+3)[k])
//		}
//	}
//	for ; j < len(a); j++ {
//		for k := range z {
//			z[k] += a[j] * row(j)[k]
//		}
//	}
func Accumulate(z, w, a []float32) {
	if len(a) == 0 || len(z) == 0 {
		return
	}
	checkDense(w, len(a), len(z))
	if useAVX2 {
		accumulateAVX2(&z[0], &w[0], len(z), &a[0], len(a))
		return
	}
	accumulate(z, w, a)
}

// Update adds d to all rows, each times its activation:
//
//	for j := range a {
//		for k := range d {
//			w[j*stride+k] += a[j] * d[k]
//		}
//	}
func Update(w, a, d []float32) {
	if len(a) == 0 || len(d) == 0 {
		return
	}
	checkDense(w, len(a), len(d))
	if useAVX2 {
		updateAVX2(&w[0], len(d), &a[0], len(a), &d[0])
		return
	}
	update(w, a, d)
}

// Backward sets g[j] to the inner product of row j and d. Lane l sums the
// columns l, l+8, l+16, …; the eight lanes are then added in pairs:
//
//	for j := range g {
//		var s [8]float32
//		for k := range d {
//			s[k%8] += w[j*stride+k] * d[k]
//		}
//		g[j] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
//	}
func Backward(g, w, d []float32) {
	if len(g) == 0 {
		return
	}
	checkDense(w, len(g), len(d))
	if useAVX2 && len(d) > 0 {
		backwardAVX2(&g[0], &w[0], len(d), len(g), &d[0])
		return
	}
	backward(g, w, d)
}

func checkDense(w []float32, rows, stride int) {
	checkStride(stride)
	if rows*stride > len(w) {
		panic(fmt.Sprintf("kernel: %d rows of %d columns, but w has %d values", rows, stride, len(w)))
	}
}

func checkStride(stride int) {
	if stride%Lanes != 0 {
		panic(fmt.Sprintf("kernel: a row of %d columns is not padded to a multiple of %d", stride, Lanes))
	}
}
