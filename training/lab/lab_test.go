package lab

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/plots"
	"digitpad/training/presets"
)

// toyData is easy to learn, but not at once: a label inks two rows of its own,
// some of them weakly, among speckles.
func toyData(t testing.TB, name string, count int, seed uint64) *dataset.Dataset {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 0))
	images, labels := make([]byte, count*dataset.Pixels), make([]byte, count)
	for i := range labels {
		labels[i] = byte(i % 10)
		image := images[i*dataset.Pixels:][:dataset.Pixels]
		for x := range 2 * dataset.Side {
			image[2*int(labels[i])*dataset.Side+x] = byte(random.IntN(256))
		}
		for range 40 {
			image[random.IntN(len(image))] = byte(random.IntN(256))
		}
	}
	data, err := dataset.New(name, images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func toys(t testing.TB) Data {
	return Data{
		Train: toyData(t, "toy training images", 120, 1),
		Test:  toyData(t, "toy test images", 60, 2),
		Pen:   toyData(t, "toy strokes", 20, 3),
	}
}

// small makes any experiment short: values by the name of the setting.
var small = Values{
	"seeds": "2", "epochs": "2", "images": "100", "measured": "50", "batches": "1,10,1000", "draws": "4", "after": "0,2",
	"random": "30", "turned": "30", "points": "20", "weights": "20", "rates": "0.1,1,5", "trial": "1", "starts": "3", "lines": "2",
	"grid": "6", "descent": "5", "probe": "50", "parameters": "20", "steps": "3", "sample": "20", "counts": "1,10", "directions": "3", "repetitions": "2",
}

func (e *Experiment) smallValues() Values {
	values := Values{}
	for _, s := range e.Settings {
		if text, ok := small[s.Name]; ok {
			values[s.Name] = text
		}
		if s.Name == "hidden" {
			values[s.Name] = "5"
			if s.kind == kindWholes {
				values[s.Name] = "4,5"
			}
		}
		if s.Name == "presets" {
			values[s.Name] = strings.Join(presets.Published.Names()[:2], ",")
		}
	}
	return values
}

// Every experiment says what it is about, runs, and returns tables, charts that
// can be drawn and a verdict.
func TestExperiments(t *testing.T) {
	data := toys(t)
	for _, e := range Experiments {
		t.Run(e.Name(), func(t *testing.T) {
			for what, text := range map[string]string{
				"title": e.Title, "claim": e.Claim, "source": e.Source, "formula": e.Formula, "explanation": e.Explanation, "what is fixed": e.Fixed,
				"what would confirm it": e.Criteria.Holds, "what would contradict it": e.Criteria.Contradicted, "what leaves it open": e.Criteria.Open,
			} {
				if text == "" {
					t.Errorf("no %s", what)
				}
			}
			if err := e.Validate(e.complete(nil)); err != nil {
				t.Errorf("the defaults are refused: %v", err)
			}
			share := 0.0
			result, err := e.Run(t.Context(), data, e.smallValues(), func(p Partial) {
				if p.Share < share || p.Share > 1 {
					t.Errorf("%g of the work done after %g", p.Share, share)
				}
				share = p.Share
				Figure(p.Charts, plots.Dark()) // must not panic, whatever there is so far
			})
			if err != nil {
				t.Fatal(err)
			}
			if result.Experiment != e.Name() || !strings.Contains(result.Data.String(), "toy test images") || result.Seconds <= 0 {
				t.Errorf("ran %s on %s in %g s", result.Experiment, result.Data, result.Seconds)
			}
			if !slices.Contains([]Outcome{Holds, HoldsInPart, Fails, Open}, result.Verdict.Outcome) || len(result.Verdict.Text.String()) < 40 {
				t.Errorf("verdict %q: %s", result.Verdict.Outcome, result.Verdict.Text)
			}
			if strings.Contains(result.Verdict.Text.String(), "NaN") || strings.Contains(result.Verdict.Text.String(), "%!") {
				t.Errorf("verdict: %s", result.Verdict.Text)
			}
			if len(result.Tables) == 0 || len(result.Charts) == 0 {
				t.Fatalf("%d tables and %d charts", len(result.Tables), len(result.Charts))
			}
			for _, chart := range result.Charts {
				if len(chart.Series) == 0 || len(chart.Series[0].X) == 0 {
					t.Errorf("chart %q is empty", chart.Title)
				}
				for _, s := range chart.Series {
					if len(s.X) != len(s.Y) || s.Spread != nil && len(s.Spread) != len(s.X) {
						t.Errorf("chart %q, series %q: %d x, %d y, %d spreads", chart.Title, s.Name, len(s.X), len(s.Y), len(s.Spread))
					}
				}
			}
			figure, err := Figure(result.Charts, plots.Light())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := figure.Image(900, 300, 72); err != nil {
				t.Error(err)
			}
			exportResult(t, &result)
		})
	}
}

// sameText reports whether two values are one when written: messages with the same text
// are equal, however they were made.
func sameText(t *testing.T, a, b any) bool {
	t.Helper()
	first, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(first, second)
}

// exportResult writes a result in every form and reads it again.
func exportResult(t *testing.T, result *Result) {
	t.Helper()
	text, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	var back Result
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if !sameText(t, back.Charts, result.Charts) || !sameText(t, back.Verdict, result.Verdict) {
		t.Error("JSON does not bring the charts back")
	}
	var table bytes.Buffer
	if err := result.WriteTables(&table); err != nil || !strings.Contains(table.String(), result.Tables[0].Columns[len(result.Tables[0].Columns)-1]) {
		t.Errorf("tables: %v\n%s", err, &table)
	}
	var points bytes.Buffer
	if err := result.WriteCSV(&points); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&points).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := 1
	for _, chart := range result.Charts {
		for _, s := range chart.Series {
			want += len(s.X)
		}
		if chart.Heat != nil {
			want += len(chart.Heat.X) * len(chart.Heat.Y)
		}
	}
	if len(rows) != want {
		t.Errorf("CSV has %d rows, want %d", len(rows), want)
	}
}

