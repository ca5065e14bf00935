package lab

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/internal/uitest"
	"digitpad/training/lab"
)

// part is the tab in a window.
type part struct {
	*uitest.Part
	tab *Tab
}

// newPart shows the lab on an experiment, with settings that finish in a moment.
func newPart(t *testing.T, e *lab.Experiment, values lab.Values) *part {
	t.Helper()
	p := uitest.New(t)
	b := &part{p, New(p.State.State, p.Env)}
	p.Show(b.tab.Content(), 700, 640)
	t.Cleanup(b.tab.Close)
	b.tab.choice.SetSelected(e.Title)
	for name, text := range values {
		b.tab.entries[name].SetText(text)
	}
	return b
}

// end waits for the end of the experiment.
func (b *part) end() {
	b.T.Helper()
	b.Pump("the end", func() bool { return b.Experiments.Running() == nil })
	b.tab.chart.Wait()
	b.PumpAll()
}

func TestExperimentFromRunToVerdict(t *testing.T) {
	b := newPart(t, statetest.Experiment("epochs"), lab.Values{"seeds": "2", "epochs": "3"})
	test.Tap(b.tab.run)
	if b.Experiments.Running() == nil || !b.tab.run.Disabled() || b.tab.stop.Disabled() || !b.tab.choice.Disabled() {
		t.Fatal("while it runs the buttons are wrong")
	}
	b.end()
	result := b.Experiments.Result(statetest.Experiment("epochs"))
	if result == nil || result.Values["epochs"] != "3" {
		t.Fatalf("the result is %+v", result)
	}
	if b.tab.run.Disabled() || !b.tab.stop.Disabled() || b.tab.export.Disabled() {
		t.Error("after the run the buttons are wrong")
	}
	if b.tab.chart.Image.Image == nil {
		t.Error("the charts are not drawn")
	}
	if said := b.tab.status.Content; !strings.Contains(said, string(result.Verdict.Outcome)) {
		t.Errorf("the lab says %q", said)
	}

	b.tab.choice.SetSelected(statetest.Experiment("encodings").Title)
	if b.tab.result() != nil || !b.tab.export.Disabled() || !b.tab.chart.Empty.Visible() {
		t.Error("another experiment shows a result that is not its own")
	}
	b.tab.choice.SetSelected(statetest.Experiment("epochs").Title)
	if b.tab.entries["epochs"].Text != "3" || b.tab.export.Disabled() || b.tab.chart.Empty.Visible() {
		t.Error("the experiment has forgotten its settings or its result")
	}

	folder := t.TempDir()
	for _, name := range []string{"charts.png", "charts.svg", "charts.pdf", "charts.csv"} {
		b.Dialogs.Path = filepath.Join(folder, name)
		test.Tap(b.tab.export)
		if text, err := os.ReadFile(b.Dialogs.Path); err != nil || len(text) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		}
	}
}

func TestExperimentStops(t *testing.T) {
	b := newPart(t, statetest.Experiment("encodings"), lab.Values{"seeds": "2", "epochs": "10000"})
	test.Tap(b.tab.run)
	test.Tap(b.tab.stop)
	b.end()
	if len(b.Reports) > 0 || b.tab.result() != nil || b.tab.run.Disabled() {
		t.Error("a stopped experiment leaves a message, a result or a dead button")
	}
}

func TestWrongSettingsAreSaidAtTheirFields(t *testing.T) {
	b := newPart(t, statetest.Experiment("epochs"), lab.Values{"rate": "fast", "seeds": "0"})
	test.Tap(b.tab.run)
	if b.Experiments.Running() != nil {
		t.Fatal("it runs with wrong settings")
	}
	for _, name := range []string{"rate", "seeds"} {
		if f := b.tab.fields[name]; f.Message.Text == "" || f.MessageBox.Hidden {
			t.Errorf("no message at %q", name)
		}
	}
	b.tab.entries["rate"].SetText("3")
	if b.tab.fields["rate"].Message.Text != "" {
		t.Error("the message stays when the setting is right again")
	}
	b.tab.entries["seeds"].SetText("1")
	b.tab.entries["batch"].SetText("100000") // more than there are images, which only the run knows
	test.Tap(b.tab.run)
	b.end()
	if b.tab.fields["batch"].Message.Text == "" {
		t.Error("no message at the mini-batch")
	}
}
