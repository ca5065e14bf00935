package main

import (
	"fmt"
	"strconv"
)

// count writes a whole number the way people read it: 60,000.
func count(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", count(n/1000), n%1000)
}

// percent writes a share of 1 with two decimals: 95.42 %.
func percent(share float64) string { return fmt.Sprintf("%.2f %%", 100*share) }
