package lab

import (
	"math"
	"reflect"
	"testing"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// replicaOf is a preset's runs, on the images that its figure is for.
func replicaOf(published float64, on string, runs ...[]float64) *replica {
	p := &replica{preset: training.Presets[0], epochs: 3}
	p.preset.Published, p.preset.On = published, on
	if on == training.ValidationImages {
		p.validation, p.test = runs, [][]float64{{1}}
	} else {
		p.test, p.validation = runs, [][]float64{{1}}
	}
	return p
}

// A figure counts up to the best epoch of the best of our runs, on the images that
// Nielsen names.
func TestReplica(t *testing.T) {
	for _, on := range []string{training.TestImages, training.ValidationImages} {
		for published, want := range map[float64]bool{0.5: true, 0.75: true, 0.75 + 1./64: false} {
			p := replicaOf(published, on, []float64{60, 70, 65}, []float64{75, 50})
			if best := p.best(); best.Max != 75 || best.Min != 70 || p.reproduced() != want {
				t.Errorf("%g %% on the %s beside %v: reproduced %t, want %t", p.published(), on, best, p.reproduced(), want)
			}
		}
	}
}

// The middle run is that with the median of the best epochs, of those that have
// begun.
func TestMiddleRun(t *testing.T) {
	for _, test := range []struct{ runs, want [][]float64 }{
		{[][]float64{{90, 91}, nil, {95, 10}, {80, 85}}, [][]float64{{90, 91}}},
		{[][]float64{{95}, {80}}, [][]float64{{95}}},
		{[][]float64{nil, nil}, [][]float64{nil}},
	} {
		if got := middleRun(test.runs); !reflect.DeepEqual(got, test.want[0]) {
			t.Errorf("the middle of %v is %v, want %v", test.runs, got, test.want[0])
		}
	}
}

// Seeds stand side by side about their preset's place; a preset that was never to
// learn is left out.
func TestNielsenCharts(t *testing.T) {
	charts := nielsenCharts([]*replica{
		replicaOf(0.2, training.TestImages, []float64{20}),
		replicaOf(0.9, training.TestImages, []float64{91, 92}, []float64{95, 94}, nil),
	})
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
		{Name: "2  784-30-10 η 3", Look: Curve, X: []float64{1, 2}, Y: []float64{95, 94}},
		{Look: Reference, X: []float64{1, 3}, Y: []float64{90, 90}},
	} {
		if got := charts[1].Series[i]; !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if early := nielsenCharts([]*replica{replicaOf(0.9, training.TestImages, nil)}); len(early[1].Series) != 0 {
		t.Errorf("%d curves before an epoch is done", len(early[1].Series))
	}
}

// A preset trains on its first images, and is judged on the rest as well; where
// none are left, on the test images.
func TestReplicate(t *testing.T) {
	data := toys(t)
	for _, test := range []struct {
		examples, train int
		validation      *dataset.Dataset
	}{
		{100, 100, data.Train.Slice(100, 120)},
		{120, 120, data.Test},
		{50000, 120, data.Test},
	} {
		preset := training.Presets[0]
		preset.Examples, preset.Settings.Hidden = test.examples, []int{5}
		p := &replica{preset: preset, epochs: 3, test: make([][]float64, 2), validation: make([][]float64, 2), seconds: make([]float64, 2)}
		r := under(t, data, nil)
		if err := r.replicate(t.Context(), p, 1); err != nil {
			t.Fatal(err)
		}
		s := preset.Settings
		s.Seed, s.Epochs = 2, 3
		history, err := r.history(s, data.Train.Slice(0, test.train))
		if err != nil {
			t.Fatal(err)
		}
		var onTest, onValidation []float64
		for _, e := range history[1:] {
			score, err := evaluate.Network(t.Context(), networkAfter(s, e), test.validation)
			if err != nil {
				t.Fatal(err)
			}
			onTest, onValidation = append(onTest, 100*e.Test.Accuracy), append(onValidation, 100*score.Accuracy)
		}
		if !reflect.DeepEqual(p.test[1], onTest) || !reflect.DeepEqual(p.validation[1], onValidation) || p.seconds[1] <= 0 {
			t.Errorf("%d examples: %v and %v in %g s, want %v and %v", test.examples, p.test[1], p.validation[1], p.seconds[1], onTest, onValidation)
		}
		if p.test[0] != nil || p.seconds[0] != 0 {
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
		values := Nielsen.smallValues()
		result, err := Nielsen.Run(t.Context(), data, values, nil)
		if err != nil {
			t.Fatal(err)
		}
		if judged := result.Verdict.Outcome != Open; judged != (name != "toys") {
			t.Errorf("on %s the claim %s", name, result.Verdict.Outcome)
		}
		for i, row := range result.Tables[0].Rows {
			p := training.Presets[i]
			if row[0] != i+1 || row[1] != p.Name() || row[2] != 60 || row[3] != 2 || row[4] != 100*p.Published || row[5] != p.On {
				t.Errorf("%v", row)
			}
			best := row[6].(Spread)
			if row[7] != best.Min || row[8] != best.Max || row[9] != best || row[11] == "yes" != (100*p.Published <= best.Max) {
				t.Errorf("%v", row)
			}
			if shown := result.Charts[0].Series[0]; math.Max(shown.Y[2*i], shown.Y[2*i+1]) != best.Max {
				t.Errorf("preset %d: %v on the chart, want a best of %g", i+1, shown.Y[2*i:2*i+2], best.Max)
			}
		}
	}
}

// A verdict names each figure by its number, and those that are missed.
func TestNielsenVerdict(t *testing.T) {
	good, bad := replicaOf(0.5, training.TestImages, []float64{60}), replicaOf(0.75, training.TestImages, []float64{60})
	v := nielsenVerdict([]*replica{good, bad}, true)
	if v.Outcome != HoldsInPart {
		t.Errorf("one of two: the claim %s", v.Outcome)
	}
	wants(t, v, "(1) 60 % against 50.00 %, (2) 60 % against 75.00 %", "Above ours: 784-30-10 η 3.")
}
