package lab

import (
	"math"
	"reflect"
	"testing"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/presets"
)

// replicaOf is a preset's runs: the figures that Nielsen's stands beside.
func replicaOf(published float64, ours ...float64) *replica {
	p := &replica{preset: presets.Published[0], epochs: presets.Published[0].Settings.Epochs}
	p.preset.Published, p.preset.On = published, presets.TestImages
	p.test, p.validation = ours, make([][]float64, len(ours))
	return p
}

// A figure is reproduced if one more run of ours might have given it, or one picked by
// the test images; a run that failed does not hide the others.
func TestReplica(t *testing.T) {
	failed := math.NaN()
	// The deviation is 0.1, and Student's t for two degrees of freedom 4.303: a fourth
	// run lies within 4.303 · 0.1 · √(1 + 1/3) = 0.497 of the mean.
	for _, test := range []struct {
		name      string
		published float64
		ours      []float64
		want      Outcome
	}{
		{"the mean", 0.95, []float64{94.9, 95, 95.1}, Holds},
		{"with one that failed", 0.95, []float64{94.9, failed, 95, 95.1}, Holds},
		{"just within, picked", 0.9599, []float64{94.9, 95, 95.1}, Holds},
		{"above", 0.9601, []float64{94.9, 95, 95.1}, Fails},
		{"far below", 0.94, []float64{94.9, 95, 95.1}, Fails},
		{"one seed", 0.95, []float64{95}, Open},
		{"one that did not fail", 0.95, []float64{failed, 95}, Open},
		{"none", 0.95, []float64{failed}, Open},
	} {
		if got, next := replicaOf(test.published, test.ours...).outcome(); got != test.want {
			t.Errorf("%s: %s, want %s; the interval is %v", test.name, got, test.want, next)
		}
	}
	short := replicaOf(0.95, 94.9, 95, 95.1)
	short.epochs--
	if got, _ := short.outcome(); got != Open {
		t.Errorf("with other epochs than his: %s", got)
	}
	p := replicaOf(0.95, 90, 91)
	p.preset.On, p.validation = presets.ValidationImages, [][]float64{{93, 95, 94}, {96, 92}}
	if got := p.ours(); !reflect.DeepEqual(got, []float64{95, 96}) {
		t.Errorf("on the validation images ours are %v", got)
	}
}

// The middle run is that with the median of the best epochs, of those that have
// begun.
func TestMiddleRun(t *testing.T) {
	for _, test := range []struct {
		runs [][]float64
		seed int
	}{
		{[][]float64{{90, 91}, nil, {95, 10}, {80, 85}}, 0},
		{[][]float64{{95}, {80}}, 0},
		{[][]float64{nil, {80}}, 1},
	} {
		if seed, run := middleRun(test.runs); seed != test.seed || !reflect.DeepEqual(run, test.runs[seed]) {
			t.Errorf("the middle of %v is %v", test.runs, run)
		}
	}
	if _, run := middleRun([][]float64{nil, nil}); run != nil {
		t.Errorf("the middle of nothing is %v", run)
	}
}

