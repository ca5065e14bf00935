package trace

import (
	"reflect"
	"runtime"
	"strings"
	"time"
)

// A step is a piece of the window's own code that runs on the window's goroutine
// in one go. While it lasts the window can neither be drawn nor answer, so none
// may take longer than a frame at 60 Hz. The tracer times them, on the wall and,
// where that is known, by the processor: on a busy machine the wall's time is
// also that of others.

// SlowStep is the duration from which a step is worth a line in the trace: a
// quarter of a frame.
const SlowStep = time.Second / 60 / 4

// steps are how many steps there were, and the longest.
type steps struct {
	Count   int
	longest time.Duration
	cpu     time.Duration // that the longest used
	what    string
}

// Step times what is done until the function that it returns is called.
func (t *Log) Step(what string) (end func()) {
	if t == nil {
		return func() {}
	}
	began, cpu := time.Now(), threadTime()
	return func() { t.took(what, time.Since(began), threadTime()-cpu) }
}

// took says that a step is over.
func (t *Log) took(what string, d, cpu time.Duration) {
	t.mu.Lock()
	t.Steps.Count++
	if d > t.Steps.longest {
		t.Steps.longest, t.Steps.cpu, t.Steps.what = d, cpu, what
	}
	t.mu.Unlock()
	if d >= SlowStep {
		t.Emit("slow", Attrs{"what": what, "seconds": d.Seconds(), "cpu": cpu.Seconds()})
	}
}

// EmitSteps says how many steps there were, and which was the longest.
func (t *Log) EmitSteps() {
	if t == nil {
		return
	}
	t.mu.Lock()
	s := t.Steps
	t.mu.Unlock()
	t.Emit("steps", Attrs{"count": s.Count, "longest": s.longest.Seconds(), "cpu": s.cpu.Seconds(), "what": s.what})
}

// NameOf is the name of a function, for the trace.
func NameOf(f func()) string {
	name := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	return strings.TrimPrefix(name, "digitpad/gui.")
}
