//go:build (amd64 || arm64) && !noasm

package kernel

import "testing"

// A CPU that the assembly does not suit gets the portable twins, which give the
// same bits.
func TestWithoutAssembly(t *testing.T) {
	defer func(use bool) { useAsm = use }(useAsm)
	useAsm = false
	TestImplementationsGiveTheBitsOfTheSpecification(t)
}
