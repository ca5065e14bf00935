package evaluate

import "digitpad/training/stats"

// Wilson is the 95 % interval for the share behind an accuracy; see stats.Wilson.
func Wilson(correct, n int) (lo, hi float64) { return stats.Wilson(correct, n) }
