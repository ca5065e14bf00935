package network

// Finite reports whether none of the values is infinite or not a number: a value minus
// itself is 0 unless it is one of these.
func Finite(values []float32) bool {
	var sum float32
	for _, v := range values {
		sum += v - v
	}
	return sum == 0
}