// The same data, settings and seeds give the same figures on one core and on
// several, but for seconds.
func TestDeterministic(t *testing.T) {
	data := toys(t)
	for _, e := range Experiments {
		run := func(cores int) Result {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			result, err := e.Run(t.Context(), data, e.smallValues(), nil)
			if err != nil {
				t.Fatal(err)
			}
			return withoutSeconds(result)
		}
		if one, four := run(1), run(4); !reflect.DeepEqual(one, four) {
			t.Errorf("%s: one core gives\n%+v\nand four\n%+v", e.Name(), one, four)
		}
	}
}

// withoutSeconds drops what depends on the clock.
func withoutSeconds(r Result) Result {
	r.Seconds = 0
	r.Verdict.Text = message.New("") // some quote seconds
	if r.Experiment == updateCost.Name() {
		r.Verdict.Outcome = "" // it is about seconds
	}
	for t := range r.Tables {
		for c, column := range r.Tables[t].Columns {
			for _, row := range r.Tables[t].Rows {
				if strings.Contains(column, "seconds") {
					row[c] = nil
				}
			}
		}
	}
	r.Charts = slices.DeleteFunc(r.Charts, func(c Chart) bool { return strings.Contains(c.X.Label+c.Y.Label, "seconds") })
	return r
}

// An experiment ends soon after its context, and says so.
func TestCancel(t *testing.T) {
	data := toys(t)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, e := range Experiments {
		if _, err := e.Run(ended, data, e.smallValues(), nil); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want the context's error", e.Name(), err)
		}
	}
}