// Seeds stand side by side about their preset's place; a preset that was never to
// learn is left out.
func TestNielsenCharts(t *testing.T) {
	two := replicaOf(0.9, 92, 95, math.NaN())
	two.epochs, two.validation = 3, [][]float64{{91, 92}, {95, 94}, nil}
	charts := nielsenCharts([]*replica{replicaOf(0.2, 20), two})
	best := charts[0]
	if !reflect.DeepEqual(best.X.Names, []string{"1", "2"}) {
		t.Errorf("presets %q", best.X.Names)
	}
	ours, his := best.Series[0], best.Series[1]
	if !reflect.DeepEqual(ours.Y, []float64{92, 95}) || len(ours.X) != 2 || !near(ours.X[0], 0.85) || !near(ours.X[1], 0.95) {
		t.Errorf("ours: %v at %v", ours.Y, ours.X)
	}
	if !reflect.DeepEqual(his.X, []float64{1}) || !reflect.DeepEqual(his.Y, []float64{90}) {
		t.Errorf("his: %v at %v", his.Y, his.X)
	}
	for i, want := range []Series{
		{Name: message.New("2  784-30-10 η 3, seed 2"), Look: Curve, Place: 2, X: []float64{1, 2}, Y: []float64{95, 94}},
		{Name: message.New("2  published"), Look: Reference, X: []float64{1, 3}, Y: []float64{90, 90}},
	} {
		if got := charts[1].Series[i]; !sameText(t, got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if early := nielsenCharts([]*replica{replicaOf(0.9, math.NaN())}); len(early[1].Series) != 0 || len(early[0].Series[0].X) != 0 {
		t.Errorf("%d curves before an epoch is done", len(early[1].Series))
	}
}

// A preset trains on its first images. The epoch that is best on the validation images
// is read on the test images; of a run on all images, the last.
func TestReplicate(t *testing.T) {
	data := toys(t) // 120, of which 20 are held out
	for _, test := range []struct {
		examples, train int
	}{{80, 80}, {100, 100}, {120, 120}, {50000, 120}} {
		preset := presets.Published[0]
		preset.Examples, preset.Settings.Hidden = test.examples, []int{5}
		p := &replica{preset: preset, epochs: 3, test: []float64{math.NaN(), math.NaN()}, validation: make([][]float64, 2), seconds: make([]float64, 2)}
		r := under(t, data, nil)
		r.plan(15, nil)
		if err := r.replicate(t.Context(), p, 1); err != nil {
			t.Fatal(err)
		}
		if r.done != r.total {
			t.Errorf("%d examples: %d done of %d", test.examples, r.done, r.total)
		}
		s := preset.Settings
		s.Seed, s.Epochs = 2, 3
		history, err := r.history(s, data.Train.Slice(0, test.train))
		if err != nil {
			t.Fatal(err)
		}
		best := training.Best(history[1:]) + 1
		if test.train > 100 {
			best = 3
		}
		score, err := evaluate.Network(t.Context(), networkAfter(s, history[best]), data.Test)
		if err != nil {
			t.Fatal(err)
		}
		if p.test[1] != 100*score.Accuracy || len(p.validation[1]) != 3 || p.validation[1][2] != 100*history[3].Validation.Accuracy || p.seconds[1] <= 0 {
			t.Errorf("%d examples: %v and %v in %g s, want %v after epoch %d", test.examples, p.test[1], p.validation[1], p.seconds[1], 100*score.Accuracy, best)
		}
		if p.validation[0] != nil || finite(p.test[0]) {
			t.Errorf("the first seed: %v", p.test[0])
		}
	}
}

// Only on MNIST can the claim be judged; the table numbers the presets as the
// charts do.
func TestNielsenRun(t *testing.T) {
	data := toys(t)
	for _, name := range []string{"toys", "MNIST training images"} {
		data.Train = toyData(t, name, 60, 1)
		result, err := nielsen.Run(t.Context(), data, nielsen.smallValues(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if result.Verdict.Outcome != Open { // two epochs are not his 30
			t.Errorf("on %s the claim %s", name, result.Verdict.Outcome)
		}
		for i, row := range result.Tables[0].Rows {
			p := presets.Published[i]
			if row[0] != i+1 || row[1] != p.Name() || row[2] != 60 || row[3] != 2 || row[4] != 100*p.Published || row[5] != p.On || row[9] != 0 || row[12] != "open" {
				t.Errorf("%v", row)
			}
			if ours := row[6].(Spread); ours.Count != 2 || row[10] != ours {
				t.Errorf("%v", row)
			}
		}
	}
}

// A verdict names each figure by its number, and those that are missed.
func TestNielsenVerdict(t *testing.T) {
	good, bad := replicaOf(0.6, 59.9, 60, 60.1), replicaOf(0.75, 59.9, 60, 60.1)
	v := nielsenVerdict([]*replica{good, bad}, true)
	if v.Outcome != HoldsInPart {
		t.Errorf("one of two: the claim %s", v.Outcome)
	}
	wants(t, v, "(1) 60.00 ± 0.10 % against 60.00 %, (2) 60.00 ± 0.10 % against 75.00 %", "Outside the interval of ours: 784-30-10 η 3.")
	if got := nielsenVerdict([]*replica{good, good}, true); got.Outcome != Holds {
		t.Errorf("both: the claim %s: %s", got.Outcome, got.Text)
	}
	if got := nielsenVerdict([]*replica{bad}, true); got.Outcome != Fails {
		t.Errorf("none: the claim %s: %s", got.Outcome, got.Text)
	}
	if got := nielsenVerdict([]*replica{good}, false); got.Outcome != Open {
		t.Errorf("other images: the claim %s", got.Outcome)
	}
}
