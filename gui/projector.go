package gui

import (
	"fyne.io/fyne/v2"
)

// The projector mode: everything larger, on the whole screen.

// scales are the sizes that everything can have, 1 for a desktop.
var scales = []float32{1, 1.15, 1.3, 1.5, 1.75, 2, 2.5}

// Projector fills the screen and makes everything as large as fits, or ends that.
func (w *Window) Projector() {
	w.prefs.Projector = !w.prefs.Projector
	w.window.SetFullScreen(w.prefs.Projector)
	w.prefs.Scale = 1
	if w.prefs.Projector {
		w.prefs.Scale = scales[len(scales)-1]
	}
	w.fitScale(w.window.Canvas().Size())
	w.trace.say("projector", facts{"on": w.prefs.Projector, "scale": w.theme.Scale})
}

// FullScreen fills the screen or gives it back, and leaves sizes alone.
func (w *Window) FullScreen() { w.window.SetFullScreen(!w.window.FullScreen()) }

// Enlarge makes everything so many sizes larger, or smaller.
func (w *Window) Enlarge(by int) {
	at := 0
	for i, s := range scales {
		if s <= w.theme.Scale {
			at = i
		}
	}
	w.prefs.Scale = scales[max(0, min(len(scales)-1, at+by))]
	w.fitScale(w.window.Canvas().Size())
}

// fitScale gives everything the size that is wished for, or the largest one with
// which nothing is cut off in a window of such a size.
func (w *Window) fitScale(window fyne.Size) {
	s := fittingScale(w.prefs.Scale, window, w.window.Content().MinSize(), w.theme.Scale)
	if s == w.theme.Scale {
		return
	}
	w.theme.Scale = s
	w.options.App.Settings().SetTheme(w.theme)
}

// fittingScale is the largest of scales, up to a wish, with which a content fits
// into a window; needed is what it takes at the scale of now.
func fittingScale(wish float32, window, needed fyne.Size, now float32) float32 {
	fits := scales[0]
	for _, s := range scales {
		if s <= wish && needed.Width*s <= window.Width*now && needed.Height*s <= window.Height*now {
			fits = s
		}
	}
	return fits
}
