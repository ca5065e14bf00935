package i18n

import (
	"math"
	"testing"

	"digitpad/gui/state/store"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{FormatInt(0), "0"},
		{FormatInt(999), "999"},
		{FormatInt(60000), "60,000"},
		{FormatInt(1234567), "1,234,567"},
		{FormatInt(-1000), "-1,000"},
		{FormatDuration(0.4), "0 s"},
		{FormatDuration(59.4), "59 s"},
		{FormatDuration(125), "2 min 05 s"},
		{FormatDuration(4800), "1 h 20 min"},
		{FormatPercent(0.9542), "95.42 %"},
		{FormatDigits(0, 4), "0"},
		{FormatDigits(math.Copysign(0, -1), 4), "0"},
		{FormatDigits(0.056894, 4), "0.05689"},
		{FormatDigits(0.00012341, 2), "0.00012"},
		{FormatDigits(-1766.4, 4), "−1,766"},
		{FormatDigits(0.99996, 4), "1"},
		{FormatDigits(243456, 6), "243,456"},
		{FormatDigits(1.5094e9, 4), "1.509·10⁹"},
		{FormatDigits(-1e-14, 3), "−1·10⁻¹⁴"},
		{FormatDigits(2e-5, 1), "2·10⁻⁵"},
		{FormatDigits(math.Inf(-1), 4), "−∞"},
		{FormatIterations(60000, 10, 30), "60,000 / 10 = 6,000 iterations an epoch, 180,000 in all"},
		{FormatIterations(60000, 100, 10), "60,000 / 100 = 600 iterations an epoch, 6,000 in all"},
		{FormatIterations(10, 3, 2), "10 / 3, rounded up, is 4 iterations an epoch, 8 in all"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// In German a fraction has a comma, whoever writes it, and thousands have points.
func TestFractionsInGerman(t *testing.T) {
	speak(t, store.German)
	for _, c := range []struct{ got, want string }{
		{Sprintf("%.2f of %d, %s", 0.5, 3, "1.5"), "0,50 of 3, 1.5"},
		{FormatFixed(0.125, 2), "0,12"},
		{FormatDigits(1.7624e-14, 4), "1,762·10⁻¹⁴"},
		{FormatDigits(12345.6, 5), "12.346"},
		{LocalMarks("60,000.5"), "60.000,5"},
		{LocalMarks("−0.05"), "−0,05"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
