package gui

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
	"digitpad/training/lab"
)

// labBench opens the lab on an experiment, with settings that finish in a
// moment.
func labBench(t *testing.T, e *lab.Experiment, values lab.Values) *testBench {
	t.Helper()
	b := newBench(t)
	b.selectTab("Lab")
	b.lab.choice.SetSelected(e.Title)
	for name, text := range values {
		b.lab.entries[name].SetText(text)
	}
	return b
}

func TestExperimentFromRunToVerdict(t *testing.T) {
	b := labBench(t, lab.Epochs, lab.Values{"seeds": "2", "epochs": "3"})
	b.RunExperiment()
	if b.trial == nil || !b.lab.run.Disabled() || b.lab.stop.Disabled() || !b.lab.choice.Disabled() {
		t.Fatal("while it runs the buttons are wrong")
	}
	b.pump("the result", func() bool { return b.trial == nil })
	result := b.lab.results[lab.Epochs]
	if result == nil || result.Values["epochs"] != "3" {
		t.Fatalf("the result is %+v", result)
	}
	if b.lab.run.Disabled() || !b.lab.stop.Disabled() || b.lab.export.Disabled() {
		t.Error("after the run the buttons are wrong")
	}
	b.pump("the charts", func() bool { return b.lab.chart.Image.Image != nil })
	if said := b.lab.status.Content; !strings.Contains(said, string(result.Verdict.Outcome)) {
		t.Errorf("the lab says %q", said)
	}

	b.lab.choice.SetSelected(lab.Encodings.Title)
	if b.lab.results[lab.Encodings] != nil || !b.lab.export.Disabled() || !b.lab.chart.Empty.Visible() {
		t.Error("another experiment shows a result that is not its own")
	}
	b.lab.choice.SetSelected(lab.Epochs.Title)
	if b.lab.entries["epochs"].Text != "3" || b.lab.export.Disabled() || b.lab.chart.Empty.Visible() {
		t.Error("the experiment has forgotten its settings or its result")
	}

	for _, name := range []string{"charts.png", "charts.svg", "charts.pdf", "charts.csv"} {
		path := filepath.Join(t.TempDir(), name)
		if err := writeResult(result, path); err != nil {
			t.Error(err)
		} else if text, err := os.ReadFile(path); err != nil || len(text) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		}
	}
}

func TestExperimentStops(t *testing.T) {
	b := labBench(t, lab.Encodings, lab.Values{"seeds": "2", "epochs": "10000"})
	b.RunExperiment()
	b.StopExperiment()
	b.pump("the end", func() bool { return b.trial == nil })
	if b.modal() || b.lab.results[lab.Encodings] != nil || b.lab.run.Disabled() {
		t.Error("a stopped experiment leaves a message, a result or a dead button")
	}
}

func TestWrongExperimentSettingsAreSaidAtTheirFields(t *testing.T) {
	b := labBench(t, lab.Epochs, lab.Values{"rate": "fast", "seeds": "0"})
	b.RunExperiment()
	if b.trial != nil {
		t.Fatal("it runs with wrong settings")
	}
	for _, name := range []string{"rate", "seeds"} {
		if f := b.lab.fields[name]; f.Message.Text == "" || f.MessageBox.Hidden {
			t.Errorf("no message at %q", name)
		}
	}
	b.lab.entries["rate"].SetText("3")
	if b.lab.fields["rate"].Message.Text != "" {
		t.Error("the message stays when the setting is right again")
	}

	b.lab.entries["seeds"].SetText("1")
	b.lab.entries["batch"].SetText("100000") // more than there are images, which only the run knows
	b.RunExperiment()
	b.pump("the refusal", func() bool { return b.trial == nil })
	if b.lab.fields["batch"].Message.Text == "" {
		t.Error("no message at the mini-batch")
	}
}

// The gradient check looks at the network that answers the pad and at its digit.
func TestExperimentOnTheNetworkOfThePad(t *testing.T) {
	b := labBench(t, lab.GradientCheck, nil)
	if data := b.labData(); data.Network != nil || data.Example != nil {
		t.Error("without a network there is one")
	}
	b.StepEpoch()
	b.pump("an epoch", func() bool { return b.run != nil && b.run.phase == paused && len(b.run.epochs) == 2 })
	b.stroke(0.2, 0.5, 0.8, 0.5)
	data := b.labData()
	if data.Network != b.model.Network || data.Example == nil {
		t.Fatal("the experiment does not get the pad's network and digit")
	}
	b.RunExperiment()
	b.pump("the result", func() bool { return b.trial == nil })
	if result := b.lab.results[lab.GradientCheck]; result == nil || !strings.Contains(result.Tables[0].Title, "784-8-10") {
		t.Errorf("the result is %+v", result)
	}
}

// Signs that the text font lacks, and no others, are set in the font that has
// them.
func TestProse(t *testing.T) {
	var whole bytes.Buffer
	for _, segment := range ui.ProseSegments("a step in −∇C changes ‖v‖ by η") {
		part := segment.(*widget.TextSegment)
		whole.WriteString(part.Text)
		if math := strings.ContainsAny(part.Text, "−∇‖"); math != part.Style.TextStyle.Monospace {
			t.Errorf("%q: monospaced %v", part.Text, part.Style.TextStyle.Monospace)
		}
	}
	if whole.String() != "a step in −∇C changes ‖v‖ by η" {
		t.Errorf("the text became %q", &whole)
	}
}
