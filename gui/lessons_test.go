package gui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"digitpad/gui/tutorial"
	"digitpad/gui/tutorial/lesson"
)

// What a step of a lesson hides is hidden in the window, and comes back; there is nothing
// of lesson.Controls that the window does not know.
func TestALessonHidesControls(t *testing.T) {
	b := newTestWindow(t)
	l, err := lesson.Read(strings.NewReader(`{"format": "digitpad lesson 1", "title": "Try", "steps": [
		{"text": "Train.", "hide": ["seed", "steps", "more", "brush"]}, {"text": "Go on.", "hide": ["rate"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	b.tutorial.Start(l)
	shown := func() []bool {
		a := b.anchors()
		return []bool{a["seed"].Visible() && b.inView("seed"), b.inView("epoch"), b.inView("more"), b.sidebar.brushRow.Visible(), b.inView("rate")}
	}
	for _, c := range []struct {
		do   func()
		want []bool
	}{
		{func() {}, []bool{false, false, false, false, true}},
		{b.tutorial.Next, []bool{true, true, true, true, false}},
		{b.tutorial.Leave, []bool{true, true, true, true, true}},
	} {
		c.do()
		if got := shown(); !slices.Equal(got, c.want) {
			t.Errorf("seed, steps, more, brush and rate are shown: %v, want %v", got, c.want)
		}
	}
	all := b.visible()
	for _, name := range lesson.Controls {
		b.Hide([]string{name})
		// go-back is in view only with a run, and the presets share their line
		if fewer := b.visible(); fewer >= all && name != "go-back" {
			t.Errorf("%s cannot be hidden", name)
		}
		b.Hide(nil)
	}
}

// inView reports whether a control and all around it can be seen.
func (b *testWindow) inView(name string) bool {
	target, found := b.anchors()[name], false
	eachVisible(b.window.Content(), func(o fyne.CanvasObject) bool {
		found = found || o == target
		return false
	})
	return found
}

// visible counts what can be seen.
func (b *testWindow) visible() (n int) {
	eachVisible(b.window.Content(), func(fyne.CanvasObject) bool { n++; return false })
	return n
}

func TestALessonFitsTheSmallestWindow(t *testing.T) {
	b := newTestWindow(t)
	for _, l := range tutorial.BuiltIn() {
		b.tutorial.Start(l)
		if least := b.content.MinSize(); least.Width > 1024 || least.Height > 660 {
			t.Errorf("%s takes %v", l.Title, least)
		}
	}
}

// Each name of a tab in lessons shows that tab.
func TestLessonsKnowTheTabs(t *testing.T) {
	b := newTestWindow(t)
	if len(lesson.Tabs) != len(b.tabs.tabs) {
		t.Fatalf("lessons know %d tabs of %d", len(lesson.Tabs), len(b.tabs.tabs))
	}
	for i, name := range lesson.Tabs {
		b.SelectTab(name)
		if title := strings.ReplaceAll(strings.ToLower(b.tabs.tabs[i].Title()), " ", "-"); name != title || b.Tab() != name {
			t.Errorf("tab %d is %q, lessons have %q, and it shows %q", i, title, name, b.Tab())
		}
	}
}
