package stats

import "math"

// Swing is the standard deviation of values about a slow trend: the root mean square of
// their second differences over √6, to which neither the height nor the slope of the
// trend adds anything (von Neumann et al. 1941, with differences of the second order).
// It is 0 of fewer than three values.
func Swing(y []float64) float64 {
	if len(y) < 3 {
		return 0
	}
	sum := 0.0
	for i := 2; i < len(y); i++ {
		d := y[i] - 2*y[i-1] + y[i-2]
		sum += d * d / 6
	}
	return math.Sqrt(sum / float64(len(y)-2))
}
