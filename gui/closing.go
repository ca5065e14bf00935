package gui

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"digitpad/gui/state/store"
)

// BeginClose lets nothing more reach the window. Any goroutine may call it.
func (w *Window) BeginClose() { w.work.BeginClose() }

// Close ends all work and waits until it has ended, unless a drive does not answer. The
// window's goroutine calls it, after the window is gone.
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
