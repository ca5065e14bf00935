package i18n

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// grouped3 are digits in groups of three: 60,000, 60 000 or 60.000.
var grouped3 = regexp.MustCompile(`^[+-]?[0-9]{1,3}([, .'\x{00a0}\x{202f}])[0-9]{3}([, .'\x{00a0}\x{202f}][0-9]{3})*$`)

// ungroup takes the marks between groups of three digits out of a number, where they
// cannot be a decimal mark. Ok is false where the text has other marks.
func ungroup(text string) (digits string, ok bool) {
	m := grouped3.FindStringSubmatch(text)
	if m == nil || m[1] == decimalMark {
		return text, false
	}
	if digits = strings.ReplaceAll(text, m[1], ""); strings.ContainsAny(digits, ", .'\u00a0\u202f") {
		return text, false // two kinds of marks
	}
	return digits, true
}

// ParseInt reads a whole number as a person writes it, with or without marks between
// its thousands.
func ParseInt(text string) (int, error) {
	text = strings.TrimSpace(text)
	if digits, ok := ungroup(text); ok {
		text = digits
	}
	return strconv.Atoi(text)
}

// ParseFloat reads a number as a person writes it in the language of the window. A comma
// or a point that cannot stand between thousands is a decimal mark in every language.
func ParseFloat(text string) (float64, error) {
	text = strings.TrimSpace(text)
	digits, grouped := ungroup(text)
	switch {
	case grouped && strings.Contains(text, ".") && decimalMark == ",":
		return 0, fmt.Errorf("%q may be a thousand or one", text)
	case grouped:
		text = digits
	case strings.Count(text, ",") == 1 && !strings.Contains(text, "."):
		text = strings.Replace(text, ",", ".", 1)
	}
	return strconv.ParseFloat(text, 64)
}
