package display

import (
	"image"
	"math"

	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/ui"
)

// Bars paints numbers as Bars from a common zero, each with its name and its value, in
// the left part of a picture from y downwards; it returns the height of a row.
func Bars(img *image.RGBA, names []string, numbers []float64, chosen int, x, y, width, em float64) (row float64) {
	text, subtle := theme.Color(theme.ColorNameForeground), theme.Color(ui.ColorSubtle)
	row = 1.3 * em
	lo, hi := 0.0, 0.0
	for _, v := range numbers {
		lo, hi = min(lo, v), max(hi, v)
	}
	if hi == lo {
		hi = 1
	}
	format := decimals(lo, hi)
	left, right := x+3*em, x+width-4.5*em
	at := func(v float64) float64 { return left + (v-lo)/(hi-lo)*(right-left) }
	for i, v := range numbers {
		base := y + row*float64(i) + em
		ink := text
		if i == chosen {
			ink = theme.Color(theme.ColorNamePrimary)
		}
		picture.DrawTextLeftOf(img, names[i], x+2.5*em, base, em*0.9, ink)
		picture.FillRect(img, left, base-em*0.75, right, base+em*0.1, theme.Color(ui.ColorTrack))
		bar := theme.Color(theme.ColorNamePrimary)
		if v < 0 {
			bar = theme.Color(theme.ColorNameError)
		}
		picture.FillRect(img, min(at(0), at(v)), base-em*0.75, max(at(0), at(v)), base+em*0.1, bar)
		picture.DrawTextLeftOf(img, format(v), x+width, base, em*0.9, subtle)
	}
	picture.FillRect(img, at(0)-0.5, y, at(0)+0.5, y+row*float64(len(numbers)), text)
	return row
}

// decimals writes numbers of a range: with three decimals where that tells them apart,
// and else with two digits and a power.
func decimals(lo, hi float64) func(float64) string {
	if max(-lo, hi) >= 0.01 {
		return func(v float64) string {
			return i18n.MinusSign(i18n.FormatNumber(math.Round(1000*v)/1000+0), false) // + 0: not −0
		}
	}
	return func(v float64) string { return i18n.FormatDigits(v, 2) }
}
