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
// may take longer than a frame at 60 Hz. The tracer times them, on the wall and,
// where that is known, by the processor: on a busy machine the wall's time is
// also that of others.

// slowStep is the duration from which a step is worth a line in the trace: a
// quarter of a frame.
const slowStep = time.Second / 60 / 4

// steps are how many steps there were, and the longest.
type steps struct {
	count   int
	longest time.Duration
	cpu     time.Duration // that the longest used
	what    string
}

// step times what is done until the function that it returns is called.
func (t *tracer) step(what string) (end func()) {
	if t == nil {
		return func() {}
	}
	began, cpu := time.Now(), threadTime()
	return func() { t.took(what, time.Since(began), threadTime()-cpu) }
}

// took says that a step is over.
func (t *tracer) took(what string, d, cpu time.Duration) {
	t.mu.Lock()
	t.steps.count++
	if d > t.steps.longest {
		t.steps.longest, t.steps.cpu, t.steps.what = d, cpu, what
	}
	t.mu.Unlock()
	if d >= slowStep {
		t.say("slow", facts{"what": what, "seconds": d.Seconds(), "cpu": cpu.Seconds()})
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
	t.say("steps", facts{"count": s.count, "longest": s.longest.Seconds(), "cpu": s.cpu.Seconds(), "what": s.what})
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
