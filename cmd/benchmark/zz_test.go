package main

import (
	"fmt"
	"testing"
)

func TestZZ(t *testing.T) {
	cyc := 1.0
	{
		const loops = 1 << 20
		s := seconds(func() { multiplyAdd(loops) })
		cyc = s / (loops * 5) // 2 FMA per cycle
		fmt.Printf("cycle %.4f ns\n", cyc*1e9)
	}
	for _, kb := range []int{4, 8, 16, 24, 32, 64, 100, 200, 326, 800, 2500} {
		v := make([]float32, kb*256)
		n := len(v)
		for i := range v {
			v[i] = 1
		}
		passes := 1<<24/n + 1
		r := seconds(func() { readThrough(&v[0], n, passes) }) / float64(passes) / float64(n/8) / cyc
		w := seconds(func() { writeThrough(&v[0], n, passes) }) / float64(passes) / float64(n/8) / cyc
		fmt.Printf("%d KB: read %.2f write %.2f cycles per 32 bytes\n", kb, r, w)
	}
}
