// Package kernel holds the few inner loops in which nearly all of the time
// goes. Each is specified by the loop in its comment: every implementation gives
// those very bits, on every CPU. So a product is rounded before it is added (no
// fused multiply-add), and the order of summation is fixed. Only the payload of
// a NaN is left open.
//
// The portable implementation is the loop of the comment, unrolled; it runs
// everywhere. The assembly, AVX-512 or AVX2 on amd64 CPUs that have it and NEON on arm64,
// runs unless the build tag noasm or the environment variable DIGITPAD_NOASM, set to
// anything, says otherwise; DIGITPAD_NOAVX512 leaves it with AVX2.
//
// W is a matrix of one row per input and stride columns, where stride is the
// length of the vector on the output side, a multiple of Lanes. Vectors must not
// overlap unless a comment says so. Shapes are checked, and misuse panics; of the
// indices of pixels only the last is checked, see [Pixels].
package kernel

// Implementation is what the kernels are made of here: "AVX-512", "AVX2", "NEON" or
// "portable code".
func Implementation() string {
	if useAsm {
		return vectors()
	}
	return "portable code"
}

// Lanes is the number of float32 that all assembly can process at once; rows are padded
// with zeros to a multiple of it.
const Lanes = 8

// Pad is n rounded up to a multiple of Lanes.
func Pad(n int) int { return (n + Lanes - 1) &^ (Lanes - 1) }

// Ink is the value of a pixel by its byte: Ink[v] = v/255.
var Ink = func() (t [256]float32) {
	for v := range t {
		t[v] = float32(v) / 255
	}
	return t
}()
