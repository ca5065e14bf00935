package gui

import (
	"fyne.io/fyne/v2"

	"digitpad/gui/state/store"
	"digitpad/gui/trace"
)

// Present fills the screen and makes everything as large as fits, or ends that. What is
// large is never in a window that is small, where it would be cut off.
func (w *Window) Present() {
	w.prefs.Presentation = !w.prefs.Presentation
	if w.prefs.Presentation {
		w.window.SetFullScreen(true)
		w.prefs.Scale = store.Scales[len(store.Scales)-1]
		w.fitScale(w.window.Canvas().Size())
	} else {
		w.prefs.Scale = 1
		w.fitScale(w.window.Canvas().Size())
		w.window.SetFullScreen(false)
	}
	w.trace.Emit("presentation", trace.Attrs{"on": w.prefs.Presentation, "scale": w.theme.Scale})
}

// FullScreen fills the screen or gives it back, and leaves sizes alone.
func (w *Window) FullScreen() { w.window.SetFullScreen(!w.window.FullScreen()) }

// Enlarge makes everything so many sizes larger, or smaller.
func (w *Window) Enlarge(by int) {
	at := 0
	for i, s := range store.Scales {
		if s <= w.theme.Scale {
			at = i
		}
	}
	w.prefs.Scale = store.Scales[max(0, min(len(store.Scales)-1, at+by))]
	w.fitScale(w.window.Canvas().Size())
}

// fitScale gives everything the size that is wished for, or the largest one with
// which nothing is cut off in a window of such a size.
func (w *Window) fitScale(window fyne.Size) {
	s := fittingScale(w.prefs.Scale, window, w.content.MinSize(), w.theme.Scale)
	if s == w.theme.Scale {
		return
	}
	w.theme.Scale = s
	w.options.App.Settings().SetTheme(w.theme)
}

// fittingScale is the largest of scales, up to a wish, with which a content fits
// into a window; needed is what it takes at the scale of now.
func fittingScale(wish float32, window, needed fyne.Size, now float32) float32 {
	fits := store.Scales[0]
	for _, s := range store.Scales {
		if s <= wish && needed.Width*s <= window.Width*now && needed.Height*s <= window.Height*now {
			fits = s
		}
	}
	return fits
}
