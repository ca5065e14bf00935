package lab

import "testing"

// h hidden units have 795·h + 10 parameters; the charts end where the table does.
func TestHiddenUnitsRun(t *testing.T) {
	data := toys(t)
	values := hiddenUnits.smallValues()
	values["hidden"] = "7,4,7"
	result, err := hiddenUnits.Run(t.Context(), data, values, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := result.Tables[0].Rows
	if len(rows) != 4 {
		t.Fatalf("%d rows, want two widths with two outputs", len(rows))
	}
	for i, row := range rows {
		h, output := []int{4, 7}[i%2], []string{"sigmoid", "softmax"}[i/2]
		if row[0] != h || row[1] != output || row[3] != 795*h+10 {
			t.Errorf("%v units, %v outputs, %v parameters, want %d, %s and %d", row[0], row[1], row[3], h, output, 795*h+10)
		}
		accuracy, time := result.Charts[0].Series[2*(i/2):], result.Charts[1].Series[i/2:]
		for column, s := range map[int]Series{4: accuracy[0], 5: accuracy[1], 6: time[0]} {
			if v := row[column].(Spread); s.X[i%2] != float64(h) || s.Y[i%2] != v.Mean || s.Spread[i%2] != v.SD {
				t.Errorf("%d units: %g ± %g on the chart at %g, %v in the table", h, s.Y[i%2], s.Spread[i%2], s.X[i%2], v)
			}
		}
		if learning := result.Charts[2+i/2].Series[i%2]; learning.X[0] != 1 || learning.Place != i%2+1 {
			t.Errorf("%d units: from %g, in place %d on the chart", h, learning.X[0], learning.Place)
		}
	}
}
