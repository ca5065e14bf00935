package main

import "golang.org/x/sys/cpu"

// vectors are the widths that this CPU has.
var vectors = func() []vector {
	var v []vector
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		v = append(v, vector{256, multiplyAdd, readThrough, writeThrough})
	}
	if cpu.X86.HasAVX512F {
		v = append(v, vector{512, multiplyAdd512, readThrough512, writeThrough512})
	}
	return v
}()

//go:noescape
func multiplyAdd(loops int)

//go:noescape
func readThrough(v *float32, n, passes int)

//go:noescape
func writeThrough(v *float32, n, passes int)

//go:noescape
func multiplyAdd512(loops int)

//go:noescape
func readThrough512(v *float32, n, passes int)

//go:noescape
func writeThrough512(v *float32, n, passes int)
