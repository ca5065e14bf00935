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
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/async"
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
	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/filetype"
)

// Options is what the window is opened with.
type Options struct {
	// App is the program that the window belongs to.
	App fyne.App

	// Post runs a function on the window's goroutine, later or at once: fyne.Do.
	Post func(func())

	// Data is the folder in which MNIST is looked for first, empty for the usual
	// places.
	Data string

	// Network is a file to open, a network, a lesson, a workspace or a picture; empty
	// for the network that answered last.
	Network string

	// Home is the folder for what the program keeps for itself: preferences and
	// the network trained last. Empty, in a browser, it keeps nothing.
	Home string

	// Trace receives what the window does, one JSON object a line (see package
	// trace); nil for none.
	Trace io.Writer

	// Version and Build are what is said about the program: such as "0.1.0", and
	// the commit and the Go version that it was built with.
	Version, Build string

	// Idle is how long nobody touches anything before the window draws by itself; 0
	// is never.
	Idle time.Duration

	// Seed is where the choice of test digits starts.
	Seed uint64
}

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
	dialogs  *dialogs
	menus    menus
	commands []*ui.Command // of all parts, in the order of the menus
	content  *fyne.Container
	demo     *demo
	probe    probe
	player   *replay.Player // of the last replay
	rng      *rand.Rand

	ctx     context.Context // of all work in the background
	cancel  context.CancelFunc
	work    sync.WaitGroup
	shown   bool // the window's size is a person's wish
	closing atomic.Bool
	timeout time.Duration // of Close
	ending  sync.Once
	ended   chan struct{} // is closed when all work has ended
}

// New makes the window as the last start left it; Show opens it.
func New(o Options) *Window {
	home := o.Home
	stalls := home != "" && !store.Responds(home)
	if stalls {
		o.Home = ""
	}
	w := newWindow(o)
	w.restore()
	var unkept error
	if stalls {
		unkept = message.Errorf("the drive with %s does not answer; what you do now is forgotten with the next start", home)
	} else if home != "" {
		if err := store.Writable(home); err != nil {
			unkept = message.Errorf("the folder %s cannot be written, so what you do now is forgotten with the next start; make room or allow writing there: %w", home, err)
		}
	}
	if unkept != nil {
		w.dialogs.Error("Nothing is kept this time", unkept)
	}
	return w
}

// newWindow makes a window without a network and without digits.
func newWindow(o Options) *Window {
	keepFilesWhole()
	prefs := store.DefaultPreferences()
	if o.Home != "" {
		prefs = store.LoadPreferences(filepath.Join(o.Home, store.PreferencesFile))
	}
	w := &Window{
		options: o,
		window:  o.App.NewWindow("digitpad"),
		theme:   ui.NewTheme(),
		prefs:   &prefs,
		trace:   trace.New(o.Trace),
		rng:     rand.New(rand.NewPCG(o.Seed, 0)),
		timeout: async.CloseTimeout,
		ended:   make(chan struct{}),
	}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	w.theme.Mode = prefs.Colours
	o.App.Settings().SetTheme(w.theme)
	w.dialogs = newDialogs(w)
	w.state = state.New(owner.Env{
		Ctx: w.ctx, Post: w.post, Go: w.goTracked, Detach: func(work func()) { go work() },
		Files: &async.Queue{Background: w.goTracked}, Home: o.Home, Report: w.dialogs.Error, Trace: w.trace,
	}, w.prefs, o.Data)
	w.build()
	return w
}

// env is what the parts of the window get from it.
func (w *Window) env() ui.Env {
	return ui.Env{Ctx: w.ctx, Post: w.post, Go: w.goTracked, Theme: w.theme, Dialogs: w.dialogs, Trace: w.trace}
}

// build puts the parts together.
func (w *Window) build() {
	env := w.env()
	w.train = train.New(w.state, w.prefs, env)
	inspecting, experiments := inspect.New(w.state, env), lab.New(w.state, env)
	w.guide = guide.New(w.state, guide.Links{
		Setting:       w.VisitSetting,
		Experiment:    func(name string) { w.SelectTab("lab"); experiments.Open(name) },
		WorkedExample: func() { w.SelectTab("train"); w.state.Settings.Fill(training.WorkedExample()) },
		Unit:          func(u predict.Unit) { w.SelectTab("inspect"); inspecting.Choose(u) },
	}, env)
	w.tabs = newTabBar(w.trace,
		w.train, w.guide, inspecting, evaluate.New(w.state, w.prefs, env), compare.New(w.state, w.prefs, env),
		samples.New(w.state, env), experiments, about.New(w.state),
	)
	w.tabs.OnSelected = w.tabSelected
	w.help = help.New(w.state, env, func() []*ui.Command { return w.commands }, w.tabs.Title, w.options.Version, w.options.Build)
	w.tutorial = tutorial.New(w.state, w, env)
	w.collectCommands()
	w.sidebar = newSidebar(w)
	w.demo = newDemo(w)
	w.probe.init(w)

	w.content = container.New(timed{ui.PaddedLayout{Distance: 2.4 * theme.Padding()}, w.trace},
		container.New(ui.WithFooterLayout{}, container.New(ui.SplitLayout{}, w.sidebar.content, w.tabs.content), w.tutorial.Content()))
	w.window.SetContent(container.NewStack(
		container.NewWithoutLayout(w.probe.pixel),
		container.NewScroll(w.content), // for a screen on which the window has to be smaller than its content
		container.New(ui.ResizeObserver{LaidOut: w.resized}),
	))
	w.menus.build(w)
	w.window.SetOnClosed(w.BeginClose) // the loop ends next, and posts would run anywhere
	w.window.SetPadded(false)
	w.window.Resize(fyne.NewSize(w.prefs.Width, w.prefs.Height))
	w.window.SetOnDropped(w.dropped)
	w.bindKeys()
	w.offerDownloads()
	w.listen()
}

