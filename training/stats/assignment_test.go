package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/combin"

	"digitpad/training/stats"
)

// total is what an assignment costs; it fails if a column occurs twice.
func total(t *testing.T, cost [][]float64, columns []int) (sum float64) {
	t.Helper()
	seen := map[int]bool{}
	for row, column := range columns {
		if seen[column] {
			t.Fatalf("column %d is given twice: %v", column, columns)
		}
		seen[column] = true
		sum += cost[row][column]
	}
	return sum
}

func random(n int, seed uint64) [][]float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	cost := make([][]float64, n)
	for i := range cost {
		for range n {
			cost[i] = append(cost[i], r.NormFloat64())
		}
	}
	return cost
}

// No permutation is cheaper.
func TestAssignIsCheapest(t *testing.T) {
	for n := 1; n <= 6; n++ {
		for seed := range uint64(20) {
			cost := random(n, seed)
			got, least := total(t, cost, stats.Assign(cost)), math.Inf(1)
			for _, columns := range combin.Permutations(n, n) {
				least = min(least, total(t, cost, columns))
			}
			if math.Abs(got-least) > 1e-12 {
				t.Errorf("%d×%d, seed %d: costs %g, the least is %g", n, n, seed, got, least)
			}
		}
	}
	if got := stats.Assign(nil); len(got) != 0 {
		t.Errorf("nothing is assigned %v", got)
	}
}

// A permutation of 100 is found again.
func TestAssignFindsAPermutation(t *testing.T) {
	const n = 100
	want := rand.New(rand.NewPCG(1, 1)).Perm(n)
	cost := random(n, 7)
	for i, row := range cost {
		for j := range row {
			row[j] = math.Abs(row[j]) + 1
		}
		row[want[i]] = 0
	}
	if got := total(t, cost, stats.Assign(cost)); got != 0 {
		t.Errorf("costs %g, want 0", got)
	}
}

func TestAssignRefuses(t *testing.T) {
	for name, cost := range map[string][][]float64{"not square": {{1, 2}}, "not finite": {{math.NaN()}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			stats.Assign(cost)
		}()
	}
}
