//go:build !noasm

package kernel

import (
	"os"

	"golang.org/x/sys/cpu"
)

var useAVX2 = cpu.X86.HasAVX2 && os.Getenv("DIGITPAD_NOASM") == ""

// The assembly. It checks nothing; lengths are counts of values.

//go:noescape
func accumulateInkAVX2(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint32, n int)

//go:noescape
func updateInkAVX2(w, d *float32, stride, columns int, x *[]uint32, m int)

//go:noescape
func accumulateAVX2(z, w *float32, stride int, a *float32, n, m int)

//go:noescape
func updateAVX2(w *float32, stride int, a, d *float32, n, m int)

//go:noescape
func backwardAVX2(grad, w *float32, stride int, d *float32, n, m int)

//go:noescape
func repeatAVX2(z, b *float32, stride, m int)

//go:noescape
func addRowsAVX2(b, d *float32, stride, m int)

//go:noescape
func scaleAVX2(v *float32, n int, s float32)

//go:noescape
func sigmoidAVX2(a, z *float32, n int)

//go:noescape
func sigmoidPrimeAVX2(d, a *float32, n int)

//go:noescape
func momentumAVX2(w, grad, v *float32, n int, rate, momentum float32)

//go:noescape
func nesterovAVX2(w, grad, v *float32, n int, rate, momentum float32)

//go:noescape
func rmsPropAVX2(w, grad, square *float32, n int, rate, keep, fresh, epsilon float32)

//go:noescape
func adamAVX2(w, grad, mean, square *float32, n int, rate, keep1, fresh1, keep2, fresh2, epsilon float32)

//go:noescape
func addScaledAVX2(grad, w *float32, n int, s float32)
