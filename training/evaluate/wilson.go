package evaluate

import "math"

// Wilson is the 95 % interval of Wilson (1927) for the share behind an accuracy:
// of n examples, correct were read right. It holds also for small n and at the
// ends of [0,1], where the textbook's ±1.96 standard errors fail. Of nothing,
// n = 0, all is possible: [0,1].
func Wilson(correct, n int) (lo, hi float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964 // 97.5 % of a normal distribution lie below
	share, total := float64(correct)/float64(n), float64(n)
	middle := (share + z*z/(2*total)) / (1 + z*z/total)
	half := z / (1 + z*z/total) * math.Sqrt(share*(1-share)/total+z*z/(4*total*total))
	return max(0, middle-half), min(1, middle+half)
}
