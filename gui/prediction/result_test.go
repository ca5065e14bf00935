package prediction

import (
	"testing"

	"digitpad/gui/state/predict"
	"digitpad/network"
)

func TestLinesOfEachEncoding(t *testing.T) {
	for _, c := range []struct {
		result        predict.Result
		first, second string
	}{
		{predict.Result{}, "no network yet", ""},
		{predict.Result{HasNetwork: true, Digit: -1}, "nothing drawn", ""},
		{answered(network.OneHot, 3, 8, false, 0, 0, 0, 0.97, 0, 0, 0, 0, 0.02, 0), "activation 0.97", "second guess 8, 0.02"},
		{answered(network.OneHot, 1, 0, true, 0.3, 0.4, 0, 0, 0, 0, 0, 0, 0, 0), "not sure, 0.40", "second guess 0, 0.30"},
		{answered(network.Binary, 5, -1, false, 0.1, 0.9, 0.2, 0.8), "bits 0101", "nearest code: 0101"},
		{answered(network.Ordinal, 5, -1, false, 0.56), "0.56 × 9 = 5.0", "rounded: 5"},
	} {
		first, second := Lines(c.result)
		if first != c.first || second != c.second {
			t.Errorf("%+v: %q, %q", c.result, first, second)
		}
	}
}

func answered(e network.Encoding, digit, second int, unsure bool, a ...float32) predict.Result {
	return predict.Result{HasNetwork: true, Answered: true, Encoding: e, Outputs: a, Digit: digit, Second: second, Unsure: unsure}
}
