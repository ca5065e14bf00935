package i18n

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/number"
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

// FormatInt writes a whole number the way people read it: 60,000, in German 60.000.
func FormatInt(n int) string { return printer.Sprint(number.Decimal(n)) }

// FormatPercent writes a share of 1 with two decimals: 95.42 %.
func FormatPercent(share float64) string { return FormatFixed(100*share, 2) + " %" }

// FormatFixed writes a number with so many decimals.
func FormatFixed(v float64, decimals int) string {
	return printer.Sprint(number.Decimal(v, number.Scale(decimals), number.NoSeparator()))
}

// FormatDigits writes a number with so many digits, the way people read it: 0.0569, −1,766,
// 1.76·10⁻¹⁴, ∞.
func FormatDigits(v float64, digits int) string {
	switch {
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "−∞"
	case v == 0 || v != v:
		return FormatNumber(math.Abs(v)) // not −0
	}
	mantissa, power, _ := strings.Cut(strconv.FormatFloat(v, 'e', digits-1, 64), "e")
	exponent, err := strconv.Atoi(power)
	if err != nil {
		panic("i18n: " + err.Error()) // it was written a moment ago
	}
	if exponent >= -4 && exponent < 6 {
		round, err := strconv.ParseFloat(mantissa+"e"+power, 64)
		if err != nil {
			panic("i18n: " + err.Error())
		}
		return MinusSign(printer.Sprint(number.Decimal(round, number.MaxFractionDigits(digits+4))), false)
	}
	if strings.Contains(mantissa, ".") {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	return MinusSign(localNumbers(mantissa), false) + "·10" + superscript.Replace(strconv.Itoa(exponent))
}

var superscript = strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

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

// FormatNumber writes a setting as short as it can be read back.
func FormatNumber(v float64) string { return localNumbers(strconv.FormatFloat(v, 'g', -1, 64)) }

// Sprintf is fmt.Sprintf, but fractions have the language's decimal mark.
func Sprintf(format string, args ...any) string {
	said := slices.Clone(args)
	for i, arg := range said {
		switch arg.(type) {
		case float64, float32:
			said[i] = localNumber{arg}
		}
	}
	return fmt.Sprintf(format, said...)
}

// LocalMarks puts the language's marks into a number that was written in English:
// 60,000.5 is 60.000,5 in German.
func LocalMarks(number string) string {
	if decimalMark == "." {
		return number
	}
	return strings.NewReplacer(".", decimalMark, ",", groupMark).Replace(number)
}

// localNumbers puts the language's decimal mark into numbers that fmt has written.
func localNumbers(text string) string {
	if decimalMark == "." {
		return text
	}
	return decimalPoint.ReplaceAllString(text, "${1}"+decimalMark+"${2}")
}

// DecimalMark is what stands between a number's whole part and its fraction.
func DecimalMark() string { return decimalMark }

var decimalPoint = regexp.MustCompile(`(\d)\.(\d)`)

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
