package train

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/diagnose"
	"digitpad/training/plots"
)

// part is the tab in a window.
type part struct {
	*uitest.Part
	tab *Tab
}

func newPart(t *testing.T) *part {
	t.Helper()
	p := uitest.New(t)
	b := &part{p, New(p.State.State, p.Prefs, p.Env)}
	p.Show(b.tab.Content(), 700, 640)
	t.Cleanup(b.tab.Close)
	return b
}

// trained is the tab with a finished run of so many epochs whose chart is drawn.
func trained(t *testing.T, epochs int) *part {
	t.Helper()
	b := newPart(t)
	b.Configure(epochs)
	b.Train()
	b.drawn()
	return b
}

// drawn waits until the chart shows what was asked for last.
func (b *part) drawn() {
	b.tab.chart.Wait()
	b.PumpAll()
}

// refresh enables what can be done, as the window does.
func (b *part) refresh() {
	for _, c := range b.tab.Commands() {
		c.Refresh()
	}
}

func TestTheSliderGoesBackAndReturns(t *testing.T) {
	b := newPart(t)
	e := b.tab.epochs
	if e.content.Visible() {
		t.Error("there is a slider without a run")
	}
	b.Configure(3)
	b.Train()
	if !e.content.Visible() || e.slider.Max != 3 || e.slider.Value != 3 || e.says.Content != "as it is now" {
		t.Fatalf("the slider is at %g of %g: %q", e.slider.Value, e.slider.Max, e.says.Content)
	}
	e.slider.SetValue(1)
	if b.Training.ViewedEpoch() != 1 || e.says.Content != "after epoch 1" {
		t.Errorf("at 1 epoch %d is in view, %q", b.Training.ViewedEpoch(), e.says.Content)
	}
	b.Training.TurnEpoch(-5)
	if e.slider.Value != 0 {
		t.Errorf("far back the slider is at %g", e.slider.Value)
	}
	b.Prediction.UsePost()
	if e.slider.Value != 3 {
		t.Error("another network answers, and the slider stays in the past")
	}
	e.SetHidden(true)
	if e.content.Visible() {
		t.Error("a lesson cannot hide the slider")
	}
}

// New epochs make the slider longer and leave it where it is.
func TestTheSliderGrowsWithTheRun(t *testing.T) {
	b := newPart(t)
	b.Configure(4)
	b.Training.StepEpoch()
	b.Pump("an epoch", func() bool { r := b.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == 2 })
	b.tab.epochs.slider.SetValue(0)
	b.Train()
	if e := b.tab.epochs; e.slider.Max != 4 || e.slider.Value != 0 {
		t.Errorf("the slider is at %g of %g", e.slider.Value, e.slider.Max)
	}
}

// Where a run cannot go on, the button is disabled, and its explanation has the reason.
func TestContinueSaysWhyNot(t *testing.T) {
	b := trained(t, 3)
	e := b.tab.epochs
	b.refresh()
	if said := e.resume.Explanation(); !e.resume.Disabled() || !strings.Contains(said, "more than 3 epochs") {
		t.Errorf("disabled: %t, %q", e.resume.Disabled(), said)
	}
	v, _ := b.Settings.Value()
	v.Epochs = 5
	b.Settings.Edit(v, nil)
	b.refresh()
	if said := e.resume.Explanation(); e.resume.Disabled() || strings.Contains(said, "more than") {
		t.Errorf("with more epochs: %s", said)
	}
	before := b.Training.Run()
	test.Tap(e.resume)
	if b.Training.Run() == before {
		t.Error("the button does not go on")
	}
	b.PumpUntil(run.Finished)
	b.drawn()
}

