package i18n

import (
	"testing"
)

func TestParseNumbers(t *testing.T) {
	t.Cleanup(func() { decimalMark = "." })
	for _, c := range []struct {
		text  string
		mark  string
		whole int
		real  float64
		ok    [2]bool // as a whole number, as a real one
	}{
		{"10", ".", 10, 10, [2]bool{true, true}},
		{" 60,000 ", ".", 60000, 60000, [2]bool{true, true}},
		{"60 000", ".", 60000, 60000, [2]bool{true, true}},
		{"2,5", ".", 0, 2.5, [2]bool{false, true}},
		{"0.5", ".", 0, 0.5, [2]bool{false, true}},
		{"1e-3", ".", 0, 0.001, [2]bool{false, true}},
		{"1,0,0", ".", 0, 0, [2]bool{}},
		{"1,000.5", ".", 0, 0, [2]bool{}},
		{"ten", ".", 0, 0, [2]bool{}},
		{"", ".", 0, 0, [2]bool{}},
		{"0,5", ",", 0, 0.5, [2]bool{false, true}},
		{"0.5", ",", 0, 0.5, [2]bool{false, true}},
		{"1,000", ",", 0, 1, [2]bool{false, true}},
		{"60.000", ",", 60000, 0, [2]bool{true, false}}, // sixty, or sixty thousand?
		{"60 000", ",", 60000, 60000, [2]bool{true, true}},
	} {
		decimalMark = c.mark
		whole, err := ParseInt(c.text)
		if (err == nil) != c.ok[0] || err == nil && whole != c.whole {
			t.Errorf("mark %q: whole %q is %d, %v", c.mark, c.text, whole, err)
		}
		real, err := ParseFloat(c.text)
		if (err == nil) != c.ok[1] || err == nil && real != c.real {
			t.Errorf("mark %q: real %q is %g, %v", c.mark, c.text, real, err)
		}
	}
}
