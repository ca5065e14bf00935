package gui

import (
	"testing"

	"digitpad/network"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{count(0), "0"},
		{count(999), "999"},
		{count(60000), "60,000"},
		{count(1234567), "1,234,567"},
		{count(-1000), "-1,000"},
		{span(0.4), "0 s"},
		{span(59.4), "59 s"},
		{span(125), "2 min 05 s"},
		{span(4800), "1 h 20 min"},
		{percent(0.9542), "95.42 %"},
		{iterations(60000, 10, 30), "60,000 / 10 = 6,000 iterations an epoch, 180,000 in all"},
		{iterations(60000, 100, 10), "60,000 / 100 = 600 iterations an epoch, 6,000 in all"},
		{iterations(10, 3, 2), "10 / 3, rounded up, is 4 iterations an epoch, 8 in all"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestReadingOfEachEncoding(t *testing.T) {
	for _, c := range []struct {
		encoding network.Encoding
		a        []float32
		digit    int
		winner   int
		doubt    bool
		first    string
		second   string
	}{
		{network.OneHot, []float32{0, 0, 0, 0.97, 0, 0, 0, 0, 0.02, 0}, 3, 3, false, "activation 0.97", "second guess 8, 0.02"},
		{network.OneHot, []float32{0.3, 0.4, 0, 0, 0, 0, 0, 0, 0, 0}, 1, 1, true, "not sure, 0.40", "second guess 0, 0.30"},
		{network.Binary, []float32{0.1, 0.9, 0.2, 0.8}, 5, -1, false, "bits 0101", "nearest code: 0101"},
		{network.Binary, []float32{0.9, 0.9, 0.1, 0.1}, 4, -1, false, "bits 1100", "nearest code: 0100"},
		{network.Ordinal, []float32{0.56}, 5, -1, false, "0.56 × 9 = 5.0", "rounded: 5"},
	} {
		r := read(c.encoding, c.a, func(top float32) bool { return top < 0.5 })
		if r.digit != c.digit || r.winner != c.winner || r.doubt != c.doubt || r.first != c.first || r.second != c.second {
			t.Errorf("%s %v: %+v", c.encoding.Name(), c.a, r)
		}
		if len(r.bars) != len(c.a) || len(r.values) != len(c.a) {
			t.Errorf("%s: %d labels and %d values for %d outputs", c.encoding.Name(), len(r.bars), len(r.values), len(c.a))
		}
	}
}
