package stats

import (
	"fmt"
	"math"
	"slices"
)

// ConformalThreshold is the probability from which a class belongs to the answer
// set, so that sets of further examples of the same kind hold the label in at least
// the given share of cases (split conformal prediction, Vovk et al. 2005; the score
// 1 − p of Sadinle et al. 2019). Probabilities are what the network gave the labels
// of n held-out examples. With too few of them to promise so much, less than
// share/(1−share), it is 0: every class belongs to the set. It panics if the share
// is not in (0,1).
func ConformalThreshold(probabilities []float64, share float64) float64 {
	if !(share > 0 && share < 1) {
		panic(fmt.Sprintf("stats: answer sets that are right in a share of %g", share))
	}
	n := len(probabilities)
	rank := int(math.Ceil(float64(n+1)*share - 1e-9)) // of the label that must still be in its set
	if rank > n {
		return 0
	}
	falling := slices.Sorted(slices.Values(probabilities))
	return falling[n-rank]
}

// AnswerSet is the classes whose probability reaches a ConformalThreshold, the most
// probable first; the most probable alone if none does.
func AnswerSet(probabilities []float64, threshold float64) []int {
	order := make([]int, len(probabilities))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case probabilities[i] > probabilities[j]:
			return -1
		case probabilities[i] < probabilities[j]:
			return 1
		}
		return 0
	})
	size := 1
	for size < len(order) && probabilities[order[size]] >= threshold {
		size++
	}
	return order[:min(size, len(order))]
}
