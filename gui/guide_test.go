package gui

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/tutorial"
	"digitpad/gui/ui"
	"digitpad/training/guide"
	"digitpad/training/lab"
	"digitpad/training/presets"
)

// sectionInView is the title of the guide's section that is open, with its number.
func (b *testWindow) sectionInView() string { return b.anchors()["section"].(*ui.Select).Selected }

// guideText is the text of the guide, in English.
func guideText(t *testing.T) *guide.Guide {
	t.Helper()
	text, err := guide.Load(os.DirFS("../assets/guide"), "en")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// standsIn is the number of the section that an anchor stands in.
func standsIn(t *testing.T, anchor string) string {
	t.Helper()
	i := guideText(t).Find(anchor)
	if i < 0 {
		t.Fatalf("%s stands nowhere", anchor)
	}
	return guide.Sections[i]
}

// Every equation of the guide leads to its setting, which gets the keyboard, and to its
// experiment.
func TestTheGuideLeadsToSettingsAndExperiments(t *testing.T) {
	b := newTestWindow(t)
	for _, e := range guide.Equations {
		buttons := func() (all []*ui.Button) {
			b.OpenGuide("(" + e.ID + ")")
			eachVisible(b.guide.Content(), func(o fyne.CanvasObject) bool {
				button, ok := o.(*ui.Button)
				if ok {
					all = append(all, button)
				}
				return ok
			})
			return all
		}
		all := buttons()
		if got, want := b.sectionInView(), standsIn(t, "("+e.ID+")"); !strings.HasPrefix(got, want) {
			t.Errorf("(%s) opens %q, want section %s", e.ID, got, want)
		}
		at := -1
		for i, button := range all {
			if button.Text == "Experiment" {
				at++
				if inOrder(t, e) == at {
					test.Tap(button)
					experiment, err := lab.Experiments.Lookup(e.Experiment)
					if err != nil {
						t.Fatal(err)
					}
					if got := b.choice("experiment").Selected; b.Tab() != "lab" || got != experiment.Title {
						t.Errorf("(%s) leads to the tab %s and the experiment %q, want %q", e.ID, b.Tab(), got, experiment.Title)
					}
					test.Tap(buttons()[i-1])
					if focused := b.window.Canvas().Focused(); b.Tab() != "train" || focused != any(b.anchors()[e.Setting]) {
						t.Errorf("(%s) leads to the tab %s and %v, want the setting %s", e.ID, b.Tab(), focused, e.Setting)
					}
					break
				}
			}
		}
	}
}

// inOrder is how many equations stand before one in its section.
func inOrder(t *testing.T, e *guide.Equation) (n int) {
	t.Helper()
	for _, s := range guideText(t).Sections {
		n = 0
		for _, block := range s.Blocks {
			switch {
			case block.Equation == e:
				return n
			case block.Equation != nil:
				n++
			}
		}
	}
	return -1
}

// Every step of every lesson leads where it says: to the section of its place in the
// guide, to its setting, and to its preset.
func TestLessonsLeadWhereTheySay(t *testing.T) {
	b := newTestWindow(t)
	places, steps := 0, 0
	for _, l := range tutorial.BuiltIn() {
		b.tutorial.Start(l)
		for i, step := range l.Steps {
			steps++
			if step.Tab == "guide" {
				if want := standsIn(t, step.Guide); !strings.HasPrefix(b.sectionInView(), want) {
					t.Errorf("%s, step %d opens %q, want section %s", l.Title, i+1, b.sectionInView(), want)
				}
			}
			if step.Setting != "" && b.window.Canvas().Focused() != any(b.anchors()[step.Setting]) {
				t.Errorf("%s, step %d does not lead to the setting %s", l.Title, i+1, step.Setting)
			}
			if preset, err := presets.All.Lookup(step.Preset); step.Preset != "" {
				if got, _ := b.state.Settings.Value(); err != nil || !reflect.DeepEqual(got, preset.Settings) {
					t.Errorf("%s, step %d fills in %+v, want %s", l.Title, i+1, got, step.Preset)
				}
			}
			if step.Guide != "" {
				places++
				b.tutorial.Read()
				if want := standsIn(t, step.Guide); b.Tab() != "guide" || !strings.HasPrefix(b.sectionInView(), want) {
					t.Errorf("%s, step %d leads to %q, want section %s", l.Title, i+1, b.sectionInView(), want)
				}
			}
			b.tutorial.Next()
		}
	}
	if places < steps*3/4 {
		t.Errorf("only %d of %d steps lead into the guide", places, steps)
	}
}
