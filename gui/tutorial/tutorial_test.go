package tutorial

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"digitpad/assets"
	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/run"
	"digitpad/gui/tutorial/lesson"
	"digitpad/training/plots"
)

// part is the tutorial with a window that records what lessons do with it.
type part struct {
	*uitest.Part
	*Tutorial
	tab     string
	guide   string // the place in it that is open
	setting string // that has the keyboard
	chart   plots.Quantity
	hidden  []string
	laidOut int
}

func (b *part) SelectTab(name string)         { b.tab = name }
func (b *part) Tab() string                   { return b.tab }
func (b *part) OpenGuide(anchor string)       { b.tab, b.guide = "guide", anchor }
func (b *part) VisitSetting(name string)      { b.setting = name }
func (b *part) Hide(controls []string)        { b.hidden = controls }
func (b *part) ShowQuantity(q plots.Quantity) { b.chart = q }
func (b *part) Relayout()                     { b.laidOut++ }

func newPart(t *testing.T) *part {
	t.Helper()
	b := &part{Part: uitest.New(t), tab: "train"}
	b.Tutorial = New(b.Part.State.State, b, b.Part.Env)
	b.Part.Show(b.Content(), 1000, 120)
	return b
}

func readLessonText(t *testing.T, text string) lesson.Lesson {
	t.Helper()
	l, err := lesson.Read(strings.NewReader(`{"format": "digitpad lesson 1", "title": "Try", "steps": ` + text + `}`))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestALessonHidesControls(t *testing.T) {
	b := newPart(t)
	b.Start(readLessonText(t, `[{"text": "Train.", "hide": ["seed", "steps", "more", "brush"]}, {"text": "Go on.", "hide": ["rate"]}]`))
	for _, c := range []struct {
		do   func()
		want []string
	}{
		{func() {}, []string{"seed", "steps", "more", "brush"}},
		{b.Next, []string{"rate"}},
		{b.Leave, nil},
	} {
		c.do()
		if !slices.Equal(b.hidden, c.want) {
			t.Errorf("hidden are %v, want %v", b.hidden, c.want)
		}
	}
	if b.laidOut != 3 {
		t.Errorf("the window is laid out %d times for three changes", b.laidOut)
	}
}

// A step chooses the network that answers, and what the chart shows.
func TestALessonChoosesNetworkAndChart(t *testing.T) {
	b := newPart(t)
	b.Start(readLessonText(t, `[{"text": "Look.", "network": "post", "chart": "cost by iteration"}, {"text": "Go on.", "network": "shipped"}]`))
	if got := b.State.Prediction.Network().Spec().SizesString(); got != "784-15-10" || b.chart != plots.IterationCost {
		t.Errorf("%s answers, and the chart shows %q", got, b.chart)
	}
	b.Next()
	if got := b.State.Prediction.Network().Spec().SizesString(); got == "784-15-10" || b.chart != plots.IterationCost {
		t.Errorf("%s answers, and the chart shows %q", got, b.chart)
	}
}

func TestALessonIsTaken(t *testing.T) {
	b := newPart(t)
	b.Start(readLessonText(t, `[
		{"text": "Train.", "tab": "train", "settings": {"hidden": [8], "epochs": 2}, "goal": {"epochs": 2}},
		{"text": "Go back.", "goal": {"visit": 1}},
		{"text": "Look.", "goal": {"tab": "inspect"}}]`))
	p := b.panel
	if !p.content.Visible() || !p.back.Disabled() || p.next.Disabled() || p.title.Content != "Try (1/3)" || p.goal.Content != "Goal: a run of 2 epochs" {
		t.Fatalf("the first step is not shown: %q, %q", p.title.Content, p.goal.Content)
	}
	b.Train()
	if !b.reached || p.goal.Content != "Reached: a run of 2 epochs" {
		t.Fatal("two epochs do not reach the goal")
	}
	test.Tap(p.next)
	if b.step != 1 || b.reached {
		t.Fatalf("step %d", b.step)
	}
	b.Training.ShowEpoch(1)
	if !b.reached {
		t.Error("the epoch in view does not reach the goal")
	}
	b.commands.next.Run()
	b.tab = "inspect"
	b.Check()
	if b.step != 2 || !b.reached || !p.next.Disabled() {
		t.Errorf("step %d, %t", b.step, b.reached)
	}
	b.commands.back.Run()
	if b.step != 1 {
		t.Error("Back does not step back")
	}
	run := b.Training.Run()
	test.Tap(p.leave)
	if p.content.Visible() || b.Training.Run() != run || b.Anchors() != nil {
		t.Error("the lesson stays, or the run is gone")
	}
}

// A step opens the guide at its place, or offers to; one about a setting shows it.
func TestAStepLeadsIntoTheGuide(t *testing.T) {
	b := newPart(t)
	b.Start(readLessonText(t, `[{"text": "Read.", "tab": "guide", "guide": "(4)"},
		{"text": "Train.", "tab": "train", "guide": "section 3.2", "setting": "rate"}, {"text": "Look."}]`))
	if b.tab != "guide" || b.guide != "(4)" || b.setting != "" {
		t.Errorf("the first step shows %q, %q and the setting %q", b.tab, b.guide, b.setting)
	}
	b.Next()
	if b.tab != "train" || b.guide != "(4)" || b.setting != "rate" || b.panel.guide.Text != "Guide 3.2" {
		t.Errorf("the second step shows %q, %q and the setting %q, and offers %q", b.tab, b.guide, b.setting, b.panel.guide.Text)
	}
	test.Tap(b.panel.guide)
	if b.tab != "guide" || b.guide != "section 3.2" {
		t.Errorf("the way into the guide leads to %q", b.guide)
	}
	b.Next()
	if b.panel.guide.Visible() || b.commands.read.Refusal() == nil {
		t.Error("a step without a place in the guide offers one")
	}
}

// A step with settings fills the form, and ends the run, which would follow them half-way.
func TestAStepPrescribesSettings(t *testing.T) {
	b := newPart(t)
	b.Configure(20000)
	b.Training.StartPause()
	b.PumpUntil(run.Running)
	b.Start(readLessonText(t, `[{"text": "Train.", "tab": "lab", "settings": {"rate": 0.125}}]`))
	b.PumpUntil(run.Stopped)
	if v, _ := b.Part.Settings.Value(); v.Rate != 0.125 || b.tab != "lab" {
		t.Errorf("the rate is %g, the tab %q", v.Rate, b.tab)
	}
	// A run with other settings is another step's, and reaches no goal.
	b.Start(readLessonText(t, `[{"text": "Train.", "goal": {"epochs": 1}}]`))
	if b.reached {
		t.Error("the run of another step reaches the goal")
	}
}

func TestADigitReachesTheGoalOfALesson(t *testing.T) {
	b := newPart(t)
	b.Prediction.UseShipped()
	b.Start(readLessonText(t, `[{"text": "Draw a 1.", "goal": {"digit": 1}}]`))
	if b.reached {
		t.Fatal("a blank pad is a 1")
	}
	b.Draw(0.5, 0.15, 0.5, 0.85)
	if !b.reached {
		t.Errorf("the stroke is read as %d", b.Prediction.Result().Digit)
	}
}

func TestABadLessonFileLeavesTheLesson(t *testing.T) {
	b := newPart(t)
	b.Start(BuiltIn()[0])
	path := filepath.Join(t.TempDir(), "bad"+lesson.Extension)
	if err := os.WriteFile(path, []byte(`{"format": "digitpad lesson 1", "run": "rm"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	b.OpenFile(path)
	b.Pump("a message", func() bool { return len(b.Dialogs.Errors) > 0 })
	if !strings.Contains(b.Dialogs.Last.Error(), `unknown field`) {
		t.Errorf("the message is %v", b.Dialogs.Last)
	}
	if len(b.lesson.Steps) == 0 || !b.panel.content.Visible() {
		t.Error("the lesson is gone")
	}
	if err := os.WriteFile(path, assets.Lessons()[1], 0o644); err != nil {
		t.Fatal(err)
	}
	b.Dialogs.Path = path
	b.Open()
	b.Pump("the other lesson", func() bool { return strings.HasPrefix(b.lesson.Title, "2") })
}

// Every built-in lesson can be taken to its end.
func TestBuiltInLessons(t *testing.T) {
	b := newPart(t)
	for _, l := range BuiltIn() {
		b.Start(l)
		for range l.Steps {
			if b.panel.says.Text == "" {
				t.Errorf("%s: step %d says nothing", l.Title, b.step+1)
			}
			if step := l.Steps[b.step]; step.Tab != "" && b.tab != step.Tab {
				t.Errorf("%s: step %d shows the tab %q", l.Title, b.step+1, b.tab)
			}
			b.Next()
		}
		if b.step != len(l.Steps)-1 {
			t.Errorf("%s ends at step %d of %d", l.Title, b.step+1, len(l.Steps))
		}
		b.Next()
		if height := b.Content().MinSize().Height; height > 110 {
			t.Errorf("%s takes a height of %g", l.Title, height)
		}
	}
}
