package lab

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Spread is a figure measured several times, once with each seed.
type Spread struct {
	Mean  float64 `json:"mean"`
	SD    float64 `json:"sd"` // standard deviation; 0 for a single value
	Min   float64 `json:"min"`
	Max   float64 `json:"max"`
	Count int     `json:"count"`
}

// spreadOf sums values up. It panics if there is none.
func spreadOf(values []float64) Spread {
	if len(values) == 0 {
		panic("lab: the spread of nothing")
	}
	s := Spread{Mean: values[0], Min: slices.Min(values), Max: slices.Max(values), Count: len(values)}
	if len(values) > 1 {
		s.Mean, s.SD = stat.MeanStdDev(values, nil)
	}
	return s
}

// String is mean ± standard deviation, with two digits of the latter.
func (s Spread) String() string {
	if s.Count == 1 || s.SD == 0 {
		return fmt.Sprintf("%.4g", s.Mean)
	}
	decimals := min(max(1-int(math.Floor(math.Log10(s.SD))), 0), 12)
	return fmt.Sprintf("%.*f ± %.*f", decimals, s.Mean, decimals, s.SD)
}

// above reports whether a lies above b by more than their standard deviations
// together: by more than chance from seed to seed explains.
func above(a, b Spread) bool { return a.Mean-b.Mean > a.SD+b.SD }
