package gui

import (
	"reflect"
	"runtime"
	"strings"
	"time"

	"fyne.io/fyne/v2"
)

// A step is a piece of the window's own code that runs on the window's goroutine
// in one go. While it lasts the window can neither be drawn nor answer, so none
// may take longer than a frame at 60 Hz. The tracer times them.

// slowStep is the duration from which a step is worth a line in the trace: a
// quarter of a frame.
const slowStep = time.Second / 60 / 4

// steps are how many steps there were, and the longest.
type steps struct {
	count   int
	longest time.Duration
	what    string
}

// step times what is done until the function that it returns is called.
func (t *tracer) step(what string) (end func()) {
	if t == nil {
		return func() {}
	}
	began := time.Now()
	return func() { t.took(what, began) }
}

// took says that a step that began then is over.
func (t *tracer) took(what string, began time.Time) {
	if t == nil || began.IsZero() {
		return
	}
	d := time.Since(began)
	t.mu.Lock()
	t.steps.count++
	if d > t.steps.longest {
		t.steps.longest, t.steps.what = d, what
	}
	t.mu.Unlock()
	if d >= slowStep {
		t.say("slow", facts{"what": what, "seconds": d.Seconds()})
	}
}

// saySteps says how many steps there were, and which was the longest.
func (t *tracer) saySteps() {
	if t == nil {
		return
	}
	t.mu.Lock()
	s := t.steps
	t.mu.Unlock()
	t.say("steps", facts{"count": s.count, "longest": s.longest.Seconds(), "what": s.what})
}

// nameOf is the name of a function, for the trace.
func nameOf(f func()) string {
	name := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	return strings.TrimPrefix(name, "digitpad/gui.")
}

// timed is a layout whose steps are timed, with all that it lays out below.
type timed struct {
	inner fyne.Layout
	trace *tracer
}

// MinSize implements fyne.Layout.
func (l timed) MinSize(objects []fyne.CanvasObject) fyne.Size { return l.inner.MinSize(objects) }

// Layout implements fyne.Layout.
func (l timed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	defer l.trace.step("layout")()
	l.inner.Layout(objects, size)
}
