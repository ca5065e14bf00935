// Package gui is digitpad's window: the pad with the bars that answer it, and beside it
// the tabs. The shell in this package wires the parts together and decides nothing: what
// the program knows and what can be done to it is in gui/state, each tab is a package
// of its own below gui/tabs, and what is computed is computed by the packages below.
//
// All of it belongs to the window's goroutine. Updates of a training session come
// merged, charts are drawn elsewhere and swapped in, files and digits are read
// elsewhere, so nothing makes the window wait.
package gui

import (
	"math/rand/v2"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/dialogs"
	"digitpad/gui/files"
	"digitpad/gui/help"
	"digitpad/gui/replay"
	"digitpad/gui/state"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/tabs/about"
	"digitpad/gui/tabs/compare"
	"digitpad/gui/tabs/evaluate"
	"digitpad/gui/tabs/guide"
	"digitpad/gui/tabs/inspect"
	"digitpad/gui/tabs/lab"
	"digitpad/gui/tabs/samples"
	"digitpad/gui/tabs/train"
	"digitpad/gui/trace"
	"digitpad/gui/tutorial"
	"digitpad/gui/ui"
	"digitpad/training/presets"
)

// Window is digitpad's window.
type Window struct {
	options Options
	window  fyne.Window
	theme   *ui.Theme
	prefs   *store.Preferences
	trace   *trace.Log
	state   *state.State

	sidebar  *sidebar
	tabs     *tabBar
	train    *train.Tab
	guide    *guide.Tab
	tutorial *tutorial.Tutorial
	help     *help.Help
	dialogs  *dialogs.Dialogs
	files    *files.Files
	menus    menus
	commands []*ui.Command // of all parts, in the order of the menus
	content  *fyne.Container
	demo     *demo
	probe    probe
	player   *replay.Player // of the last replay
	rng      *rand.Rand

	work   *background
	shown  bool     // the window's size is a person's wish
	hidden []string // controls, for a lesson
}

// env is what the parts of the window get from it.
func (w *Window) env() ui.Env {
	return ui.Env{Ctx: w.work.ctx, Post: w.work.Post, Go: w.work.Go, Theme: w.theme, Dialogs: w.dialogs, Trace: w.trace}
}

// build puts the parts together.
func (w *Window) build() {
	env := w.env()
	w.train = train.New(w.state, w.prefs, env)
	inspecting, experiments := inspect.New(w.state, env), lab.New(w.state, env)
	w.guide = guide.New(w.state, guide.Links{
		Setting:       w.VisitSetting,
		Experiment:    func(name string) { w.SelectTab("lab"); experiments.Open(name) },
		WorkedExample: func() { w.SelectTab("train"); w.state.Settings.Fill(presets.WorkedExample()) },
		Unit:          func(u predict.Unit) { w.SelectTab("inspect"); inspecting.Choose(u) },
	}, env)
	w.tabs = newTabBar(w.trace,
		w.train, w.guide, inspecting, evaluate.New(w.state, w.prefs, env), compare.New(w.state, w.prefs, env),
		samples.New(w.state, env), experiments, about.New(w.state),
	)
	w.tabs.OnSelected = w.tabSelected
	w.help = help.New(w.state, env, func() []*ui.Command { return w.commands }, w.tabs.Title, w.options.Version, w.options.Build)
	w.tutorial = tutorial.New(w.state, w, env)
	w.files = files.New(w.state, w.prefs, w.dialogs, files.Shell{
		Active: w.active, Replay: w.ShowReplay, OpenLesson: w.tutorial.OpenFile,
		Tab: func() int { return w.tabs.selected }, ShowWorkspace: w.showWorkspace, RefreshMenu: w.menus.refresh,
	}, env)
	w.collectCommands()
	w.sidebar = newSidebar(w)
	w.demo = newDemo(w)
	w.probe.init(w)

	w.content = container.New(timed{ui.PaddedLayout{Distance: 2.4 * theme.Padding()}, w.trace},
		container.New(withFooterLayout{}, container.New(splitLayout{}, w.sidebar.content, w.tabs.content), w.tutorial.Content()))
	all, releaseToolTips := ui.WithToolTips(container.NewStack(
		container.NewWithoutLayout(w.probe.pixel),
		container.NewScroll(w.content), // for a screen on which the window has to be smaller than its content
		w.dialogs.Notices(w.tutorial.Content()),
		container.New(resizeObserver{LaidOut: w.resized}),
	), w.window.Canvas())
	w.window.SetContent(all)
	w.menus.build(w)
	w.window.SetOnClosed(func() { releaseToolTips(); w.BeginClose() }) // the loop ends next, and posts would run anywhere
	w.window.SetPadded(false)
	w.window.Resize(fyne.NewSize(w.prefs.Width, w.prefs.Height))
	w.window.SetOnDropped(w.files.Dropped)
	w.bindKeys()
	w.listen()
}

// listen keeps the commands and the event log up to date.
func (w *Window) listen() {
	s := w.state
	s.Training.Diverged.Listen(w.explainDivergence)
	s.Settings.Edited.Listen(func(struct{}) { w.active() })
	refreshAt(w, &s.Prediction.Changed)
	refreshAt(w, &s.Numbers.Changed)
	refreshAt(w, &s.Training.Changed)
	refreshAt(w, &s.Training.Interrupted)
	refreshAt(w, &s.Settings.Edited)
	refreshAt(w, &s.Datasets.Changed)
	refreshAt(w, &s.Samples.Changed)
	refreshAt(w, &s.FineTuning.Changed)
	refreshAt(w, &s.Comparison.Changed)
	refreshAt(w, &s.Experiments.Changed)
	refreshAt(w, &s.Evaluation.Measured)
}

// refreshAt refreshes the commands at every change.
func refreshAt[T any](w *Window, s *owner.Signal[T]) { s.Listen(func(T) { w.refreshCommands() }) }

// tabSelected remembers the tab that is shown.
func (w *Window) tabSelected() {
	w.active()
	w.prefs.Tab = w.tabs.selected
	w.tutorial.Check()
}

// resized remembers the window's size.
func (w *Window) resized() {
	if w.shown {
		size := w.window.Canvas().Size()
		if !w.window.FullScreen() {
			w.prefs.Width, w.prefs.Height = size.Width, size.Height
		}
		if w.prefs.Scale > 1 {
			w.work.Post(func() { w.fitScale(w.window.Canvas().Size()) }) // not while it is laid out
		}
	}
}

// active is called whenever a person does something.
func (w *Window) active() { w.demo.active() }
