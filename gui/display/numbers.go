package display

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"

	"digitpad/gui/i18n"
)

// LineLength is how many letters of the smallest window's width hold.
const LineLength = 72

// InLines sets parts side by side, in as few lines as hold them, which break between two
// of them only; as many in each line, if that is possible.
func InLines(parts []string) string {
	lines := greedy(parts)
	if n := len(lines); n > 1 {
		each := (len(parts) + n - 1) / n
		even := slices.Collect(slices.Chunk(parts, each))
		if !slices.ContainsFunc(even, func(line []string) bool { return len([]rune(strings.Join(line, gap))) > LineLength }) {
			lines = even
		}
	}
	var text []string
	for _, line := range lines {
		text = append(text, strings.Join(line, gap))
	}
	return strings.Join(text, "\n")
}

// gap is between two values in a line.
const gap = "   "

// greedy puts as many parts in each line as have room.
func greedy(parts []string) (lines [][]string) {
	length := LineLength
	for _, part := range parts {
		n := len([]rune(part))
		if length += len(gap) + n; length > LineLength || lines == nil {
			lines, length = append(lines, nil), n
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], part)
	}
	return lines
}

// Numbers is a number with four digits, or several with two decimals, or with two digits
// where these would be none.
func Numbers(numbers []float64) string {
	if len(numbers) == 1 {
		return Number(numbers[0])
	}
	largest := floats.Norm(numbers, math.Inf(1))
	var parts []string
	for _, x := range numbers {
		if largest < 0.05 {
			parts = append(parts, i18n.FormatDigits(x, 2))
			continue
		}
		parts = append(parts, i18n.FormatDigits(math.Round(100*x)/100, 4))
	}
	return "[" + strings.Join(parts, "  ") + "]"
}

// Number is a number with four digits.
func Number(x float64) string { return i18n.FormatDigits(x, 4) }
