package lab

import (
	"reflect"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/training/evaluate"
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
		if got := mistakes(runs, most); got != want {
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
	result, err := Encodings.Run(t.Context(), toys(t), Encodings.smallValues(), nil)
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
		if row[4] != final.Min || row[5] != final.Max || len(strings.Split(row[6].(string), ", ")) != 3 {
			t.Errorf("%v from %v to %v: %v", final, row[4], row[5], row[6])
		}
		curve := result.Charts[i/len(network.Encodings)].Series[i%len(network.Encodings)]
		if !reflect.DeepEqual(curve.X, []float64{1, 2}) || curve.Y[1] != final.Mean || curve.Name != row[0] {
			t.Errorf("%v ends at %g on the chart of %s, %v; want %g", curve.X, curve.Y[1], curve.Name, row[0], final.Mean)
		}
	}
	if got := result.Charts[2].Title; got != "How far off mistakes are, 5 units" {
		t.Errorf("the last chart is %q", got)
	}
}

// One-hot has to be first, and clearly, with every number of hidden units.
func TestEncodingsVerdict(t *testing.T) {
	group := func(hidden int, oneHot, binary float64) []*contender {
		all := []*contender{
			units(made(network.OneHot.Name(), oneHot, oneHot+1), hidden),
			units(made(network.Binary.Name(), binary, binary+1), hidden),
			units(made(network.Ordinal.Name(), 60, 61), hidden),
		}
		all[2].runs[0].confusion = evaluate.Confusion{3: {3: 9, 4: 2, 5: 1, 9: 1}, 6: {7: 4}}
		return all
	}
	clear, close, lost := group(15, 95, 90), group(15, 95, 94.5), group(15, 90, 95)
	more := group(30, 97, 90)
	for _, test := range []struct {
		name string
		all  []*contender
		want Outcome
	}{
		{"first by chance with 15 units", append(close, more...), HoldsInPart},
		{"first by chance with 30 units", append(more, close...), HoldsInPart},
		{"second with 15 units", append(lost, more...), Fails},
		{"second with 30 units", append(more, lost...), Fails},
		{"first with both", append(clear, more...), Holds},
	} {
		if got := encodingsVerdict(test.all); got.Outcome != test.want {
			t.Errorf("%s: the claim %s, want %s: %s", test.name, got.Outcome, test.want, got.Text)
		}
	}
	wants(t, encodingsVerdict(append(close, more...)),
		"With 15 hidden units one-hot is first by 0.50 points, which the spread over the seeds may explain: one-hot 95.50 ± 0.71 %, binary 95.00 ± 0.71 %, ordinal 60.50 ± 0.71 %.",
		"With 30 hidden units one-hot is first by 7.00 points, more than the spread over the seeds:",
		"With ordinal targets 75 % of the mistakes name a neighbour of the digit, and 75 % of the misread 3s and 8s a digit between the two.")
}

// wants tells of sentences that a verdict has not.
func wants(t *testing.T, v Verdict, sentences ...string) {
	t.Helper()
	for _, sentence := range sentences {
		if !strings.Contains(v.Text, sentence) {
			t.Errorf("verdict\n%s\nwithout\n%s", v.Text, sentence)
		}
	}
}
