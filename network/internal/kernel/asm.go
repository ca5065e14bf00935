//go:build (amd64 || arm64) && !noasm

package kernel

import "os"

var useAsm = hasAsm && os.Getenv("DIGITPAD_NOASM") == ""

// The assembly. It checks nothing; lengths are counts of values.

//go:noescape
func unpackAsm(words *uint32, x *uint16, eights int) (inked bool)

//go:noescape
func accumulateInkAsm(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint16, n int)

//go:noescape
func updateInkAsm(w, d *float32, stride, columns int, x *[]uint32, m int)

//go:noescape
func updateRowsAsm(w, d *float32, stride, columns int, ink *uint32, room int, rows *inkedRow, n int)

//go:noescape
func accumulateAsm(z, w *float32, stride int, a *float32, step, n, m int)

//go:noescape
func updateAsm(w *float32, stride int, a, d *float32, n, m int)

//go:noescape
func backwardAsm(grad, w *float32, stride int, d *float32, n, m int)

//go:noescape
func repeatAsm(z, b *float32, stride, m int)

//go:noescape
func addRowsAsm(b, d *float32, stride, m int)

//go:noescape
func scaleAsm(v *float32, n int, s float32)

//go:noescape
func softThresholdAsm(v *float32, n int, low, high float32)

//go:noescape
func sigmoidAsm(a, z *float32, n int)

//go:noescape
func sigmoidPrimeAsm(d, a *float32, n int)

//go:noescape
func momentumAsm(w, grad, v *float32, n int, rate, momentum float32)

//go:noescape
func nesterovAsm(w, grad, v *float32, n int, rate, momentum float32)

//go:noescape
func rmsPropAsm(w, grad, square *float32, n int, rate, keep, fresh, epsilon float32)

//go:noescape
func adamAsm(w, grad, mean, square *float32, n int, rate, keep1, fresh1, keep2, fresh2, epsilon float32)

//go:noescape
func addScaledAsm(grad, w *float32, n int, s float32)

//go:noescape
func addSignsAsm(grad, w *float32, n int, low, high, huge float32)