func TestTheFindingIsShownAndItsFixApplied(t *testing.T) {
	b := newPart(t)
	bad := statetest.SmallSettings()
	bad.Epochs, bad.Rate, bad.Initializer = 5, 1000, network.Normal.Name()
	b.Settings.Fill(bad)
	d := b.tab.diagnosis
	if d.content.Visible() {
		t.Error("there is a finding about a run that is not there")
	}
	b.Train()
	b.Pump("a finding", func() bool { _, found := b.Training.Finding(); return found })
	b.refresh()
	if !d.content.Visible() || !strings.HasPrefix(d.finding.Content, "Saturated outputs") || d.fix.Text != "Try cross-entropy" || d.fix.Disabled() {
		t.Fatalf("%q, %q", d.finding.Content, d.fix.Text)
	}
	before := b.Training.Run()
	test.Tap(d.fix)
	if b.Training.Run() == before || d.content.Visible() {
		t.Error("the fix is not applied, or the old finding stands at the new run")
	}
	b.PumpUntil(run.Finished)
	b.drawn()
}

func TestEveryFindingHasItsWords(t *testing.T) {
	test.NewTempApp(t)
	said := map[string]bool{}
	for d := diagnose.RateTooHigh; d <= diagnose.NotLearning; d++ {
		s := training.DefaultSettings()
		diagnosis := diagnose.Diagnosis{Finding: d, Fix: s}
		diagnosis.Fix.Rate /= 4
		said[findingText(diagnosis, s)+causeText(d)] = true
		if fixText(diagnosis, s) == "" {
			t.Errorf("%v has no fix", d)
		}
	}
	if len(said) != int(diagnose.NotLearning)+1 {
		t.Errorf("%d texts for %d findings", len(said), diagnose.NotLearning+1)
	}
}

// What the run is doing is said in words, in the colour of its phase, and by the buttons.
func TestStatus(t *testing.T) {
	b := newPart(t)
	check := func(status string, color fyne.ThemeColorName, start string) {
		t.Helper()
		b.refresh()
		if got := b.tab.status; got.Content != status || got.Color != color || b.tab.buttons.start.Text != start {
			t.Errorf("%q in %s, the button says %q; want %q in %s, %q", got.Content, got.Color, b.tab.buttons.start.Text, status, color, start)
		}
	}
	buttons := func(want ...bool) {
		t.Helper()
		b := b.tab.buttons
		if got := []bool{!b.step.Disabled(), !b.epoch.Disabled(), !b.stop.Disabled(), !b.reset.Disabled()}; !slices.Equal(got, want) {
			t.Errorf("+1 iteration, +1 epoch, Stop and Reset can be used: %v, want %v", got, want)
		}
	}
	check("Ready", theme.ColorNameForeground, "Train")
	buttons(true, true, false, false)
	b.Configure(3)
	b.Training.StepIteration()
	b.PumpUntil(run.Paused)
	check("Paused in epoch 1 of 3, iteration 1 of 34", theme.ColorNameForeground, "Resume")
	buttons(true, true, true, true)
	b.Train()
	check("Finished after 3 epochs", theme.ColorNameSuccess, "Train")
	if !strings.HasPrefix(b.tab.speed.Content, "validation accuracy ") {
		t.Errorf("of the result it is said %q", b.tab.speed.Content)
	}
	buttons(false, false, false, true)
	b.Training.Reset()
	b.Training.StepEpoch()
	b.Pump("an epoch", func() bool { r := b.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == 2 })
	b.Training.Stop()
	b.PumpUntil(run.Stopped)
	check("Stopped in epoch 2 of 3", theme.ColorNameForeground, "Train")
	b.drawn()
}

// A run that diverged is said in the colour of an error.
func TestDivergedIsAnError(t *testing.T) {
	b := newPart(t)
	b.Settings.Fill(diverging())
	b.Training.StartPause()
	b.PumpUntil(run.Failed)
	if s := b.tab.status; s.Content != "Diverged" || s.Color != theme.ColorNameError {
		t.Errorf("%q in %s", s.Content, s.Color)
	}
	b.drawn()
}

// diverging are settings whose numbers run away.
func diverging() training.Settings {
	s := statetest.SmallSettings()
	s.Hidden, s.Epochs, s.Rate, s.Activation, s.Initializer = []int{30, 30}, 50, 1e4, network.ReLU.Name(), network.He.Name()
	s.Output, s.Cost = network.Softmax.Name(), network.LogLikelihood.Name()
	s.Validation = 0 // with fewer digits they do not
	return s
}

