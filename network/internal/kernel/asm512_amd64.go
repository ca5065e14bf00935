//go:build !noasm

package kernel

//lint:file-ignore U1000 the assembly jumps to what is declared here

// The 512-bit twins of the assembly: where useAVX512 is set, the kernel of the same name jumps
// to them.

//go:noescape
func unpack512(words *uint32, x *uint16, eights int) (inked bool)

//go:noescape
func accumulateInk512(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint16, n int)

//go:noescape
func accumulateEights512(z, w *float32, stride, columns int, eights *inkedEight, n int, later *[]uint16, soon int)

//go:noescape
func updateInk512(w, d *float32, stride, columns int, x *[]uint32, m int)

//go:noescape
func updateRows512(w, d *float32, stride, columns int, ink *uint32, room int, rows *inkedRow, n int)

//go:noescape
func momentum512(w, grad, v *float32, n int, rate, momentum float32)

//go:noescape
func nesterov512(w, grad, v *float32, n int, rate, momentum float32)

//go:noescape
func rmsProp512(w, grad, square *float32, n int, rate, keep, fresh, epsilon float32)

//go:noescape
func adam512(w, grad, mean, square *float32, n int, rate, keep1, fresh1, keep2, fresh2, epsilon float32)

//go:noescape
func addScaled512(grad, w *float32, n int, s float32)

//go:noescape
func addSigns512(grad, w *float32, n int, low, high, huge float32)

//go:noescape
func sigmoid512(a, z *float32, n int)

//go:noescape
func sigmoidPrime512(d, a *float32, n int)

//go:noescape
func accumulate512(z, w *float32, stride int, a *float32, step, n, m int)

//go:noescape
func update512(w *float32, stride int, a, d *float32, n, m int)

//go:noescape
func backward512(grad, w *float32, stride int, d *float32, n, m int)