// Wherever the context ends, the experiment does, and says so; what there is to see
// by then can be drawn.
func TestCancelAnywhere(t *testing.T) {
	data := toys(t)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // so that nothing is under way beside
	for _, e := range Experiments {
		for at, ended := 1, false; !ended; at += 1 + at {
			ctx, cancel := context.WithCancel(t.Context())
			r := newRun(ctx, data, e.complete(e.smallValues()), nil)
			r.every = 0
			news, left := 0, 0
			r.report = func(p Partial) {
				if news++; news == at {
					Figure(p.Charts, plots.Dark()) // must not panic
					left = r.total - r.done
					cancel()
				}
			}
			_, err := e.run(r)
			cancel()
			ended = news < at
			if left > 0 && !errors.Is(err, context.Canceled) || ended && err != nil {
				t.Errorf("%s, ended after %d of %d: %v", e.Name(), r.total-left, r.total, err)
			}
		}
	}
}

// What is wrong with settings is said all at once, by name.
func TestValidate(t *testing.T) {
	err := encodings.Validate(Values{"seeds": "0", "hidden": "15,many", "rate": "fast", "epochs": "1,2", "batch": "2.5", "images": "", "colour": "red"})
	var problems training.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("%v is no Problems", err)
	}
	for field, want := range map[string]string{
		"seeds": "0 is not between 1 and 1000.", "hidden": `"many" is not a number.`, "rate": `"fast" is not a number.`, "epochs": "Write one number.",
		"batch": `"2.5" is not a whole number.`, "images": "Write one number.", "colour": "This experiment has no such setting.",
	} {
		if got := problems.Of(field); got.String() != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	if problem := nielsen.Validate(Values{"presets": "784-30-10"}); problem == nil || !strings.Contains(problem.Error(), "choose from 784-30-10 η 3") {
		t.Errorf("an unknown preset: %v", problem)
	}
	if err := encodings.Validate(Values{"hidden": " 15, 30 ", "rate": "1e-1"}); err != nil {
		t.Errorf("refused: %v", err)
	}
	data := toys(t)
	empty := data.Train.Slice(0, 0)
	for name, data := range map[string]Data{
		"no data": {}, "no training images": {Test: data.Test}, "no test images": {Train: data.Train},
		"an empty training set": {Train: empty, Test: data.Test}, "an empty test set": {Train: data.Train, Test: empty},
	} {
		if _, err := encodings.Run(t.Context(), data, nil, nil); err == nil {
			t.Errorf("runs with %s", name)
		}
	}
}

// The full gradient is the mean of the examples' gradients, however it is cut
// into parts.
func TestFullGradient(t *testing.T) {
	data := toyData(t, "toy", 2*gradientPart+7, 4)
	trainer, err := training.NewTrainer(training.DefaultSettings(), data, data)
	if err != nil {
		t.Fatal(err)
	}
	got, err := fullGradient(t.Context(), trainer.Network(), data)
	if err != nil {
		t.Fatal(err)
	}
	want := make([]float64, len(got))
	d := newDifferentiator(trainer.Network(), 1)
	for i := range data.Len() {
		for k, v := range d.sum(data, []int{i}) {
			want[k] += float64(v) / float64(data.Len())
		}
	}
	for k := range want {
		if diff := got[k] - want[k]; diff > 1e-6 || diff < -1e-6 {
			t.Fatalf("component %d is %g, want %g", k, got[k], want[k])
		}
	}
}

// A turned direction has length 1 and the angle asked for, and does not move
// padding.
func TestDirections(t *testing.T) {
	trainer, err := training.NewTrainer(training.DefaultSettings(), toyData(t, "toy", 20, 1), toyData(t, "toy", 20, 1))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	unit := randomDirection(trainer.Network(), random)
	for _, theta := range []float64{0.1, 1, 2, 3} {
		d := randomDirection(trainer.Network(), random)
		turn(d, unit, theta)
		length, cos := 0.0, 0.0
		for i, v := range d {
			length += v * v
			cos += v * unit[i]
		}
		if math.Abs(length-1) > 1e-9 || math.Abs(cos-math.Cos(theta)) > 1e-9 {
			t.Errorf("turned by %g: length² %g, cos %g", theta, length, cos)
		}
		if layer := trainer.Network().Layers()[0]; d[layer.Out] != 0 {
			t.Error("padding moves")
		}
	}
}
