package tutorial

import (
	"bytes"
	"os"

	"fyne.io/fyne/v2"

	"digitpad/assets"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/gui/trace"
	"digitpad/gui/tutorial/lesson"
	"digitpad/gui/ui"
	"digitpad/training"
	"digitpad/training/plots"
	"digitpad/training/presets"
)

// Window is what lessons do with the window.
type Window interface {
	// SelectTab shows a tab, by its name in lesson.Tabs.
	SelectTab(name string)

	// Tab is the name of the tab in view.
	Tab() string

	// OpenGuide shows the guide at an anchor of guide.Known.
	OpenGuide(anchor string)

	// VisitSetting shows a setting in the tab Train and gives it the keyboard.
	VisitSetting(name string)

	// ShowQuantity lets the chart of the run show a quantity.
	ShowQuantity(q plots.Quantity)

	// Hide hides the controls with these names, of lesson.Controls, and shows all others.
	Hide(controls []string)

	// Relayout lays the window out anew.
	Relayout()
}

// Tutorial is the lesson that is being taken.
type Tutorial struct {
	state    *state.State
	window   Window
	env      ui.Env
	commands commands
	panel    *panel

	lesson  lesson.Lesson // without steps if there is none
	step    int
	reached bool // the goal of the step, once and for all
}

// New makes a tutorial without a lesson.
func New(s *state.State, window Window, env ui.Env) *Tutorial {
	t := &Tutorial{state: s, window: window, env: env}
	t.commands = newCommands(t)
	t.panel = newPanel(&t.commands, t.Read)
	s.Prediction.Changed.Listen(func(predict.PredictionChange) { t.Check() })
	s.Training.Changed.Listen(func(c train.TrainingChange) {
		if c.Epoch || c.Phase {
			t.Check()
		}
	})
	return t
}

// Content is the panel with the step.
func (t *Tutorial) Content() *fyne.Container { return t.panel.content }

// Anchors are the panel's controls in view, by their names.
func (t *Tutorial) Anchors() map[string]fyne.CanvasObject {
	p := t.panel
	if !p.content.Visible() {
		return nil
	}
	return map[string]fyne.CanvasObject{"lesson": p.content, "lesson back": p.back, "lesson next": p.next, "leave lesson": p.leave, "lesson guide": p.guide}
}

// BuiltIn are those that come with digitpad.
func BuiltIn() []lesson.Lesson {
	var lessons []lesson.Lesson
	for _, file := range assets.Lessons() {
		l, err := lesson.Read(bytes.NewReader(file))
		if err != nil {
			panic("tutorial: a built-in lesson: " + err.Error())
		}
		lessons = append(lessons, l)
	}
	return lessons
}

// Open asks for a lesson's file.
func (t *Tutorial) Open() { t.env.Dialogs.OpenFile([]string{lesson.Extension}, t.OpenFile) }

// OpenFile starts the lesson in a file.
func (t *Tutorial) OpenFile(path string) {
	go func() { // which nobody waits for: the drive may not answer
		l, err := readLesson(path)
		t.env.Post(func() {
			if err != nil {
				t.env.Dialogs.Error("The lesson cannot be opened", err)
				return
			}
			t.Start(l)
		})
	}()
}

func readLesson(path string) (lesson.Lesson, error) {
	file, err := os.Open(path)
	if err != nil {
		return lesson.Lesson{}, err
	}
	defer file.Close()
	return lesson.Read(file)
}

// Start shows the first step of a lesson.
func (t *Tutorial) Start(l lesson.Lesson) {
	t.lesson = l
	t.goTo(0)
}

// Next goes on to the next step.
func (t *Tutorial) Next() { t.goTo(t.step + 1) }

// Back goes back to the step before.
func (t *Tutorial) Back() { t.goTo(t.step - 1) }

// Read opens the guide at the place that explains the step.
func (t *Tutorial) Read() {
	if len(t.lesson.Steps) > 0 && t.lesson.Steps[t.step].Guide != "" {
		t.window.OpenGuide(t.lesson.Steps[t.step].Guide)
	}
}

// Leave takes the lesson away. What was done in it stays.
func (t *Tutorial) Leave() {
	t.lesson = lesson.Lesson{}
	ui.SetVisible(t.panel.content, false)
	t.window.Hide(nil)
	t.window.Relayout()
	t.env.Trace.Emit("lesson", trace.Attrs{"title": "", "step": 0, "reached": false})
}

// goTo shows a step, if there is such a one, with its tab, its place in the guide and its
// settings. Settings end the run, which would follow them half-way.
func (t *Tutorial) goTo(i int) {
	if i < 0 || i >= len(t.lesson.Steps) {
		return
	}
	t.step, t.reached = i, false
	step := t.lesson.Steps[i]
	switch {
	case step.Tab == "guide" && step.Guide != "":
		t.window.OpenGuide(step.Guide)
	case step.Tab != "":
		t.window.SelectTab(step.Tab)
	}
	switch {
	case step.Preset != "":
		if preset, err := presets.All.Lookup(step.Preset); err == nil {
			t.state.Training.Prescribe(preset.Settings)
		}
	case step.Settings != nil:
		t.state.Training.Prescribe(*step.Settings)
	}
	switch step.Network {
	case "post":
		t.state.Prediction.UsePost()
	case "shipped":
		t.state.Prediction.UseShipped()
	}
	if step.Chart != "" {
		t.window.ShowQuantity(plots.Quantity(step.Chart))
	}
	t.panel.Show(t.lesson, i, false)
	t.commands.refresh()
	t.window.Hide(step.Hide)
	t.window.Relayout()
	if step.Setting != "" && t.window.Tab() == "train" {
		t.window.VisitSetting(step.Setting)
	}
	t.trace()
	t.Check()
}

// Check looks whether the step's goal is reached now.
func (t *Tutorial) Check() {
	if len(t.lesson.Steps) == 0 || t.reached {
		return
	}
	goal := t.lesson.Steps[t.step].Goal
	if goal == nil || !goal.Reached(t.progress()) {
		return
	}
	t.reached = true
	t.panel.Show(t.lesson, t.step, true)
	t.trace()
}

// progress is what goals are compared with. A run with other settings than the present
// ones was another step's.
func (t *Tutorial) progress() lesson.State {
	s := lesson.State{Digit: t.state.Prediction.Result().Digit, Visited: store.LatestEpoch, Tab: t.window.Tab()}
	run := t.state.Training.Run()
	if run == nil || t.state.Training.Edited() {
		return s
	}
	epochs := run.Epochs()
	if best := training.Best(epochs); best >= 0 {
		s.Accuracy = epochs[best].Monitored().Accuracy
		s.Epochs = epochs[len(epochs)-1].Number
	}
	if at := t.state.Training.ViewedEpoch(); at != store.LatestEpoch {
		s.Visited = epochs[at].Number
	}
	return s
}

func (t *Tutorial) trace() {
	t.env.Trace.Emit("lesson", trace.Attrs{"title": t.lesson.Title, "step": t.step + 1, "reached": t.reached})
}
