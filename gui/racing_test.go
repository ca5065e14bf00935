package gui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/gui/state/store"
	"digitpad/training"
	"digitpad/training/plots"
	"digitpad/training/runs"
)

// raced is a window with a race of three runs that is over.
func raced(t *testing.T) *testBench {
	t.Helper()
	b := newBench(t)
	b.tabs.Select(3)
	b.races.values.SetText("1; 10; n")
	b.StartRace()
	b.pump("the race ends", func() bool { return b.race == nil })
	return b
}

// The post's race: online learning, mini-batches and gradient descent, from the
// same initial weights.
func TestRaceOfMiniBatches(t *testing.T) {
	b := raced(t)
	if len(b.races.runs) != 3 {
		t.Fatalf("%d runs", len(b.races.runs))
	}
	n := b.digits.train.Len()
	for i, want := range []int{n, 10, 1} { // the latest first
		e := b.races.runs[i]
		if e.Settings.Batch != want || e.Outcome != runs.Finished || !e.shown {
			t.Errorf("run %d has m = %d, %s, in the chart: %t", i, e.Settings.Batch, e.Outcome, e.shown)
		}
		if got := len(e.Laps); got != smallSettings().Epochs+1 {
			t.Errorf("run %d has %d epochs", i, got)
		}
		if e.Laps[0].Test != b.races.runs[0].Laps[0].Test {
			t.Errorf("run %d starts from other weights", i)
		}
		if e.row.cost.Content == "" || e.row.best.Content == "" || !e.row.name.Style.Bold {
			t.Errorf("row %d says %q and %q, bold: %t", i, e.row.cost.Content, e.row.best.Content, e.row.name.Style.Bold)
		}
	}
	lines := map[int]bool{}
	for _, e := range b.races.runs {
		lines[e.line] = true
	}
	if len(lines) != 3 {
		t.Errorf("the runs have looks %v", lines)
	}
}

func TestRunsAreKeptNamedAndDeleted(t *testing.T) {
	b := raced(t)
	b.NameRun(b.races.runs[0], "all at once")
	gone := b.races.runs[1]
	b.DeleteRun(gone)
	b.work.Wait()
	kept, err := b.archive.store.Load()
	if err != nil || len(kept) != 2 {
		t.Fatalf("%d runs are kept, %v", len(kept), err)
	}
	b.UndoDelete()
	b.work.Wait()
	kept, err = b.archive.store.Load()
	if err != nil || len(kept) != 3 || b.races.runs[1] != gone {
		t.Fatalf("%d runs are kept after the deletion was undone, %v", len(kept), err)
	}
	if kept[2].Name != "all at once" {
		t.Errorf("the last run is called %q", kept[2].Name)
	}
	again := newBench(t)
	again.archive.store = b.archive.store
	again.loadRuns()
	again.pump("the kept runs come back", func() bool { return len(again.races.runs) == 3 })
	for i, e := range again.races.runs {
		if e.Name != b.races.runs[i].Name || e.shown {
			t.Errorf("run %d is %q, in the chart: %t", i, e.Name, e.shown)
		}
	}
}

func TestRaceSaysWhatIsWrong(t *testing.T) {
	b := newBench(t)
	for values, want := range map[string]string{
		"10":                  "semicolons",
		"1;2;3;4;5;6;7":       "semicolons",
		"10; 10":              "twice",
		"10; many":            "many",
		"10; 100000":          "1 (online learning)",
		`1; 2,"rate":1000000`: "rate",
	} {
		if _, _, err := runners(training.DefaultSettings(), "batch", values, 400); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", values, err)
		}
		b.races.values.SetText(values)
		b.StartRace()
		if b.race != nil || !b.modal() {
			t.Errorf("%q: a race, or no message", values)
		}
		b.Dismiss()
	}
}

func TestRaceStops(t *testing.T) {
	b := newBench(t)
	s := smallSettings()
	s.Epochs = 100000
	b.learn.form.Fill(s)
	b.races.values.SetText("1; 10; 20")
	b.StartRace()
	b.pump("a first epoch", func() bool { return len(b.races.runs[2].Laps) > 1 })
	b.DeleteRun(b.races.runs[2])
	if len(b.races.runs) != 3 {
		t.Error("a run was deleted while it was trained")
	}
	b.StopRace()
	b.pump("the race stops", func() bool { return b.race == nil })
	if e := b.races.runs[2]; e.Outcome != runs.Stopped || e.phase != stopped {
		t.Errorf("the run is %s", e.Outcome)
	}
}

// A run of the Train tab can be compared, too.
func TestTrainedRunIsKept(t *testing.T) {
	b := trainedBench(t)
	b.pump("the run is kept", func() bool { return len(b.races.runs) == 1 })
	e := b.races.runs[0]
	if e.Outcome != runs.Finished || len(e.Laps) != len(b.run.epochs) {
		t.Errorf("%s with %d epochs", e.Outcome, len(e.Laps))
	}
	e.row.shown.SetChecked(true)
	if b.races.chart.Figure == nil {
		t.Error("a run that is ticked is not in the chart")
	}
}

// The chart of the races has the axes that people expect, is remembered and
// exported, and the keys of charts are about it in its tab.
func TestRacesChart(t *testing.T) {
	b := raced(t)
	figure := func() *plots.Figure {
		return b.races.chart.Figure(plots.Light())
	}
	end := figure().Plots[0].X.Max
	for _, item := range b.racesMenu() {
		if item.Action != nil && item.Label != b.actions.exportChart.title {
			item.Action()
		}
	}
	if v := b.prefs.RacesChart; v.Along != plots.SecondAxis || !v.Smooth || !v.LogCost {
		t.Errorf("the choices came to %+v", v)
	}
	b.SetRacesChart(store.ChartView{Along: plots.ExampleAxis, LogCost: true})
	n := float64(b.digits.train.Len())
	if got := figure().Plots[0].X.Max; got != end*n {
		t.Errorf("along examples the axis ends at %g, want %g", got, end*n)
	}
	if b.chartInView() != b.races.chart {
		t.Error("in the tab Races the keys are about another chart")
	}
	path := filepath.Join(t.TempDir(), "race.csv")
	if err := writeChart(b.races.chart.Maker()(plots.Light()), path); err != nil {
		t.Fatal(err)
	}
	values, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(values), b.races.runs[0].Name) {
		t.Errorf("the exported values are %q, %v", values, err)
	}
	b.ExportChart()
	if !b.modal() {
		t.Error("nothing asks for a file")
	}
	b.Dismiss()
	b.races.HideAll()
	b.races.Plot()
	b.ExportChart()
	b.saysInMessage("There is no chart yet")
	b.Dismiss()
	b.selectTab("Train")
	if b.chartInView() != b.learn.chart {
		t.Error("in the tab Train the keys are about another chart")
	}
}
