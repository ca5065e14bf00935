package network

// Finite reports whether none of the values is infinite or not a number: a value minus
// itself is 0 unless it is one of these.
func Finite(values []float32) bool {
	var a, b, c, d float32 // sums of their own, which need not wait for each other
	for ; len(values) >= 4; values = values[4:] {
		a += values[0] - values[0]
		b += values[1] - values[1]
		c += values[2] - values[2]
		d += values[3] - values[3]
	}
	for _, v := range values {
		a += v - v
	}
	return a+b+c+d == 0
}
