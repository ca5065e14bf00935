package lab

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"digitpad/network"
)

// confused is a run that ends with these counts by label and prediction.
func confused(counts map[[2]int]int) scores {
	var s scores
	for at, count := range counts {
		s.confusion[at[0]][at[1]] = count
	}
	return s
}

// Mistakes are named by their share of a digit's images, over all seeds.
func TestMistakes(t *testing.T) {
	runs := []scores{
		confused(map[[2]int]int{{4, 4}: 7, {4, 9}: 3, {7, 7}: 4, {7, 1}: 1}),
		confused(map[[2]int]int{{4, 4}: 9, {4, 9}: 1, {7, 7}: 5}),
	}
	for most, want := range map[int]string{0: "", 1: "4→9 (20.0 %)", 2: "4→9 (20.0 %), 7→1 (10.0 %)", 9: "4→9 (20.0 %), 7→1 (10.0 %)"} {
		if got := mistakes(runs, most); got.String() != want {
			t.Errorf("the %d most frequent mistakes are %q, want %q", most, got, want)
		}
	}
	if got, want := mistakeDistances(runs), []float64{0, 0, 0, 0, 80, 20, 0, 0, 0}; !reflect.DeepEqual(got, want) {
		t.Errorf("mistakes by their distance: %v %%, want %v", got, want)
	}
	if got := mistakeDistances([]scores{confused(map[[2]int]int{{4, 4}: 7})}); got != nil {
		t.Errorf("mistakes by their distance: %v where there are none", got)
	}
}

// Between 3 and 8 lie 4 to 7, and not the two themselves.
func TestBetweenShare(t *testing.T) {
	threes := map[[2]int]int{{3, 3}: 10, {3, 4}: 1, {3, 5}: 2, {3, 7}: 1, {3, 8}: 1}
	eights := map[[2]int]int{{8, 8}: 5, {8, 3}: 1, {8, 6}: 2, {8, 9}: 2, {5, 6}: 100}
	for _, test := range []struct {
		runs []scores
		want float64
	}{
		{[]scores{confused(threes), confused(eights)}, 60}, // 6 of 10
		{[]scores{confused(map[[2]int]int{{8, 4}: 1})}, 100},
		{[]scores{confused(map[[2]int]int{{3, 3}: 9, {5, 6}: 1})}, 0},
	} {
		if got := betweenShare(test.runs); got != test.want {
			t.Errorf("%g %% lie between, want %g", got, test.want)
		}
	}
}

// The table has the parameters of 784→h→o, 784·h + h + h·o + o, and what the
// charts end with; the last chart is that of the largest network.
func TestEncodingsTable(t *testing.T) {
	result, err := encodings.Run(t.Context(), toys(t), encodings.smallValues(), nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := result.Tables[0].Rows
	if len(rows) != 2*len(network.Encodings) || len(result.Charts) != 3 {
		t.Fatalf("%d rows, %d charts", len(rows), len(result.Charts))
	}
	for i, row := range rows {
		h, outputs := 4+i/len(network.Encodings), network.Encodings[i%len(network.Encodings)].Outputs()
		if row[1] != h || row[2] != 784*h+h+h*outputs+outputs {
			t.Errorf("%v hidden units, %v parameters, want %d for %d outputs", row[1], row[2], h, outputs)
		}
		final := row[3].(Spread)
		if row[4] != final.Min || row[5] != final.Max || len(strings.Split(fmt.Sprint(row[6]), ", ")) != 3 {
			t.Errorf("%v from %v to %v: %v", final, row[4], row[5], row[6])
		}
		curve := result.Charts[i/len(network.Encodings)].Series[i%len(network.Encodings)]
		if !reflect.DeepEqual(curve.X, []float64{1, 2}) || curve.Name.String() != fmt.Sprint(row[0]) {
			t.Errorf("%v on the chart of %s, %v", curve.X, curve.Name, row[0])
		}
	}
	if got := result.Charts[2].Title; got.String() != "Size of mistakes, 5 units" {
		t.Errorf("the last chart is %q", got)
	}
}

// wants tells of sentences that a verdict has not.
func wants(t *testing.T, v Verdict, sentences ...string) {
	t.Helper()
	for _, sentence := range sentences {
		if !strings.Contains(v.Text.String(), sentence) {
			t.Errorf("verdict\n%s\nwithout\n%s", v.Text, sentence)
		}
	}
}