// Loading is said, and what became of it.
func TestLoadingIsSaid(t *testing.T) {
	b := newPart(t)
	b.Prefs.Path = filepath.Join("digits", "mine.csv")
	for want, s := range map[string]datasets.LoadStatus{
		"Loading: MNIST":                    {Phase: datasets.Loading, Source: store.MNISTData},
		"Loading: mine.csv":                 {Phase: datasets.Loading, Source: store.FileData},
		"Writing the sample: 25 %":          {Phase: datasets.Loading, Source: store.SampleData, Share: 0.25},
		"MNIST is not on this computer yet": {Phase: datasets.LoadMissing},
		"Your digits are too few yet":       {Phase: datasets.LoadTooFew},
		"No digits: choose others below":    {Phase: datasets.LoadFailed},
	} {
		if b.tab.showLoading(s); b.tab.status.Content != want {
			t.Errorf("%+v is said as %q", s, b.tab.status.Content)
		}
	}
}

// What a run has fixed cannot be changed while it lasts.
func TestARunLocksWhatItHasFixed(t *testing.T) {
	b := newPart(t)
	b.Configure(3)
	hidden := b.tab.Anchors()["hidden"].(fyne.Disableable)
	rate := b.tab.Anchors()["rate"].(fyne.Disableable)
	b.Training.StepIteration()
	b.PumpUntil(run.Paused)
	if !hidden.Disabled() || rate.Disabled() {
		t.Error("the hidden units can be changed, or the rate cannot")
	}
	b.Training.Stop()
	b.PumpUntil(run.Stopped)
	if hidden.Disabled() {
		t.Error("after the run the hidden units stay locked")
	}
	b.drawn()
}

// A run that was interrupted is offered above the tab.
func TestAnInterruptedRunIsOffered(t *testing.T) {
	b := newPart(t)
	if b.tab.resume.content.Visible() || b.tab.Anchors()["continue run"] != nil {
		t.Error("nothing was interrupted")
	}
	b.tab.onInterrupted(&training.CheckpointInfo{Epoch: 3, Settings: statetest.SmallSettings()})
	if r := b.tab.resume; !r.content.Visible() || r.says.Content != "The last training was interrupted in epoch 2 of 2." || b.tab.Anchors()["continue run"] == nil {
		t.Errorf("offered: %t, %q", r.content.Visible(), r.says.Content)
	}
	b.tab.onInterrupted(nil)
	if b.tab.resume.content.Visible() {
		t.Error("what is gone is still offered")
	}
}

// A lesson hides parts of the tab.
func TestHide(t *testing.T) {
	b := newPart(t)
	shown := func() []bool {
		a := b.tab.form.Parts()
		return []bool{a["seed"].Visible(), b.tab.buttons.epoch.Visible(), a["more"].Visible(), a["rate"].Visible()}
	}
	for _, c := range []struct {
		hide []string
		want []bool
	}{
		{nil, []bool{true, true, true, true}},
		{[]string{"seed", "steps", "more"}, []bool{false, false, false, true}},
		{[]string{"rate"}, []bool{true, true, true, false}},
		{nil, []bool{true, true, true, true}},
	} {
		if b.tab.Hide(c.hide); !slices.Equal(shown(), c.want) {
			t.Errorf("without %v are seed, steps, more and rate shown: %v", c.hide, shown())
		}
	}
}

// Every view can be drawn, and each is remembered.
func TestChartViews(t *testing.T) {
	b := trained(t, 4)
	for range plots.Quantities {
		b.tab.nextView()
		b.drawn()
		if n := len(b.tab.chart.Shown.Panels); n == 0 {
			t.Errorf("%s draws nothing", b.Prefs.Chart.Quantity)
		}
	}
	if q := b.Prefs.Chart.Quantity; q != plots.CostAndAccuracy {
		t.Errorf("all round the chart shows %s", q)
	}
	for _, item := range b.tab.chartMenu() {
		if item.Action != nil {
			item.Action()
		}
	}
	want := store.ChartView{Quantity: plots.Quantities[len(plots.Quantities)-1], Along: plots.SecondAxis, LogCost: true, Smooth: true}
	if b.Prefs.Chart != want || b.tab.shownView != want {
		t.Errorf("the menu's last items give %+v", b.Prefs.Chart)
	}
	b.drawn()
}

