// Package squares measures lengths of vectors.
package squares

// Sum is Σ v², the square of the length of values. A product of float32 is exact in
// float64, so fusing it with the sum changes nothing.
func Sum(values []float32) float64 {
	sum := 0.0
	for _, v := range values {
		sum += float64(v) * float64(v)
	}
	return sum
}