// listen keeps the commands and the event log up to date.
func (w *Window) listen() {
	s := w.state
	s.Prediction.Unspecified.Listen(w.askActivation)
	s.Training.Diverged.Listen(w.explainDivergence)
	s.Settings.Edited.Listen(func(struct{}) { w.active() })
	refreshAt(w, &s.Prediction.Changed)
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

// restore brings back what the last start remembered.
func (w *Window) restore() {
	w.state.Settings.Check()
	w.tabs.Select(w.prefs.Tab)
	opened := w.options.Network
	if opened != "" && !answersAtOnce(opened) {
		w.OpenFile(opened)
		opened = ""
	}
	w.state.Restore(opened)
	w.probe.onFirstFrame = w.state.Datasets.Load // deferred, so that loading does not delay the start
	w.refreshCommands()
}

// answersAtOnce reports whether a file holds a network that can answer before the first
// frame: nothing has to be asked for.
func answersAtOnce(path string) bool {
	is, err := async.ReadWithTimeout(path, filetype.OfFile)
	if err != nil || is.Kind != filetype.Network {
		return false
	}
	var unspecified *codec.UnspecifiedError
	_, err = async.ReadWithTimeout(path, predict.ReadModel)
	return !errors.As(err, &unspecified)
}

// Show opens the window.
func (w *Window) Show() {
	w.window.SetFullScreen(w.prefs.Presentation)
	w.window.Show()
	w.shown = true
	w.demo.wait()
	w.trace.Emit("ready", nil)
	if w.trace != nil {
		w.goTracked(w.watchControls)
	}
}

// FitScreen makes the window no larger than a screen with room for so many pixels.
func (w *Window) FitScreen(width, height int) {
	canvas := w.window.Canvas()
	room := fyne.NewSize(float32(width)/canvas.Scale(), float32(height)/canvas.Scale()-titleBar)
	size := canvas.Size()
	if fits := fyne.NewSize(min(size.Width, room.Width), min(size.Height, room.Height)); fits != size && !w.window.FullScreen() {
		w.window.Resize(fits)
	}
}

const titleBar = 32 // about the height of what a desktop puts above a window

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
			w.post(func() { w.fitScale(w.window.Canvas().Size()) }) // not while it is laid out
		}
	}
}

// post runs a function on the window's goroutine, unless the window is closing.
func (w *Window) post(f func()) {
	if w.closing.Load() {
		return
	}
	w.options.Post(func() {
		if w.closing.Load() {
			return
		}
		if w.trace != nil {
			defer w.trace.Step(trace.NameOf(f))()
		}
		f()
	})
}

// goTracked runs work on a goroutine that Close waits for.
func (w *Window) goTracked(work func()) { w.work.Go(work) }

// active is called whenever a person does something.
func (w *Window) active() { w.demo.active() }

// BeginClose lets nothing more reach the window. Any goroutine may call it.
func (w *Window) BeginClose() {
	w.closing.Store(true)
	w.cancel()
}

// Close ends all work and waits until it has ended, unless a drive does not answer. The
// window's goroutine calls it, after the window is gone.
func (w *Window) Close() {
	w.BeginClose()
	w.ending.Do(func() { go func() { w.end(); close(w.ended) }() })
	select {
	case <-w.ended:
	case <-time.After(w.timeout):
		fyne.LogError("not all was saved", async.ErrStalled)
	}
}

// end ends all work and writes what is to be kept.
func (w *Window) end() {
	w.state.End()
	w.work.Wait()
	w.tabs.Close()
	if w.options.Home != "" {
		if err := w.prefs.Save(filepath.Join(w.options.Home, store.PreferencesFile)); err != nil {
			fyne.LogError("the preferences were not saved", err)
		}
	}
	w.state.Release()
	w.trace.EmitSteps()
	w.trace.Emit("closed", nil)
}

// Quit closes the window and with it the program.
func (w *Window) Quit() { w.window.Close() }
