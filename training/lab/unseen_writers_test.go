package lab

import (
	"math"
	"slices"
	"strings"
	"testing"

	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/stats"
)

// Of k examples one is set aside; every example is on one pile, with its label.
func TestSetAside(t *testing.T) {
	data := toyData(t, "toys", 20, 1)
	kept, aside := setAside(data, 6)
	if kept.Len() != 17 || aside.Len() != 3 || kept.Name() != "toys" || aside.Name() != "toys" {
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
	r := under(t, data, unseenWriters.complete(unseenWriters.smallValues()))
	result, err := unseenWriters.run(r)
	if err != nil {
		t.Fatal(err)
	}
	known, aside := setAside(data.Train.Slice(0, 100), 6)
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
		if i == 2 { // the test images: once
			if len(curve.X) != 1 || curve.X[0] != 2 || curve.Y[0] != row[2].(Spread).Mean {
				t.Errorf("%s: %v after %v on the chart", curve.Name, curve.Y, curve.X)
			}
		} else if len(curve.X) != 2 || curve.X[0] != 1 || curve.Y[1] != row[2].(Spread).Mean {
			t.Errorf("%s: %v after %v on the chart", curve.Name, curve.Y, curve.X)
		}
	}
	data.Pen = nil
	result, err = unseenWriters.Run(t.Context(), data, unseenWriters.smallValues(), nil)
	if err != nil || len(result.Tables[0].Rows) != 3 || strings.Contains(result.Verdict.Text.String(), "pen") {
		t.Errorf("without a pen: %v, %s", err, result.Verdict.Text)
	}
}

// The interval takes in the choice of so few images: with a spread of nothing over the
// seeds it is 1.96·√(2·p(1 − p)/n).
func TestHarder(t *testing.T) {
	data := toyData(t, "toys", 100, 1)
	steady := &audience{data: data, accuracy: [][]float64{{10, 90}, {20, 90}}}
	if d, want := steady.harder(steady), 1.96*math.Sqrt(2)*3; d.Mean != 0 || math.Abs(d.Hi-want) > 1e-9 || math.Abs(d.Lo+want) > 1e-9 {
		t.Errorf("%v, want ±%g", d, want)
	}
	single := &audience{data: data, accuracy: [][]float64{{10, 90}}}
	if d := single.harder(&audience{data: data, accuracy: [][]float64{{10}}}); d.Above(0) != stats.Open {
		t.Errorf("one seed: %v", d)
	}
}

// Curves begin after the first epoch, with the seeds that have come so far.
func TestWriterCharts(t *testing.T) {
	chart := writerCharts([]*audience{{name: message.New("test images"), accuracy: [][]float64{{10, 50, 70}, {20, 60}, {30}, nil}}, {name: message.New("none"), accuracy: [][]float64{nil}}})[0]
	s := chart.Series[0]
	if !slices.Equal(s.X, []float64{1, 2}) || !slices.Equal(s.Y, []float64{55, 70}) || s.Name.String() != "test images" {
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
			all = append(all, &audience{name: message.Text(name), pen: i == 3, data: toyData(t, name, count, 1), accuracy: [][]float64{{accuracies[i]}, {accuracies[i]}}})
		}
		return all
	}
	wants(t, writersVerdict(all(100, 98, 96, 90, 84)), "Read correctly are trained on: 98 %, set aside: 96 %, test images: 90 %, pen strokes: 84 %.",
		"That an image is new costs 2.0 [-2.7, 6.7] points, that its writer is new another 6 [-1, 13];",
		"Digits drawn with a pen cost 6 [-3, 15] points against the test images.")
	for _, test := range []struct {
		known, aside, test float64
		want               Outcome
	}{
		{100, 100, 90, Holds},
		{100, 97.5, 95, Open},
		{100, 90, 100, Fails},
	} {
		if got := writersVerdict(all(100, test.known, test.aside, test.test)); got.Outcome != test.want {
			t.Errorf("%g, %g, %g: the claim %s, want %s: %s", test.known, test.aside, test.test, got.Outcome, test.want, got.Text)
		}
	}
}
