package main

import "golang.org/x/sys/cpu"

var measurable = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// flopsPerLoop is what multiplyAdd does in one loop: ten fused multiply-adds of
// eight lanes.
const flopsPerLoop = 10 * 8 * 2

// multiplyAdd does fused multiply-adds that wait for nothing but the unit.
//
//go:noescape
func multiplyAdd(loops int)

// readThrough reads n values, a multiple of 32, so many times.
//
//go:noescape
func readThrough(v *float32, n, passes int)

// writeThrough reads n values, a multiple of 32, and writes them back, so many
// times.
//
//go:noescape
func writeThrough(v *float32, n, passes int)
