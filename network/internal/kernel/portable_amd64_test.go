//go:build !noasm

package kernel

import "testing"

// A CPU without AVX2 gets the portable twins, which give the same bits.
func TestWithoutAVX2(t *testing.T) {
	defer func(use bool) { useAVX2 = use }(useAVX2)
	useAVX2 = false
	TestImplementationsGiveTheBitsOfTheSpecification(t)
}
