package lab

import (
	"strings"
	"testing"
)

// h hidden units have 795·h + 10 parameters; the charts end where the table does.
func TestHiddenUnitsRun(t *testing.T) {
	data := toys(t)
	values := HiddenUnits.smallValues()
	values["hidden"] = "7,4,7"
	result, err := HiddenUnits.Run(t.Context(), data, values, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := result.Tables[0].Rows
	if len(rows) != 2 {
		t.Fatalf("%d rows, want 2", len(rows))
	}
	for i, row := range rows {
		h := []int{4, 7}[i]
		if row[0] != h || row[1] != 795*h+10 {
			t.Errorf("%v units, %v parameters, want %d and %d", row[0], row[1], h, 795*h+10)
		}
		accuracy, time := result.Charts[0], result.Charts[1]
		for column, s := range map[int]Series{2: accuracy.Series[0], 3: accuracy.Series[1], 4: time.Series[0]} {
			if v := row[column].(Spread); s.X[i] != float64(h) || s.Y[i] != v.Mean || s.Spread[i] != v.SD {
				t.Errorf("%d units: %g ± %g on the chart at %g, %v in the table", h, s.Y[i], s.Spread[i], s.X[i], v)
			}
		}
		if learning := result.Charts[2].Series[i]; learning.X[0] != 1 || last(learning.Y) != row[3].(Spread).Mean {
			t.Errorf("%d units: %v on the chart, %v in the table", h, learning.Y, row[3])
		}
	}
}

// The number nearest to 15 has to read 90 %, and every smaller one clearly less.
func TestHiddenVerdict(t *testing.T) {
	trained := func(hidden int, seconds float64, accuracies ...float64) *contender {
		return with(units(made("", accuracies...), hidden), func(c *contender) {
			for i := range c.runs {
				c.runs[i].seconds = seconds
			}
		})
	}
	for _, test := range []struct {
		name string
		all  []*contender
		want Outcome
	}{
		{"15 reads 90 %", []*contender{trained(15, 1, 90, 90)}, Holds},
		{"5 reads 90 % as well", []*contender{trained(5, 1, 90, 90), trained(15, 1, 90, 90)}, HoldsInPart},
		{"14 reads less", []*contender{trained(14, 1, 89, 90), trained(17, 1, 95, 95)}, Fails},
		{"16 reads more", []*contender{trained(12, 1, 80, 81), trained(16, 1, 95, 95)}, Holds},
		{"12 as well as 17", []*contender{trained(12, 1, 95, 95), trained(17, 1, 95, 95), trained(90, 1, 95, 95)}, HoldsInPart},
		{"3 as well, 5 not", []*contender{trained(3, 1, 95, 95), trained(5, 1, 70, 70), trained(15, 1, 95, 95)}, HoldsInPart},
		{"5 as well, 3 not", []*contender{trained(3, 1, 70, 70), trained(5, 1, 95, 95), trained(15, 1, 95, 95)}, HoldsInPart},
	} {
		if got := hiddenVerdict(test.all); got.Outcome != test.want {
			t.Errorf("%s: the claim %s, want %s: %s", test.name, got.Outcome, test.want, got.Text)
		}
	}
	wants(t, hiddenVerdict([]*contender{trained(5, 1, 80, 80), trained(15, 2, 91, 91), trained(60, 5, 96, 96)}),
		"15 hidden units read 91 % of the test images. The most, 96 %, come with 60 units, 4 times as many, in 2.5 times the seconds. 5 units read 80 %.")
	if v := hiddenVerdict([]*contender{trained(5, 1, 80, 80), trained(15, 2, 91, 91)}); strings.Contains(v.Text, "The most") {
		t.Errorf("15 units are best: %s", v.Text)
	}
}
