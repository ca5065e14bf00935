package plots

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
)

// Integers marks whole numbers at a distance of 1, 2 or 5 times a power of ten,
// about so many of them: for epochs and other counts.
type Integers int

// Ticks implements plot.Ticker.
func (want Integers) Ticks(lo, hi float64) []plot.Tick {
	return ticks(lo, hi, max(1, roundStep((hi-lo)/float64(max(1, want)))), 0)
}

// Decimals marks round numbers, about so many of them, all with the same number
// of decimals.
type Decimals int

// Ticks implements plot.Ticker.
func (want Decimals) Ticks(lo, hi float64) []plot.Tick {
	step := roundStep((hi - lo) / float64(max(1, want)))
	return ticks(lo, hi, step, decimals(step))
}

// Percent marks round shares of 1, about so many of them, as percentages.
type Percent int

// Ticks implements plot.Ticker.
func (want Percent) Ticks(lo, hi float64) []plot.Tick {
	step := roundStep((hi - lo) / float64(max(1, want)))
	marks := ticks(lo, hi, step, 0)
	for i := range marks {
		marks[i].Label = strconv.FormatFloat(marks[i].Value*100, 'f', decimals(step*100), 64) + " %"
	}
	return marks
}

// roundStep is the smallest of 1, 2, 5 times a power of ten that is not below
// step.
func roundStep(step float64) float64 {
	if !(step > 0) || math.IsInf(step, 0) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(step)))
	for _, factor := range []float64{1, 2, 5} {
		if factor*power >= step*(1-1e-9) {
			return factor * power
		}
	}
	return 10 * power
}

// decimals is how many digits after the point a multiple of step needs.
func decimals(step float64) int {
	return max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
}

func ticks(lo, hi, step float64, decimals int) []plot.Tick {
	var marks []plot.Tick
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9*step; i++ {
		v := i*step + 0 // + 0 turns -0 into 0
		marks = append(marks, plot.Tick{Value: v, Label: strconv.FormatFloat(v, 'f', decimals, 64)})
	}
	return marks
}
