package gui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"digitpad/gui/internal/animationtest"
)

// In a window that nobody touches nothing runs, whichever tab it shows and wherever the
// focus was: no animation is left, and nothing is posted. (A field with the focus has two,
// of its cursor; see the test of ui.Entry.)
func TestNothingRunsInAnIdleWindow(t *testing.T) {
	b := trainedWindow(t)
	running := animationtest.Follow(t)
	b.eachTab(func(title string, _ fyne.CanvasObject) {
		b.reached()
		b.window.Canvas().Unfocus()
		b.settle()
		if n := running.Len(); n > 0 {
			t.Errorf("in tab %s %d animations run", title, n)
		}
		time.Sleep(50 * time.Millisecond) // longer than a step of anything that a person sees moving
		if n := len(b.Posts()); n > 0 {
			t.Errorf("in tab %s something is posted %d times", title, n)
		}
	})
}
