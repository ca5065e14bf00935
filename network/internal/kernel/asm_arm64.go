//go:build !noasm

package kernel

// hasAsm: every arm64 CPU has what the assembly needs, NEON.
const hasAsm = true
