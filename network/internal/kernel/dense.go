package kernel

import "fmt"

// Accumulate adds all n rows to z, each times its activation, for m examples: z
// has m rows of stride columns, a has n values of each example, which begin step
// values after those of the example before. Four rows of w at a time, as in
// [AccumulateInk]. For each example, with row(j) = w[j*stride:]:
//
//	j := 0
//	for ; j+4 <= n; j += 4 {
//		for k := range z {
//			z[k] += (a[j]*row(j)[k] + a[j+1]*row(j+1)[k]) + (a[j+2]*row(j+2)[k] + a[j+3]*row(j+3)[k])
//		}
//	}
//	for ; j < n; j++ {
//		for k := range z {
//			z[k] += a[j] * row(j)[k]
//		}
//	}
func Accumulate(z, w, a []float32, step, n, m int) {
	if n == 0 || m == 0 {
		return
	}
	if step < n || len(a) < (m-1)*step+n {
		panic(fmt.Sprintf("kernel: %d activations are not %d of %d examples, %d apart", len(a), n, m, step))
	}
	stride := checkColumns(z, w, n, m)
	if useAsm {
		accumulateAsm(&z[0], &w[0], stride, &a[0], step, n, m)
		return
	}
	accumulate(z, w, a, step, n, m)
}

// Update adds d to all n rows, each times its activation, example after example:
// d has m rows of stride columns, a has m rows of n padded. For each example:
//
//	for j := range n {
//		for k := range d {
//			w[j*stride+k] += a[j] * d[k]
//		}
//	}
func Update(w, a, d []float32, n, m int) {
	stride := checkDense(d, w, a, n, m)
	if stride == 0 {
		return
	}
	if useAsm {
		updateAsm(&w[0], stride, &a[0], &d[0], n, m)
		return
	}
	update(w, a, d, n, m)
}

// Backward sets g[j] to the inner product of row j and d, for m examples: g has
// m rows of n padded, d has m rows of stride columns. Lane l sums the columns l,
// l+8, l+16, …; the eight lanes are then added in pairs. The padding of g stays
// as it is. For each example:
//
//	for j := range n {
//		var s [8]float32
//		for k := range d {
//			s[k%8] += w[j*stride+k] * d[k]
//		}
//		g[j] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
//	}
func Backward(g, w, d []float32, n, m int) {
	stride := checkDense(d, w, g, n, m)
	if stride == 0 {
		return
	}
	if useAsm {
		backwardAsm(&g[0], &w[0], stride, &d[0], n, m)
		return
	}
	backward(g, w, d, n, m)
}

// checkDense returns the stride, or 0 if there is nothing to do.
func checkDense(columns, w, rows []float32, n, m int) (stride int) {
	if n == 0 || m == 0 {
		return 0
	}
	if len(rows) != m*Pad(n) {
		panic(fmt.Sprintf("kernel: %d values are no %d rows of %d, padded", len(rows), m, n))
	}
	return checkColumns(columns, w, n, m)
}

// checkColumns returns the stride, for at least one row and one example.
func checkColumns(columns, w []float32, n, m int) (stride int) {
	stride = len(columns) / m
	if stride == 0 || stride%Lanes != 0 || len(columns) != m*stride || len(w) < n*stride {
		panic(fmt.Sprintf("kernel: %d values for %d examples do not fit %d rows of weights, w has %d", len(columns), m, n, len(w)))
	}
	return stride
}
