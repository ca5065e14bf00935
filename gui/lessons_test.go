package gui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"digitpad/assets"
	"digitpad/gui/state/store"
)

func readTestLesson(t *testing.T, text string) Lesson {
	t.Helper()
	l, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestALessonHidesControls(t *testing.T) {
	b := newBench(t)
	b.StartLesson(readTestLesson(t, `{"format": "digitpad lesson 1", "title": "Try", "steps": [
		{"text": "Train.", "hide": ["seed", "steps", "more", "brush"]}, {"text": "Go on.", "hide": ["rate"]}]}`))
	form := b.learn.form
	shown := func() []bool {
		return []bool{form.byName["seed"].Box.Visible(), b.learn.epoch.Visible(), form.more.Visible(), b.brushRow.Visible(), form.byName["rate"].Box.Visible()}
	}
	for _, c := range []struct {
		do   func()
		want []bool
	}{
		{func() {}, []bool{false, false, false, false, true}},
		{b.LessonNext, []bool{true, true, true, true, false}},
		{b.LeaveLesson, []bool{true, true, true, true, true}},
	} {
		c.do()
		if got := shown(); !slices.Equal(got, c.want) {
			t.Errorf("seed, steps, more, brush and rate are shown: %v, want %v", got, c.want)
		}
	}
	for _, name := range Controls {
		b.hideControls([]string{name})
	}
}

func TestALessonIsTaken(t *testing.T) {
	b := newBench(t)
	b.StartLesson(readTestLesson(t, `{"format": "digitpad lesson 1", "title": "Try", "steps": [
		{"text": "Train.", "tab": "train", "settings": {"hidden": [8], "epochs": 2}, "goal": {"epochs": 2}},
		{"text": "Go back.", "goal": {"visit": 1}},
		{"text": "Look.", "goal": {"tab": "inside"}}]}`))
	p := b.class.panel
	if !p.content.Visible() || !p.back.Disabled() || p.next.Disabled() {
		t.Fatal("the first step is not shown")
	}
	b.StartPause()
	b.pumpUntil(finished)
	if !b.class.reached {
		t.Fatal("two epochs do not reach the goal")
	}
	test.Tap(p.next)
	if b.class.step != 1 || b.class.reached {
		t.Fatalf("step %d", b.class.step)
	}
	b.VisitEpoch(1)
	if !b.class.reached {
		t.Error("the visit does not reach the goal")
	}
	b.actions.onKey(fyne.KeyPageDown)
	b.tabs.Select(1)
	if b.class.step != 2 || !b.class.reached || !p.next.Disabled() {
		t.Errorf("step %d, %t", b.class.step, b.class.reached)
	}
	b.actions.onKey(fyne.KeyPageUp)
	if b.class.step != 1 {
		t.Error("Page Up does not step back")
	}
	test.Tap(p.leave)
	if p.content.Visible() || b.run == nil {
		t.Error("the lesson stays, or the run is gone")
	}
}

func TestADigitReachesTheGoalOfALesson(t *testing.T) {
	b := newBench(t)
	b.UseShipped()
	b.StartLesson(readTestLesson(t, `{"format": "digitpad lesson 1", "title": "Try", "steps": [{"text": "Draw a 1.", "goal": {"digit": 1}}]}`))
	if b.class.reached {
		t.Fatal("a blank pad is a 1")
	}
	b.stroke(0.5, 0.15, 0.5, 0.85)
	if !b.class.reached {
		t.Errorf("the stroke is read as %d", b.digitOnPad())
	}
}

func TestABadLessonFileLeavesTheLesson(t *testing.T) {
	b := newBench(t)
	b.StartLesson(builtInLessons()[0])
	path := filepath.Join(t.TempDir(), "bad"+Extension)
	if err := os.WriteFile(path, []byte(`{"format": "digitpad lesson 1", "run": "rm"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	b.OpenLessonFile(path)
	b.pump("a message", func() bool { return b.modal() })
	if !strings.Contains(b.trace.String(), `unknown field`) {
		t.Error("the message does not say what is wrong")
	}
	if len(b.class.lesson.Steps) == 0 || !b.class.panel.content.Visible() {
		t.Error("the lesson is gone")
	}
	if err := os.WriteFile(path, assets.Lessons()[1], 0o644); err != nil {
		t.Fatal(err)
	}
	b.OpenLessonFile(path)
	b.pump("the other lesson", func() bool { return strings.HasPrefix(b.class.lesson.Title, "2") })
}

func TestALessonFitsTheSmallestWindow(t *testing.T) {
	b := newBench(t)
	for _, l := range builtInLessons() {
		b.StartLesson(l)
		if least := b.window.Content().MinSize(); least.Width > 1024 || least.Height > 660 {
			t.Errorf("%s takes %v", l.Title, least)
		}
	}
}

func TestEverythingIsAsLargeAsFits(t *testing.T) {
	for _, c := range []struct {
		wish          float32
		window, needs fyne.Size
		now, want     float32
	}{
		{2, fyne.NewSize(1024, 670), fyne.NewSize(900, 600), 1, 1},
		{2, fyne.NewSize(1920, 1080), fyne.NewSize(900, 600), 1, 1.75},
		{2, fyne.NewSize(1920, 1080), fyne.NewSize(1575, 1050), 1.75, 1.75},
		{1.15, fyne.NewSize(3840, 2160), fyne.NewSize(900, 600), 1, 1.15},
		{2, fyne.NewSize(100, 100), fyne.NewSize(900, 600), 1, 1},
	} {
		if got := fittingScale(c.wish, c.window, c.needs, c.now); got != c.want {
			t.Errorf("%+v: %g", c, got)
		}
	}
}

func TestTheProjectorModeIsLargeAndRemembered(t *testing.T) {
	b := newBench(t)
	b.window.Resize(fyne.NewSize(1920, 1080))
	b.Projector()
	if b.theme.Scale < 1.3 || !b.prefs.Projector || !b.window.FullScreen() {
		t.Errorf("scale %g, full screen %t", b.theme.Scale, b.window.FullScreen())
	}
	path := filepath.Join(b.options.Home, store.PreferencesFile)
	if err := b.prefs.Save(path); err != nil {
		t.Fatal(err)
	}
	if p := store.LoadPreferences(path); !p.Projector || p.Scale != b.prefs.Scale {
		t.Error("the mode is forgotten")
	}
	b.Projector()
	if b.theme.Scale != 1 || b.prefs.Projector {
		t.Errorf("it does not end: scale %g", b.theme.Scale)
	}
	b.Enlarge(1)
	if b.theme.Scale != store.Scales[1] {
		t.Errorf("one size larger is %g", b.theme.Scale)
	}
	b.Enlarge(-1)
	if b.theme.Scale != 1 {
		t.Errorf("and smaller again is %g", b.theme.Scale)
	}
}

func TestLessonsKnowTheTabs(t *testing.T) {
	b := newBench(t)
	for i, title := range b.tabs.titles {
		if name := strings.ReplaceAll(strings.ToLower(title.title), " ", "-"); i >= len(Tabs) || name != Tabs[i] {
			t.Errorf("tab %d is %q, lessons have %q", i, name, Tabs)
		}
	}
}