// The chart of outputs shows what each epoch's network makes of the digit on the pad, and
// follows it.
func TestOutputsFollowTheDigit(t *testing.T) {
	b := trained(t, 4)
	b.tab.SetView(store.ChartView{Quantity: plots.Outputs, Along: plots.EpochAxis})
	b.drawn()
	if n := len(b.tab.chart.Shown.Figure.Traces); n != 0 {
		t.Fatalf("an empty pad has %d lines", n)
	}
	check := func() {
		t.Helper()
		b.drawn()
		img := b.Page.Image()
		traces := b.tab.chart.Shown.Figure.Traces
		if len(traces) != network.Labels {
			t.Fatalf("%d lines", len(traces))
		}
		for _, e := range b.Training.Run().Epochs() {
			n := b.Training.Run().Network().WithParameters(statetest.Parameters(e))
			a := n.Forward(n.NewPass(), network.NewInput(img[:]))
			for _, trace := range traces {
				y, ok := trace.At(float64(e.Number))
				if k := int(trace.Name[0] - '0'); !ok || float32(y) != a[k] {
					t.Fatalf("epoch %d, digit %d: %g is drawn, the network says %g", e.Number, k, y, a[k])
				}
			}
		}
	}
	b.Draw(0.2, 0.3, 0.8, 0.3)
	check()
	b.Draw(0.2, 0.8, 0.8, 0.8)
	check()
}

// Before there is a run the chart shows what a schedule makes of the learning rate; a
// constant one needs no chart.
func TestTheChartBeforeARun(t *testing.T) {
	b := newPart(t)
	b.drawn()
	if b.tab.chart.Figure != nil {
		t.Error("a constant rate is drawn")
	}
	v, _ := b.Settings.Value()
	v.Schedule = "cosine"
	b.Settings.Edit(v, nil)
	b.drawn()
	if b.tab.chart.Figure == nil || len(b.tab.chart.Shown.Panels) == 0 {
		t.Error("the schedule is not drawn")
	}
}

// A button writes the report of the run, once there is one, in the window's language.
func TestTheReportIsWritten(t *testing.T) {
	b := newPart(t)
	if !b.tab.buttons.report.Disabled() {
		t.Error("a report is offered before there is a run")
	}
	b.Dialogs.Path = filepath.Join(t.TempDir(), "report.html")
	b.Configure(2)
	b.Train()
	if b.tab.buttons.report.Disabled() {
		t.Fatal("no report is offered")
	}
	test.Tap(b.tab.buttons.report)
	text, err := os.ReadFile(b.Dialogs.Path)
	if err != nil || !strings.Contains(string(text), `<html lang="en">`) || !strings.Contains(string(text), "Learning rate η") {
		t.Errorf("the report is %.200q, %v", text, err)
	}
}

// The form begins below the controls, whatever stands in them: what a run has come to is
// there only once it is over.
func TestTheControlsHaveTheirRoom(t *testing.T) {
	b := newPart(t)
	check := func(when string) {
		t.Helper()
		b.drawn()
		controls, form := b.tab.controls, b.tab.below.Objects[2]
		if end := controls.Position().Y + controls.MinSize().Height; end > form.Position().Y {
			t.Errorf("%s: the controls end at %g, the form begins at %g", when, end, form.Position().Y)
		}
	}
	check("before a run")
	b.Configure(2)
	b.Train()
	if !b.tab.result.content.Visible() {
		t.Fatal("nothing says what the run has come to")
	}
	check("after it")
	b.Training.Reset()
	check("after a reset")
}
