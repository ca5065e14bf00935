package display

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"digitpad/network/textbook"
)

// SteepestUnits are the units of a layer whose weights' derivatives are the largest, so
// many or all there are, in their order.
func SteepestUnits(gradient textbook.Vector, layer, most int) []int {
	_, n := gradient.W[layer].Dims()
	units, lengths := make([]int, n), make([]float64, n)
	for k := range n {
		units[k], lengths[k] = k, mat.Norm(gradient.W[layer].ColView(k), 2)
	}
	if n > most {
		slices.SortStableFunc(units, func(a, b int) int { return cmp.Compare(lengths[b], lengths[a]) })
		units = units[:most]
		slices.Sort(units)
	}
	return units
}

// Spread is the number that has the full colour: three times the root mean square.
func Spread(m *mat.Dense) float64 {
	rows, columns := m.Dims()
	return 3 * mat.Norm(m, 2) / math.Sqrt(float64(rows*columns))
}
