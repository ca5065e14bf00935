//go:build amd64 && !noasm

package kernel

import "testing"

// AVX2 and AVX-512 give the same bits, whichever this CPU is to use.
func TestAVX512GivesTheBitsOfTheSpecification(t *testing.T) {
	defer func(asm, avx512 bool) { useAsm, useAVX512 = asm, avx512 }(useAsm, useAVX512)
	for _, c := range []struct {
		name        string
		has, avx512 bool
	}{
		{"AVX2", hasAsm, false},
		{"AVX-512", hasAVX512, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !c.has {
				t.Skipf("this CPU has no %s: nothing was compared", c.name)
			}
			useAsm, useAVX512 = true, c.avx512
			TestImplementationsGiveTheBitsOfTheSpecification(t)
			TestUnpack(t)
		})
	}
}
