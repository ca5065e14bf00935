package prediction

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
	"digitpad/gui/state/predict"
	"digitpad/network"
)

// Lines are what is said of a result: how sure the network is, or how the digit came
// about, and the second guess where there is one.
func Lines(r predict.Result) (first, second string) {
	switch {
	case !r.HasNetwork:
		return lang.L("no network yet"), ""
	case !r.Answered:
		return lang.L("nothing drawn"), ""
	}
	a := r.Outputs
	switch r.Encoding {
	case network.OneHot:
		first = i18n.Sprintf(lang.L("activation %.2f"), a[r.Digit])
		if r.Unsure {
			first = i18n.Sprintf(lang.L("not sure, %.2f"), a[r.Digit])
			if 1 < len(r.Set) && len(r.Set) <= mostInSet {
				return first, setText(r.Set)
			}
		}
		return first, i18n.Sprintf(lang.L("second guess %d, %.2f"), r.Second, a[r.Second])
	case network.Binary:
		bits := ""
		for _, v := range a {
			bits += strconv.Itoa(int(v + 0.5))
		}
		return fmt.Sprintf(lang.L("bits %s"), bits), fmt.Sprintf(lang.L("nearest code: %04b"), r.Digit)
	}
	return i18n.Sprintf("%.2f × 9 = %.1f", a[0], 9*a[0]), i18n.Sprintf(lang.L("rounded: %d"), r.Digit)
}

// mostInSet is how many digits of an answer set are said: there is no room for more, and
// they say little.
const mostInSet = 3

// setText is an answer set in words: "3 or 8; right in 99 of 100".
func setText(set []int) string {
	digits := make([]string, len(set))
	for i, digit := range set {
		digits[i] = strconv.Itoa(digit)
	}
	last := len(digits) - 1
	return fmt.Sprintf(lang.L("%s or %s; right in 99 of 100"), strings.Join(digits[:last], ", "), digits[last])
}

// OutputLabels says what each output unit stands for.
func OutputLabels(encoding network.Encoding) []string {
	switch encoding {
	case network.Binary:
		return []string{"8", "4", "2", "1"}
	case network.Ordinal:
		return []string{"0–9"}
	}
	labels := make([]string, encoding.Outputs())
	for i := range labels {
		labels[i] = strconv.Itoa(i)
	}
	return labels
}
