//go:build !(amd64 || arm64) || noasm

package kernel

// Constant, so that the compiler drops every call of the functions below.
const (
	useAsm    = false
	hasEights = false
	useAVX512 = false
)

func vectors() string { panic("kernel: no assembly") }

func widest() int { panic("kernel: no assembly") }

func rowBlock() int { panic("kernel: no assembly") }

func unpackAsm(words *uint32, x *uint16, eights int) (inked bool) {
	panic("kernel: no assembly")
}

func accumulateInkAsm(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint16, n int) {
	panic("kernel: no assembly")
}

func accumulateEightsAsm(z, w *float32, stride, columns int, eights *inkedEight, n int, later *[]uint16, soon int) {
	panic("kernel: no assembly")
}

func updateInkAsm(w, d *float32, stride, columns int, x *[]uint32, m int) {
	panic("kernel: no assembly")
}

func updateRowsAsm(w, d *float32, stride, columns int, ink *uint32, room int, rows *inkedRow, n int) {
	panic("kernel: no assembly")
}

func accumulateAsm(z, w *float32, stride int, a *float32, step, n, m int) {
	panic("kernel: no assembly")
}

func updateAsm(w *float32, stride int, a, d *float32, n, m int) { panic("kernel: no assembly") }

func backwardAsm(grad, w *float32, stride int, d *float32, n, m int) { panic("kernel: no assembly") }

func repeatAsm(z, b *float32, stride, m int) { panic("kernel: no assembly") }

func addRowsAsm(b, d *float32, stride, m int) { panic("kernel: no assembly") }

func scaleAsm(v *float32, n int, s float32) { panic("kernel: no assembly") }

func softThresholdAsm(v *float32, n int, low, high float32) { panic("kernel: no assembly") }

func sigmoidAsm(a, z *float32, n int) { panic("kernel: no assembly") }

func sigmoidPrimeAsm(d, a *float32, n int) { panic("kernel: no assembly") }

func momentumAsm(w, grad, v *float32, n int, rate, momentum float32) { panic("kernel: no assembly") }

func nesterovAsm(w, grad, v *float32, n int, rate, momentum float32) { panic("kernel: no assembly") }

func rmsPropAsm(w, grad, square *float32, n int, rate, keep, fresh, epsilon float32) {
	panic("kernel: no assembly")
}

func adamAsm(w, grad, mean, square *float32, n int, rate, keep1, fresh1, keep2, fresh2, epsilon float32) {
	panic("kernel: no assembly")
}
func addScaledAsm(grad, w *float32, n int, s float32) { panic("kernel: no assembly") }

func addSignsAsm(grad, w *float32, n int, low, high, huge float32) { panic("kernel: no assembly") }
