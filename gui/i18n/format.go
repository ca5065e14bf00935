package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"
)

// Capitalize makes the first letter of a text a capital.
func Capitalize(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// MinusSign replaces hyphens by minus signs and puts a plus in front if wanted.
func MinusSign(number string, plus bool) string {
	if plus {
		number = "+" + number
	}
	return strings.ReplaceAll(number, "-", "−")
}

// FormatInt writes a whole number the way people read it: 60,000. German has a blank
// there, as its comma would be read as a decimal point.
func FormatInt(n int) string {
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

// FormatPercent writes a share of 1 with two decimals: 95.42 %.
func FormatPercent(share float64) string { return FormatFixed(100*share, 2) + " %" }

// FormatFixed writes a number with so many decimals.
func FormatFixed(v float64, decimals int) string {
	return local(strconv.FormatFloat(v, 'f', decimals, 64))
}

// local puts the language's decimal mark into a number.
func local(number string) string { return strings.Replace(number, ".", decimalMark(), 1) }

// FormatDuration writes a time in seconds in the two largest units: 41 s, 2 min 05 s,
// 1 h 20 min.
func FormatDuration(seconds float64) string {
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
func FormatNumber(v float64) string { return local(strconv.FormatFloat(v, 'g', -1, 64)) }

// FormatIterations is the arithmetic of a run in words: n examples, m of them in a
// mini-batch, and so many epochs.
func FormatIterations(n, m, epochs int) string {
	an := (n + m - 1) / m
	if n%m != 0 {
		return fmt.Sprintf(lang.L("%s / %s, rounded up, is %s iterations an epoch, %s in all"),
			FormatInt(n), FormatInt(m), FormatInt(an), FormatInt(an*epochs))
	}
	return fmt.Sprintf(lang.L("%s / %s = %s iterations an epoch, %s in all"),
		FormatInt(n), FormatInt(m), FormatInt(an), FormatInt(an*epochs))
}
