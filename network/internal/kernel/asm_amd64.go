//go:build !noasm

package kernel

import (
	"os"

	"golang.org/x/sys/cpu"
)

// hasAsm reports whether this CPU has what the assembly needs: AVX2.
var hasAsm = cpu.X86.HasAVX2

// hasAVX512 reports whether this CPU has what the 512-bit twins need.
var hasAVX512 = cpu.X86.HasAVX512F && cpu.X86.HasAVX512VL

// useAVX512 makes the AVX2 assembly go on with its 512-bit twins.
var useAVX512 = hasAVX512 && os.Getenv("DIGITPAD_NOAVX512") == ""

func vectors() string {
	if useAVX512 {
		return "AVX-512"
	}
	return "AVX2"
}

// widest is how many columns accumulateInkAsm and updateInkAsm process at once.
func widest() int {
	if useAVX512 {
		return 128
	}
	return 64
}

// rowBlock is how many columns of a row updateRowsAsm keeps in registers for long lists.
func rowBlock() int {
	if useAVX512 {
		return 128
	}
	return 104
}

// hasEights: there is accumulateEightsAsm.
const hasEights = true

//go:noescape
func accumulateEightsAsm(z, w *float32, stride, columns int, eights *inkedEight, n int, later *[]uint16, soon int)
