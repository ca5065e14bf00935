package gui

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"digitpad/gui/state/store"
)

// BeginClose lets nothing more reach the window. Any goroutine may call it.
func (w *Window) BeginClose() { w.work.BeginClose() }

// Closing is closed when the window begins to close. Its goroutine may still be running.
func (w *Window) Closing() <-chan struct{} { return w.work.ctx.Done() }

// Close ends all work and waits until it has ended, unless a drive does not answer. The
// window's goroutine calls it, after the window is gone; or any other, if that one is stuck.
func (w *Window) Close() {
	w.BeginClose()
	w.work.Close(w.end)
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
