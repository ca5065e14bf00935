package gui

import (
	"bytes"
	"os"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"digitpad/assets"
	"digitpad/gui/lesson"
	"digitpad/network"
	"digitpad/training"
)

// What can be done with a lesson.

// class is the lesson that is being taken.
type class struct {
	panel   *lessonPanel
	lesson  lesson.Lesson // without steps if there is none
	step    int
	reached bool // the goal of the step, once and for all
}

// builtInLessons are those that come with digitpad.
func builtInLessons() []lesson.Lesson {
	var lessons []lesson.Lesson
	for _, file := range assets.Lessons() {
		l, err := lesson.Read(bytes.NewReader(file))
		if err != nil {
			panic("gui: a built-in lesson: " + err.Error())
		}
		lessons = append(lessons, l)
	}
	return lessons
}

// lessonsMenu lists the built-in lessons above what the actions offer.
func (w *Window) lessonsMenu(menu *fyne.Menu) {
	var items []*fyne.MenuItem
	for _, l := range builtInLessons() {
		items = append(items, fyne.NewMenuItem(spoken(l.Title), func() { w.StartLesson(l) }))
	}
	menu.Items = slices.Concat(items, []*fyne.MenuItem{fyne.NewMenuItemSeparator()}, menu.Items)
}

// OpenLesson asks for a lesson's file.
func (w *Window) OpenLesson() { w.openFile([]string{lesson.Extension}, w.OpenLessonFile) }

// OpenLessonFile starts the lesson in a file.
func (w *Window) OpenLessonFile(path string) {
	w.reading(func() {
		l, err := readLesson(path)
		w.post(func() {
			if err != nil {
				w.tell(lang.L("The lesson cannot be opened"), err)
				return
			}
			w.StartLesson(l)
		})
	})
}

func readLesson(path string) (lesson.Lesson, error) {
	file, err := os.Open(path)
	if err != nil {
		return lesson.Lesson{}, err
	}
	defer file.Close()
	return lesson.Read(file)
}

// StartLesson shows the first step of a lesson.
func (w *Window) StartLesson(l lesson.Lesson) {
	w.class.lesson = l
	w.goToStep(0)
}

// LessonNext goes on to the next step.
func (w *Window) LessonNext() { w.goToStep(w.class.step + 1) }

// LessonBack goes back to the step before.
func (w *Window) LessonBack() { w.goToStep(w.class.step - 1) }

// LeaveLesson takes the lesson away. What was done in it stays.
func (w *Window) LeaveLesson() {
	w.class.lesson = lesson.Lesson{}
	reveal(w.class.panel.content, false)
	w.hideControls(nil)
	w.desk.Refresh()
	w.trace.say("lesson", facts{"title": "", "step": 0, "reached": false})
}

// goToStep shows a step, if there is such a one, with its tab and its settings.
// Settings fill the form; a run that goes on keeps its own.
func (w *Window) goToStep(i int) {
	if i < 0 || i >= len(w.class.lesson.Steps) {
		return
	}
	w.class.step, w.class.reached = i, false
	step := w.class.lesson.Steps[i]
	if tab := slices.Index(lesson.Tabs, step.Tab); tab >= 0 {
		w.tabs.Select(tab)
	}
	switch {
	case step.Preset != "":
		if preset, err := training.Presets.Lookup(step.Preset); err == nil {
			w.prescribe(preset.Settings)
		}
	case step.Settings != nil:
		w.prescribe(*step.Settings)
	}
	w.class.panel.Show(w.class.lesson, i, false)
	w.hideControls(step.Hide)
	w.desk.Refresh()
	w.traceLesson()
	w.followLesson()
}

// hideControls hides the controls with these names, of lesson.Controls, and shows
// all others.
func (w *Window) hideControls(names []string) {
	form := w.learn.form
	controls := map[string][]fyne.CanvasObject{
		"brush": {w.brushRow}, "normalise": {w.normalise}, "test-digit": {w.random},
		"go-back": {w.epochs.room}, "steps": {w.learn.step, w.learn.epoch},
		"formula": {form.formula.content}, "more": {form.more}, "presets": {form.preset},
	}
	for _, name := range []string{"data", "hidden", "rate", "batch", "epochs", "seed"} {
		controls[name] = []fyne.CanvasObject{form.byName[name].box}
	}
	for name, parts := range controls {
		for _, part := range parts {
			reveal(part, !slices.Contains(names, name))
		}
	}
	if slices.Contains(names, "more") {
		form.showMore(false)
	}
	form.resized()
}

// prescribe fills the form with the settings of a step. A run ends with it, since
// it would follow them half-way.
func (w *Window) prescribe(s training.Settings) {
	if w.run != nil {
		w.run.end()
	}
	w.learn.form.Fill(s)
	w.check()
}

// followLesson looks whether the step's goal is reached now.
func (w *Window) followLesson() {
	c := &w.class
	if len(c.lesson.Steps) == 0 || c.reached {
		return
	}
	goal := c.lesson.Steps[c.step].Goal
	if goal == nil || !goal.Reached(w.lessonState()) {
		return
	}
	c.reached = true
	c.panel.Show(c.lesson, c.step, true)
	w.traceLesson()
}

// lessonState is what goals are compared with. A run with other settings than the
// form's was another step's.
func (w *Window) lessonState() lesson.State {
	s := lesson.State{Digit: w.digitOnPad(), Visited: live, Tab: lesson.Tabs[w.tabs.selected]}
	if w.run == nil || w.edited() {
		return s
	}
	if best := training.Best(w.run.epochs); best >= 0 {
		s.Accuracy = w.run.epochs[best].Test.Accuracy
		s.Epochs = w.run.epochs[len(w.run.epochs)-1].Number
	}
	if w.visiting != live {
		s.Visited = w.run.epochs[w.visiting].Number
	}
	return s
}

// digitOnPad is what the drawing is read as, -1 for a blank pad.
func (w *Window) digitOnPad() int {
	img := w.image(w.pad.Page())
	if w.model.Network == nil || img.Empty() {
		return -1
	}
	return w.answeringNetwork().Predict(w.pass, network.NewInput(img[:]))
}

func (w *Window) traceLesson() {
	c := w.class
	w.trace.say("lesson", facts{"title": c.lesson.Title, "step": c.step + 1, "reached": c.reached})
}
