//go:build !noasm

package kernel

//lint:file-ignore U1000 the assembly jumps to what is declared here

// The 512-bit twins of the assembly: where useAVX512 is set, the kernel of the same name jumps
// to them.

//go:noescape
func accumulateInk512(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint16, n int)

//go:noescape
func accumulateEights512(z, w *float32, stride, columns int, eights *inkedEight, n int, later *[]uint16, soon int)

//go:noescape
func updateInk512(w, d *float32, stride, columns int, x *[]uint32, m int)

//go:noescape
func updateRows512(w, d *float32, stride, columns int, rows *inkedRow, n int)
