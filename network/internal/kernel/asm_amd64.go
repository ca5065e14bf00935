//go:build !noasm

package kernel

import "golang.org/x/sys/cpu"

// hasAsm reports whether this CPU has what the assembly needs: AVX2.
var hasAsm = cpu.X86.HasAVX2
