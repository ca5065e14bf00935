package i18n

import "testing"

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
		{FormatIterations(60000, 10, 30), "60,000 / 10 = 6,000 iterations an epoch, 180,000 in all"},
		{FormatIterations(60000, 100, 10), "60,000 / 100 = 600 iterations an epoch, 6,000 in all"},
		{FormatIterations(10, 3, 2), "10 / 3, rounded up, is 4 iterations an epoch, 8 in all"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
