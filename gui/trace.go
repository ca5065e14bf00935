package gui

import (
	"encoding/json"
	"image"
	"io"
	"maps"
	"runtime/metrics"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// tracer says what the window does, one JSON object a line, for a program that
// drives it. Each has "t", seconds since 1970, and "event":
//
//	ready       the window is shown
//	controls    where the named controls are: {"pad": [x, y, width, height], …} in
//	            pixels from the window's corner; again whenever one moves
//	prediction  the answer changed: digit (-1 for none), confidence, source
//	latency     seconds from a pointer's event to the frame that shows its bars
//	training    the run changed: phase, epoch, iteration
//	epoch       an epoch is done: epoch, train_cost, train_accuracy, test_cost,
//	            test_accuracy, train_seconds
//	chart       the chart shows a new picture: epochs
//	data        digits were loaded: name, train, test
//	diagnosis   the doctor found a disease in the run, or none: disease
//	bench       a bench was opened: run, whether it has one
//	lesson      a step of a lesson is shown, or its goal reached: title, step, reached
//	projector   the projector mode was changed: on, scale
//	message     a message stands before the user: title, text
//	slow        a step took long: what, seconds, cpu; see steps.go
//	steps       all steps of the window, when it closes: count, longest, cpu, what
//	memory      each second: heap, bytes of objects alive at the last collection;
//	            goroutines
//	interrupted a run of the last start can be continued: epoch, epochs
//	closed      the window has ended its work
//
// A nil tracer says nothing.
type tracer struct {
	mu    sync.Mutex
	out   *json.Encoder
	steps steps
}

func newTracer(w io.Writer) *tracer {
	if w == nil {
		return nil
	}
	return &tracer{out: json.NewEncoder(w)}
}

// facts are the members of an event.
type facts map[string]any

// say writes an event. A trace that cannot be written is no reason to stop
// work.
func (t *tracer) say(event string, f facts) {
	if t == nil {
		return
	}
	if f == nil {
		f = facts{}
	}
	f["event"] = event
	f["t"] = float64(time.Now().UnixMicro()) / 1e6
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = t.out.Encode(f)
}

// places says where controls are, if any has moved since last time.
func (t *tracer) places(named map[string]fyne.CanvasObject, last map[string][4]int) map[string][4]int {
	if t == nil {
		return nil
	}
	driver := fyne.CurrentApp().Driver()
	now := map[string][4]int{}
	for name, o := range named {
		view := driver.CanvasForObject(o)
		if view == nil || !o.Visible() {
			continue
		}
		at, size, scale := driver.AbsolutePositionForObject(o), o.Size(), view.Scale()
		now[name] = [4]int{
			int(at.X * scale), int(at.Y * scale), int(size.Width * scale), int(size.Height * scale),
		}
	}
	same := len(now) == len(last)
	for name, box := range now {
		same = same && last[name] == box
	}
	if !same {
		t.say("controls", facts{"controls": now})
	}
	return now
}

// sayMemory says how much the program keeps.
func (t *tracer) sayMemory() {
	of := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/sched/goroutines:goroutines"}}
	metrics.Read(of)
	t.say("memory", facts{"heap": of[0].Value.Uint64(), "goroutines": of[1].Value.Uint64()})
}

// watchControls traces where the controls are, and each second how much memory the
// program keeps, until the window closes.
func (w *Window) watchControls() {
	tick, second := time.NewTicker(100*time.Millisecond), time.NewTicker(time.Second)
	defer tick.Stop()
	defer second.Stop()
	for {
		select {
		case <-tick.C:
			w.post(func() { w.placed = w.trace.places(w.named(), w.placed) })
		case <-second.C:
			w.trace.sayMemory()
		case <-w.ctx.Done():
			return
		}
	}
}

// named are the controls in view that a program which drives the window may
// need. The fields of the form have their settings' names.
func (w *Window) named() map[string]fyne.CanvasObject {
	named := map[string]fyne.CanvasObject{
		"pad": w.pad, "input": w.input, "bars": w.bars, "answer": w.answer,
		"undo": w.undo, "redo": w.redo, "clear": w.clear, "random": w.random,
		"brush": w.brush, "normalise": w.normalise,
	}
	for i, title := range w.tabs.titles {
		named["tab "+title.title] = w.tabs.titles[i]
	}
	w.nameRooms(named)
	t := w.learn
	if !t.content.Visible() {
		return named
	}
	maps.Copy(named, map[string]fyne.CanvasObject{
		"chart": t.chart, "start": t.start, "step": t.step, "epoch": t.epoch, "stop": t.stop, "reset": t.reset,
		"more": t.form.more,
	})
	if w.ward.line.said.Visible() {
		named["remedy"] = w.ward.line.remedy
	}
	if offer := w.recovery.offer; offer.content.Visible() {
		named["continue run"], named["discard run"] = offer.resume, offer.drop
	}
	if w.epochs.content.Visible() {
		named["go back"], named["continue here"] = w.epochs.slider, w.epochs.resume
	}
	for _, f := range t.form.fields {
		if t.form.shows(f) {
			named[f.name] = f.input.(fyne.CanvasObject)
		}
	}
	return named
}

// painted is asked for the picture of a pixel when the first frame is painted, or
// one that shows new bars.
func (w *Window) painted(int, int) image.Image {
	if f := w.firstFrame; f != nil {
		w.firstFrame = nil
		w.post(f)
	}
	if !w.drawn.IsZero() {
		w.trace.say("latency", facts{"seconds": time.Since(w.drawn).Seconds()})
		w.drawn = time.Time{}
	}
	return image.Transparent
}

// traceChart says that the chart shows so many epochs.
func (w *Window) traceChart(epochs int) { w.trace.say("chart", facts{"epochs": epochs}) }

// answered is what is traced of an answer: the digit, the first line, and which
// network it is of.
type answered struct {
	digit         int
	first, source string
}

// tracePrediction says the answer if it has changed.
func (w *Window) tracePrediction(r reading) {
	now := answered{r.digit, r.first, w.source}
	if w.trace == nil || now == w.before {
		return
	}
	w.before = now
	confidence := float32(0)
	if r.winner >= 0 {
		confidence = r.values[r.winner]
	}
	w.trace.say("prediction", facts{"digit": r.digit, "confidence": confidence, "source": w.source})
}

// traceRun says where the run stands.
func (w *Window) traceRun() {
	p := w.run.progress
	w.trace.say("training", facts{"phase": w.run.phase.String(), "epoch": p.Epoch, "iteration": p.Iteration})
}

// traceEpochs says the epochs in the news.
func (w *Window) traceEpochs(n news) {
	for _, e := range n.events {
		if e.Epoch != nil {
			w.trace.say("epoch", facts{
				"epoch":      e.Epoch.Number,
				"train_cost": e.Epoch.Train.Cost, "train_accuracy": e.Epoch.Train.Accuracy,
				"test_cost": e.Epoch.Test.Cost, "test_accuracy": e.Epoch.Test.Accuracy,
				"train_seconds": e.Epoch.Seconds,
			})
		}
	}
}
