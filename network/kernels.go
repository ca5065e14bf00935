package network

import "digitpad/network/internal/kernel"

// Kernels is what the inner loops are made of on this machine: "AVX-512", "AVX2", "NEON" or
// "portable code". All give the same bits.
func Kernels() string { return kernel.Implementation() }
