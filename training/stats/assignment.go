package stats

import (
	"fmt"
	"math"
)

// Assign pairs each row of a square matrix of costs with a column of its own so that
// the sum of the costs is least: the Hungarian method of Kuhn (1955) in the form of
// Jonker and Volgenant (1987), n³ steps. It returns the column of each row, and
// panics if the matrix is not square or a cost is not finite.
func Assign(cost [][]float64) []int {
	n := len(cost)
	for i, row := range cost {
		if len(row) != n {
			panic(fmt.Sprintf("stats: row %d of %d has %d costs", i, n, len(row)))
		}
		for _, c := range row {
			if math.IsNaN(c) || math.IsInf(c, 0) {
				panic(fmt.Sprintf("stats: row %d has the cost %g", i, c))
			}
		}
	}
	// Rows and columns count from 1; column 0 stands for the row that is being
	// added. Prices keep cost − rowPrice − columnPrice at 0 for pairs, and never
	// below.
	rowPrice, columnPrice := make([]float64, n+1), make([]float64, n+1)
	rowOf, previous := make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		rowOf[0] = i
		slack, reached := make([]float64, n+1), make([]bool, n+1)
		for j := range slack {
			slack[j] = math.Inf(1)
		}
		column := 0
		for rowOf[column] != 0 { // until the shortest path ends at a free column
			reached[column] = true
			row, next, step := rowOf[column], 0, math.Inf(1)
			for j := 1; j <= n; j++ {
				if reached[j] {
					continue
				}
				if c := cost[row-1][j-1] - rowPrice[row] - columnPrice[j]; c < slack[j] {
					slack[j], previous[j] = c, column
				}
				if slack[j] < step {
					next, step = j, slack[j]
				}
			}
			for j := range slack {
				if reached[j] {
					rowPrice[rowOf[j]] += step
					columnPrice[j] -= step
				} else {
					slack[j] -= step
				}
			}
			column = next
		}
		for column != 0 { // pair along the path
			rowOf[column] = rowOf[previous[column]]
			column = previous[column]
		}
	}
	columns := make([]int, n)
	for j := 1; j <= n; j++ {
		columns[rowOf[j]-1] = j - 1
	}
	return columns
}
