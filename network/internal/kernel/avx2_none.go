//go:build !amd64 || noasm

package kernel

// Constant, so that the compiler drops every call of the functions below.
const useAVX2 = false

func accumulateInkAVX2(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint32, n int) {
	panic("kernel: no AVX2")
}

func updateInkAVX2(w, d *float32, stride, columns int, x *[]uint32, m int) { panic("kernel: no AVX2") }

func accumulateAVX2(z, w *float32, stride int, a *float32, n, m int) { panic("kernel: no AVX2") }

func updateAVX2(w *float32, stride int, a, d *float32, n, m int) { panic("kernel: no AVX2") }

func backwardAVX2(grad, w *float32, stride int, d *float32, n, m int) { panic("kernel: no AVX2") }

func repeatAVX2(z, b *float32, stride, m int) { panic("kernel: no AVX2") }

func addRowsAVX2(b, d *float32, stride, m int) { panic("kernel: no AVX2") }

func scaleAVX2(v *float32, n int, s float32) { panic("kernel: no AVX2") }

func sigmoidAVX2(a, z *float32, n int) { panic("kernel: no AVX2") }

func sigmoidPrimeAVX2(d, a *float32, n int) { panic("kernel: no AVX2") }

func momentumAVX2(w, grad, v *float32, n int, rate, momentum float32) { panic("kernel: no AVX2") }

func nesterovAVX2(w, grad, v *float32, n int, rate, momentum float32) { panic("kernel: no AVX2") }

func rmsPropAVX2(w, grad, square *float32, n int, rate, keep, fresh, epsilon float32) {
	panic("kernel: no AVX2")
}

func adamAVX2(w, grad, mean, square *float32, n int, rate, keep1, fresh1, keep2, fresh2, epsilon float32) {
	panic("kernel: no AVX2")
}
func addScaledAVX2(grad, w *float32, n int, s float32) { panic("kernel: no AVX2") }
