package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
)

// Integers marks whole numbers at a distance of 1, 2 or 5 times a power of ten,
// about so many of them: for epochs and other counts.
type Integers int

// Ticks implements plot.Ticker.
func (want Integers) Ticks(lo, hi float64) []plot.Tick {
	marks := ticks(lo, hi, max(1, roundStep((hi-lo)/float64(max(1, want)))), 0)
	for i := range marks {
		marks[i].Label = thousands(marks[i].Value)
	}
	return marks
}

// thousands writes a whole number the way people read it: 60,000.
func thousands(v float64) string {
	digits := strconv.FormatFloat(math.Abs(v), 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return signed(v, digits)
}

// signed puts the minus sign of a value, which is no hyphen, before its digits.
func signed(v float64, digits string) string {
	if v < 0 {
		return "−" + digits
	}
	return digits
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

// Decades marks powers of ten on a logarithmic axis, and 2 and 5 between them
// where there are few.
type Decades struct{}

// Ticks implements plot.Ticker.
func (Decades) Ticks(lo, hi float64) []plot.Tick {
	first, last := int(math.Floor(math.Log10(lo))), int(math.Ceil(math.Log10(hi)))
	every := max((last-first)/6, 1)
	var marks []plot.Tick
	for e := first; e <= last; e++ {
		for _, digit := range []float64{1, 2, 5} {
			v := digit * math.Pow(10, float64(e))
			if v < lo*0.999 || v > hi*1.001 {
				continue
			}
			if digit == 1 && e%every == 0 || digit > 1 && last-first <= 2 {
				marks = append(marks, plot.Tick{Value: v, Label: decadeLabel(v)})
			} else if digit == 1 {
				marks = append(marks, plot.Tick{Value: v})
			}
		}
	}
	return marks
}

// decadeLabel writes 0.001, 20, 5,000 and 1e-6.
func decadeLabel(v float64) string {
	switch {
	case v < 1e-4 || v >= 1e6:
	case v >= 1000:
		return thousands(math.Round(v))
	default:
		return strconv.FormatFloat(v, 'g', 3, 64)
	}
	exponent := math.Floor(math.Log10(v) + 1e-9)
	return fmt.Sprintf("%.0fe%.0f", v/math.Pow(10, exponent), exponent)
}

func ticks(lo, hi, step float64, decimals int) []plot.Tick {
	var marks []plot.Tick
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9*step; i++ {
		v := i*step + 0 // + 0 turns -0 into 0
		marks = append(marks, plot.Tick{Value: v, Label: signed(v, strconv.FormatFloat(math.Abs(v), 'f', decimals, 64))})
	}
	return marks
}

// localTicks are ticks whose numbers have the marks of a language.
type localTicks struct {
	plot.Ticker
	number func(string) string
}

// Ticks implements plot.Ticker.
func (t localTicks) Ticks(lo, hi float64) []plot.Tick {
	marks := slices.Clone(t.Ticker.Ticks(lo, hi))
	for i := range marks {
		marks[i].Label = t.number(marks[i].Label)
	}
	return marks
}
