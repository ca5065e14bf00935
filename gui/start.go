package gui

import (
	"errors"
	"math/rand/v2"
	"path/filepath"

	"fyne.io/fyne/v2"

	"digitpad/gui/async"
	"digitpad/gui/dialogs"
	"digitpad/gui/state"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/trace"
	"digitpad/gui/ui"
	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training/filetype"
)

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
	}
	w.work = newBackground(o.Post, w.trace)
	w.theme.Mode = prefs.Colours
	o.App.Settings().SetTheme(w.theme)
	w.dialogs = dialogs.New(w.window, w.work.Post, w.work.Go, w.trace)
	w.state = state.New(owner.Env{
		Ctx: w.work.ctx, Post: w.work.Post, Go: w.work.Go, Detach: func(work func()) { go work() },
		Files: &async.Queue{Background: w.work.Go}, Home: o.Home, Report: w.dialogs.Error, Release: o.Release, Trace: w.trace,
	}, w.prefs, o.Data)
	w.build()
	return w
}

// restore brings back what the last start remembered.
func (w *Window) restore() {
	w.state.Settings.Check()
	w.tabs.Select(w.prefs.Tab)
	opened := w.options.Network
	if opened != "" && !answersAtOnce(opened) {
		w.files.OpenFile(opened)
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
		w.work.Go(w.watchControls)
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
