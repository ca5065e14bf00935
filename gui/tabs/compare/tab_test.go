package compare

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/plots"
)

// part is the tab in a window.
type part struct {
	*uitest.Part
	tab *Tab
}

// compared is the tab with a comparison of three runs that is over.
func compared(t *testing.T) *part {
	t.Helper()
	p := uitest.New(t)
	b := &part{p, New(p.State.State, p.Prefs, p.Env)}
	p.Show(b.tab.Content(), 700, 640)
	t.Cleanup(b.tab.Close)
	if b.tab.chart.Figure != nil {
		t.Error("there is a chart without runs")
	}
	b.tab.values.SetText("1; 10; n")
	b.tab.field.SetSelected("Mini-batch m")
	test.Tap(b.tab.start)
	if !p.Comparison.Active() || !strings.HasPrefix(b.tab.status.Content, "The comparison goes on") {
		t.Fatalf("it does not start: %q", b.tab.status.Content)
	}
	p.Pump("the end of the comparison", func() bool { return !p.Comparison.Active() })
	p.WaitForFiles()
	return b
}

// item is the entry of a run's menu whose title begins so.
func (b *part) item(r *train.ComparedRun, begins string) *fyne.MenuItem {
	b.T.Helper()
	for _, i := range b.tab.runMenu(r) {
		if strings.HasPrefix(i.Label, begins) {
			return i
		}
	}
	b.T.Fatalf("the menu of %q has no entry %q", r.Name, begins)
	return nil
}

// Every run has a row with its name, its figures, and its colour in the chart.
func TestRows(t *testing.T) {
	b := compared(t)
	all := b.Comparison.Runs()
	if len(all) != 3 || len(b.tab.rows.Objects) != 4 {
		t.Fatalf("%d rows for %d runs", len(b.tab.rows.Objects), len(all))
	}
	colors := map[color.Color]bool{}
	for i, r := range all {
		row := b.tab.byRun[r]
		if row.name.Content != r.Name || row.cost.Content == "" || row.best.Content == "" || !row.name.Style.Bold || row.remove.Disabled() {
			t.Errorf("row %d says %q, %q and %q, bold: %t", i, row.name.Content, row.cost.Content, row.best.Content, row.name.Style.Bold)
		}
		if want := plots.Light().Line(r.Line()).Color; row.swatch.FillColor != want {
			t.Errorf("row %d has the colour %v, its line %v", i, row.swatch.FillColor, want)
		}
		if !strings.HasSuffix(row.settings.Content, "finished") {
			t.Errorf("row %d says %q", i, row.settings.Content)
		}
		colors[row.swatch.FillColor] = true
	}
	if len(colors) != 3 {
		t.Errorf("the runs have the colours %v", colors)
	}
	row := b.tab.byRun[all[0]]
	row.shown.SetChecked(false)
	if all[0].Shown() || row.swatch.FillColor != color.Transparent {
		t.Error("a run that is not ticked is in the chart")
	}
	row.onDelete()
	if len(b.tab.rows.Objects) != 3 || !b.Comparison.CanUndoDelete() {
		t.Error("the row of a deleted run stays")
	}
	b.tab.commands.undoDelete.Run()
	if len(b.tab.rows.Objects) != 4 {
		t.Error("the row does not come back")
	}
}

// A run's networks are offered by their epochs; where there is none, it is said why.
func TestTheNetworksOfARunAreOffered(t *testing.T) {
	b := compared(t)
	r := b.Comparison.Runs()[1]
	b.item(r, "Use its last network: epoch 2").Action()
	b.WaitForFiles()
	if o := b.Prediction.Origin(); o.Kind != predict.FromKeptRun || o.Name != r.Name || o.Epoch != 2 {
		t.Errorf("%+v answers", o)
	}
	if b.item(r, "Delete").Disabled {
		t.Error("a run that is over cannot be deleted")
	}
	networks := r.Networks
	r.Networks = nil
	if item := b.item(r, "This run was kept without its network"); !item.Disabled {
		t.Error("a network that is not there is offered")
	}
	r.Networks = networks
	b.Configure(100000)
	b.Comparison.Start("batch", "1; 10")
	active := b.Comparison.Runs()[0]
	if item := b.item(active, "Its network can be used when"); !item.Disabled || !b.item(active, "Delete").Disabled || !b.tab.byRun[active].remove.Disabled() {
		t.Error("a run that goes on offers its network, or to be deleted")
	}
	b.Comparison.Stop()
	b.Pump("the stop", func() bool { return !b.Comparison.Active() })
}

// The chart has the axes that people expect, is remembered and exported.
func TestChart(t *testing.T) {
	b := compared(t)
	figure := func() *plots.Figure { return b.tab.chart.Figure(plots.Light()) }
	end := figure().Plots[0].X.Max
	for _, item := range b.tab.chart.OnMenu() {
		if item.Action != nil {
			item.Action()
		}
	}
	if v := b.Prefs.CompareChart; v.Along != plots.SecondAxis || !v.Smooth || !v.LogCost {
		t.Errorf("the choices came to %+v", v)
	}
	b.tab.SetView(store.ChartView{Along: plots.ExampleAxis, LogCost: true})
	n := float64(b.Settings.Examples())
	if got := figure().Plots[0].X.Max; got != end*n {
		t.Errorf("along examples the axis ends at %g, want %g", got, end*n)
	}
	if b.tab.Chart() != b.tab.chart {
		t.Error("the keys of charts are about another one")
	}
	for _, r := range b.Comparison.Runs() {
		b.Comparison.SetShown(r, false)
	}
	if b.tab.chart.Figure != nil {
		t.Error("runs that are not ticked are drawn")
	}
	b.Comparison.SetShown(b.Comparison.Runs()[0], true)
	if b.tab.chart.Figure == nil {
		t.Error("a run that is ticked is not in the chart")
	}
}

// What is the same in the runs of a comparison is said as it is: the initial weights of
// two runs that differ in a setting are equal exactly where the tab says so.
func TestSameFor(t *testing.T) {
	values := map[string]string{
		"batch": "7", "rate": "0.5", "hidden": "9", "optimizer": "adam", "momentum": "0.5", "schedule": "cosine", "cost": "cross-entropy",
		"activation": "tanh", "output": "softmax", "initializer": "normal", "penalty": "l1", "decay": "0.5", "dropout": "0.2", "amount": "0.5", "seed": "9",
	}
	sample := dataset.NewExamples("blots", dataset.Pixels, network.Labels, make([]byte, 200*dataset.Pixels), make([]byte, 200))
	weights := func(s training.Settings) []float32 {
		digits, validation := s.Split(sample)
		trainer, err := training.NewTrainer(s, digits, validation)
		if err != nil {
			t.Fatal(err)
		}
		return trainer.Network().Parameters()
	}
	s := training.DefaultSettings()
	for _, field := range training.SweepFields {
		varied, err := s.With(field, values[field], 100)
		if err != nil {
			t.Fatalf("%s: %v", field, err)
		}
		said := sameFor(field)
		if same := slices.Equal(weights(s), weights(varied)); same != strings.Contains(said, "same initial weights") {
			t.Errorf("%s: equal initial weights: %t, and the tab says %q", field, same, said)
		}
		if other := field == "batch" || field == "seed" || field == "amount"; other == (strings.Contains(said, "same mini-batches") || strings.Contains(said, "weights and mini-batches;")) {
			t.Errorf("%s: other mini-batches: %t, and the tab says %q", field, other, said)
		}
	}
}
