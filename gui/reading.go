package gui

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"digitpad/network"
)

// reading is what a network makes of an image, ready to be shown.
type reading struct {
	digit  int
	bars   []string  // a label for each output
	values []float32 // the output activations
	winner int       // the bar that stands out, -1 for none
	first  string    // how sure the network is, or how the digit came about
	second string    // the second guess, where there is one
	doubt  bool      // the answer is not much more than a guess
}

// blank is the reading of an image without ink.
var blank = reading{digit: -1, winner: -1}

// read explains output activations; it copies them. Unsure says whether an answer
// with a certain activation is no more than a guess.
func read(encoding network.Encoding, a []float32, unsure func(top float32) bool) reading {
	r := reading{
		digit:  encoding.Decode(a),
		bars:   outputLabels(encoding),
		values: append([]float32(nil), a...),
		winner: -1,
	}
	switch encoding {
	case network.OneHot:
		r.winner = r.digit
		second := runnerUp(a, r.digit)
		r.doubt = unsure(a[r.digit])
		r.first = fmt.Sprintf(lang.L("activation %.2f"), a[r.digit])
		if r.doubt {
			r.first = fmt.Sprintf(lang.L("not sure, %.2f"), a[r.digit])
		}
		r.second = fmt.Sprintf(lang.L("second guess %d, %.2f"), second, a[second])
	case network.Binary:
		bits := ""
		for _, v := range a {
			bits += strconv.Itoa(int(v + 0.5))
		}
		r.doubt = unsure(1) // bits do not say how sure they are
		r.first = fmt.Sprintf(lang.L("bits %s"), bits)
		r.second = fmt.Sprintf(lang.L("nearest code: %04b"), r.digit)
	case network.Ordinal:
		r.doubt = unsure(1)
		r.first = fmt.Sprintf("%.2f × 9 = %.1f", a[0], 9*a[0])
		r.second = fmt.Sprintf(lang.L("rounded: %d"), r.digit)
	}
	return r
}

// outputLabels says what each output unit stands for.
func outputLabels(encoding network.Encoding) []string {
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

// runnerUp is the index of the largest activation but one.
func runnerUp(a []float32, first int) int {
	second := -1
	for i, v := range a {
		if i != first && (second < 0 || v > a[second]) {
			second = i
		}
	}
	return second
}
