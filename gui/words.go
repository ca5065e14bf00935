package gui

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"
)

// count writes a whole number the way people read it: 60,000. German has a blank
// there, as its comma would be read as a decimal point.
func count(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(lang.X("thousands separator", ","))
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// percent writes a share of 1 with two decimals: 95.42 %.
func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 2, 64) + " %" }

// span writes a time in seconds in the two largest units: 41 s, 2 min 05 s,
// 1 h 20 min.
func span(seconds float64) string {
	s := int(seconds + 0.5)
	switch {
	case s < 60:
		return fmt.Sprintf(lang.L("%d s"), s)
	case s < 3600:
		return fmt.Sprintf(lang.L("%d min %02d s"), s/60, s%60)
	default:
		return fmt.Sprintf(lang.L("%d h %02d min"), s/3600, s%3600/60)
	}
}

// number writes a setting as short as it can be read back.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// iterations is the arithmetic of a run in words: n examples, m of them in a
// mini-batch, and so many epochs.
func iterations(n, m, epochs int) string {
	an := (n + m - 1) / m
	if n%m != 0 {
		return fmt.Sprintf(lang.L("%s / %s, rounded up, is %s iterations an epoch, %s in all"),
			count(n), count(m), count(an), count(an*epochs))
	}
	return fmt.Sprintf(lang.L("%s / %s = %s iterations an epoch, %s in all"),
		count(n), count(m), count(an), count(an*epochs))
}
