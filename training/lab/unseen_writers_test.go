package lab

import (
	"math"
	"slices"
	"strings"
	"testing"

	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// Of k examples one is set aside; every example is on one pile, with its label.
func TestSetAside(t *testing.T) {
	data := toyData(t, "toys", 20, 1)
	kept, aside, err := setAside(data, 6)
	if err != nil {
		t.Fatal(err)
	}
	if kept.Len() != 17 || aside.Len() != 3 || kept.Name() != "toys" || aside.Name() != "toys, set aside" {
		t.Errorf("%d %s and %d %s", kept.Len(), kept.Name(), aside.Len(), aside.Name())
	}
	found := make([]int, data.Len())
	for _, pile := range []*dataset.Dataset{kept, aside} {
		for i := range pile.Len() {
			for k := range data.Len() {
				if slices.Equal(data.Input(k), pile.Input(i)) && data.Label(k) == pile.Label(i) {
					found[k]++
				}
			}
		}
	}
	for k, count := range found {
		if count != 1 {
			t.Errorf("example %d is on %d piles", k, count)
		}
	}
}

// Each audience is read by the networks of all seeds, which have trained with
// what was kept alone.
func TestUnseenWritersRun(t *testing.T) {
	data := toys(t)
	r := under(t, data, UnseenWriters.complete(UnseenWriters.smallValues()))
	result, err := UnseenWriters.run(r)
	if err != nil {
		t.Fatal(err)
	}
	known, aside, err := setAside(data.Train.Slice(0, 100), 6)
	if err != nil {
		t.Fatal(err)
	}
	rows := result.Tables[0].Rows
	if len(rows) != 4 {
		t.Fatalf("%d rows, want 4", len(rows))
	}
	for i, audience := range []*dataset.Dataset{known, aside, data.Test, data.Pen} {
		var want []float64
		for seed := range 2 {
			history, err := r.history(r.settings(seed+1), known)
			if err != nil {
				t.Fatal(err)
			}
			score, err := evaluate.Network(t.Context(), networkAfter(r.settings(1), last(history)), audience)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, 100*score.Accuracy)
		}
		row, curve := rows[i], result.Charts[0].Series[i]
		if spread := spreadOf(want); row[1] != audience.Len() || row[2] != spread || row[3] != spread.Min || row[4] != spread.Max {
			t.Errorf("%v, want %v of %d", row, spread, audience.Len())
		}
		if len(curve.X) != 2 || curve.X[0] != 1 || curve.Y[1] != row[2].(Spread).Mean {
			t.Errorf("%s: %v after %v on the chart", curve.Name, curve.Y, curve.X)
		}
	}
	data.Pen = nil
	result, err = UnseenWriters.Run(t.Context(), data, UnseenWriters.smallValues(), nil)
	if err != nil || len(result.Tables[0].Rows) != 3 || strings.Contains(result.Verdict.Text, "pen") {
		t.Errorf("without a pen: %v, %s", err, result.Verdict.Text)
	}
}

// Chance is that of the seeds and that of so few images, as of independent errors:
// √(SD² + p(1 − p)/n).
func TestMargin(t *testing.T) {
	data := toyData(t, "toys", 100, 1)
	for _, test := range []struct {
		accuracies []float64
		want       float64
	}{{[]float64{90}, 3}, {[]float64{90 - 4/math.Sqrt2, 90 + 4/math.Sqrt2}, 5}} {
		a := &audience{data: data}
		for _, accuracy := range test.accuracies {
			a.accuracy = append(a.accuracy, []float64{10, accuracy})
		}
		if got := a.margin(); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("%v %% of 100 images: a margin of %g, want %g", test.accuracies, got, test.want)
		}
	}
}

// Curves begin after the first epoch, with the seeds that have come so far.
func TestWriterCharts(t *testing.T) {
	chart := writerCharts([]*audience{{name: "test images", accuracy: [][]float64{{10, 50, 70}, {20, 60}, {30}, nil}}, {name: "none", accuracy: [][]float64{nil}}})[0]
	s := chart.Series[0]
	if !slices.Equal(s.X, []float64{1, 2}) || !slices.Equal(s.Y, []float64{55, 70}) || s.Name != "test images" {
		t.Errorf("%+v", s)
	}
	if s := chart.Series[1]; s.X != nil {
		t.Errorf("%+v before the first epoch", s)
	}
}

// What is new about an image and what about its writer is told apart.
func TestWritersVerdict(t *testing.T) {
	all := func(count int, accuracies ...float64) []*audience {
		var all []*audience
		for i, name := range []string{"trained on", "set aside", "test images", "pen strokes"}[:len(accuracies)] {
			all = append(all, &audience{name: name, data: toyData(t, name, count, 1), accuracy: [][]float64{{accuracies[i]}}})
		}
		return all
	}
	wants(t, writersVerdict(all(100, 98, 96, 90, 84)), "Read correctly are trained on: 98 %, set aside: 96 %, test images: 90 %, pen strokes: 84 %.",
		"That an image is new costs 2.00 points, that its writer is new another 6.00.",
		"With 100 test images, chance alone makes for 3.00.", "Digits drawn with a pen cost 6.00 points against the test images.")
	for _, test := range []struct {
		known, aside, test float64
		want               Outcome
	}{
		{100, 100, 90, Holds},       // 10 points beside margins of 0 and 3
		{100, 97.5, 93, Holds},      // 4.5 beside 1.56 and 2.55
		{100, 97, 93, HoldsInPart},  // 4 beside 1.71 and 2.55, but 7 beside 0 and 2.55
		{97, 95.5, 92, HoldsInPart}, // 5 beside 1.71 and 2.71
		{96.5, 95.5, 92, Fails},     // 4.5 beside 1.84 and 2.71
		{100, 97, 100, Fails},       // harder to read are those set aside
	} {
		if got := writersVerdict(all(100, test.known, test.aside, test.test)); got.Outcome != test.want {
			t.Errorf("%g, %g, %g: the claim %s, want %s: %s", test.known, test.aside, test.test, got.Outcome, test.want, got.Text)
		}
	}
}
