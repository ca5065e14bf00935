// Package trace is the event log: what the window does, one JSON object a line, for programs that
// drive it, and how long each step of the window's goroutine took.
package trace

import (
	"encoding/json"
	"io"
	"runtime/metrics"
	"sync"
	"time"
)

// Log says what the window does, one JSON object a line, for a program that
// drives it. Each has "t", seconds since 1970, and "event":
//
//	ready       the window is shown
//	painted     the first frame is: cpu, seconds of the processor that it took from the start
//	controls    where the named controls are: {"pad": [x, y, width, height], …} in
//	            pixels from the window's corner; again whenever one moves
//	prediction  the answer changed: digit (-1 for none), confidence, source
//	latency     seconds from a pointer's event to the frame that shows its bars
//	training    the run changed: phase, epoch, iteration
//	epoch       an epoch is done: epoch, train_cost, train_accuracy, validation_cost,
//	            validation_accuracy, train_seconds
//	chart       the chart shows a new picture: epochs
//	data        digits were loaded: name, train, test
//	diagnosis   a common problem was found in the run, or none: finding
//	workspace   a workspace was opened: run, whether it has one
//	lesson      a step of a lesson is shown, or its goal reached: title, step, reached
//	presentation  the presentation mode was changed: on, scale
//	message     a message stands before the user: title, text
//	saved       a file was saved: path
//	slow        a step took long: what, seconds, cpu; see steps.go
//	steps       all steps of the window, when it closes: count, longest, cpu, what
//	memory      each second: heap, bytes of objects alive at the last collection;
//	            goroutines
//	interrupted a run of the last start can be continued: epoch, epochs
//	closed      the window has ended its work
//
// A nil tracer says nothing.
type Log struct {
	mu    sync.Mutex
	out   *json.Encoder
	Steps steps
}

func New(w io.Writer) *Log {
	if w == nil {
		return nil
	}
	return &Log{out: json.NewEncoder(w)}
}

// Attrs are the members of an event.
type Attrs map[string]any

// Emit writes an event. A trace that cannot be written is no reason to stop
// work.
func (t *Log) Emit(event string, f Attrs) {
	if t == nil {
		return
	}
	if f == nil {
		f = Attrs{}
	}
	f["event"] = event
	f["t"] = float64(time.Now().UnixMicro()) / 1e6
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = t.out.Encode(f)
}

// EmitMemory says how much the program keeps.
func (t *Log) EmitMemory() {
	of := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/sched/goroutines:goroutines"}}
	metrics.Read(of)
	t.Emit("memory", Attrs{"heap": of[0].Value.Uint64(), "goroutines": of[1].Value.Uint64()})
}

// EmitPainted says that the first frame is painted.
func (t *Log) EmitPainted() { t.Emit("painted", Attrs{"cpu": processTime().Seconds()}) }
