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
	Count int     `json:"count"` // of those that are finite; 0 if none is, and then all else is 0
}

// spreadOf sums up the values that are finite: those of runs that did not fail.
func spreadOf(values []float64) Spread {
	values = slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return !finite(v) })
	if len(values) == 0 {
		return Spread{}
	}
	s := Spread{Mean: values[0], Min: slices.Min(values), Max: slices.Max(values), Count: len(values)}
	if len(values) > 1 {
		s.Mean, s.SD = stat.MeanStdDev(values, nil)
	}
	return s
}

// String is mean ± standard deviation, with two digits of the latter.
func (s Spread) String() string {
	if s.Count == 0 {
		return "–"
	}
	if s.Count == 1 || s.SD == 0 {
		return fmt.Sprintf("%.4g", s.Mean)
	}
	decimals := min(max(1-int(math.Floor(math.Log10(s.SD))), 0), 12)
	return fmt.Sprintf("%.*f ± %.*f", decimals, s.Mean, decimals, s.SD)
}
