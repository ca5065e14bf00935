//go:build !noasm

package kernel

// hasAsm: every arm64 CPU has what the assembly needs, NEON.
const hasAsm = true

func vectors() string { return "NEON" }

// widest is how many columns accumulateInkAsm and updateInkAsm process at once.
func widest() int { return 64 }

// rowBlock is how many columns of a row updateRowsAsm keeps in registers.
func rowBlock() int { return 64 }

const useAVX512 = false

// hasEights: what it saves has been measured on amd64 only.
const hasEights = false

func accumulateEightsAsm(z, w *float32, stride, columns int, eights *inkedEight, n int, later *[]uint16, soon int) {
	panic("kernel: no assembly")
}
