//go:build !noasm

package kernel

import "golang.org/x/sys/cpu"

// hasAsm reports whether this CPU has what the assembly needs: AVX2.
var hasAsm = cpu.X86.HasAVX2

// rowBlock is how many columns of a row updateRowsAsm keeps in registers.
const rowBlock = 104

// hasEights: there is accumulateEightsAsm.
const hasEights = true

//go:noescape
func accumulateEightsAsm(z, w *float32, stride, columns int, eights *inkedEight, n int, later *[]uint16, soon int)
