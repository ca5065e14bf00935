//go:build e2e

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const patience = 5 * time.Minute // for anything; machines may be slow

// program is the built program, running on a screen.
type program struct {
	*screen
	t       *testing.T
	home    string // its folder
	command *exec.Cmd
	stderr  bytes.Buffer
	ended   chan error // is sent how the program ended

	mu      sync.Mutex
	state   state
	changed chan struct{} // closed when state changes
}

// state is what the program has said of itself.
type state struct {
	ready, closed bool
	painted       float64           // seconds of the processor until the first frame was
	controls      map[string][4]int // x, y, width, height
	digit         int               // on the pad, −1 for none
	answers       int               // how often it changed
	source        string            // of the network that answers
	phase         string            // of the run
	comparison    string            // its phase, empty before one
	experiment    string            // the lab's phase, empty before one
	iteration     int               // of the run's epoch
	epochs        int               // the last one done
	charts        int               // pictures of the chart
	charted       int               // the last epoch in it
	data          string            // name of the training data
	latencies     []float64         // seconds from a pointer's event to its frame
	messages      []string
	slow          []step // those that took long
	steps         steps  // all of them, when the program has closed
	heap          []int  // bytes of live objects, each second
	goroutines    []int  // at the same times
}

// step is a piece of the window's own code on the window's goroutine.
type step struct {
	what    string
	seconds float64 // on the wall
	cpu     float64 // seconds of the processor
}

// steps are how many there were, and the longest.
type steps struct {
	count   int
	longest float64 // seconds
	cpu     float64 // that the longest used
	what    string
}

// event is one line of the program's trace.
type event struct {
	Event      string
	T          float64
	Controls   map[string][4]int
	Digit      int
	Confidence float64
	Source     string
	Phase      string
	Epoch      int
	Iteration  int
	Epochs     int
	Name       string
	Seconds    float64
	Title      string
	Text       string
	What       string
	Count      int
	Longest    float64
	CPU        float64
	Heap       int
	Goroutines int
}

func (s *state) apply(e event) {
	switch e.Event {
	case "ready":
		s.ready = true
	case "painted":
		s.painted = e.CPU
	case "closed":
		s.closed = true
	case "controls":
		s.controls = e.Controls
	case "prediction":
		s.digit, s.source = e.Digit, e.Source
		s.answers++
	case "training":
		s.phase, s.iteration = e.Phase, e.Iteration
	case "comparison":
		s.comparison = e.Phase
	case "experiment":
		s.experiment = e.Phase
	case "epoch":
		s.epochs = e.Epoch
	case "chart":
		s.charts++
		s.charted = e.Epochs - 1 // they begin with 0
	case "data":
		s.data = e.Name
	case "latency":
		s.latencies = append(s.latencies, e.Seconds)
	case "slow":
		s.slow = append(s.slow, step{e.What, e.Seconds, e.CPU})
	case "steps":
		s.steps = steps{e.Count, e.Longest, e.CPU, e.What}
	case "memory":
		s.heap, s.goroutines = append(s.heap, e.Heap), append(s.goroutines, e.Goroutines)
	case "message":
		s.messages = append(s.messages, e.Title+": "+e.Text)
	}
}

// built is the program that is tested.
func built() string { return cmp.Or(os.Getenv("DIGITPAD_PROGRAM"), "../../bin/digitpad") }

// start starts the program with a home of its own and waits for its window.
func (s *screen) start(t *testing.T, environment ...string) *program {
	t.Helper()
	return s.open(t, nil, environment...)
}

// open is start with files to open.
func (s *screen) open(t *testing.T, files []string, environment ...string) *program {
	t.Helper()
	home := t.TempDir()
	trace, writeTrace, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p := &program{screen: s, t: t, home: home, ended: make(chan error, 1), changed: make(chan struct{})}
	p.state.digit = -1
	p.command = exec.Command(built(), append([]string{"window", "--trace", "/dev/fd/3"}, files...)...)
	p.command.Env = append(s.environment(), "HOME="+home, "PATH="+os.Getenv("PATH"), "LANG=C", "FYNE_THEME=light", "XDG_RUNTIME_DIR="+home)
	p.command.Env = append(p.command.Env, environment...)
	p.command.ExtraFiles = []*os.File{writeTrace}
	p.command.Stderr = &p.stderr
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	writeTrace.Close()
	go p.listen(trace)
	t.Cleanup(func() { p.command.Process.Kill() })
	p.await("the window", patience, func(s *state) bool { return s.ready && s.painted > 0 && s.controls["pad"][2] > 0 })
	return p
}

// listen takes in what the program says until it has nothing more to say, and
// then how it ended.
func (p *program) listen(trace io.Reader) {
	for lines := json.NewDecoder(trace); ; {
		var e event
		if lines.Decode(&e) != nil {
			break
		}
		p.mu.Lock()
		p.state.apply(e)
		close(p.changed)
		p.changed = make(chan struct{})
		p.mu.Unlock()
	}
	p.ended <- p.command.Wait()
}

// now is the state as it is.
func (p *program) now() state {
	now, _ := p.look()
	return now
}

// look returns the state as it is and what is closed when it changes.
func (p *program) look() (now state, changed <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state, p.changed
}

// await waits until the program has said what makes the condition true.
func (p *program) await(what string, patience time.Duration, condition func(s *state) bool) state {
	p.t.Helper()
	deadline := time.After(patience)
	for {
		now, changed := p.look()
		if condition(&now) {
			return now
		}
		select {
		case <-changed:
		case <-deadline:
			p.screen.screenshot("failure")
			p.t.Fatalf("waited %v for %s; the program says %+v\n%s", patience, what, now, &p.stderr)
		}
	}
}

// insist does something, and again after so long, until the condition is true: a click on
// what is still being computed, or is moved by what comes above it, finds nothing there.
func (p *program) insist(what string, again time.Duration, do func(), condition func(s *state) bool) {
	p.t.Helper()
	for begin := time.Now(); time.Since(begin) < patience; {
		do()
		for late := time.After(again); late != nil; {
			now, changed := p.look()
			if condition(&now) {
				return
			}
			select {
			case <-changed:
			case <-late:
				late = nil
			}
		}
	}
	p.await(what, 0, condition)
}

// ends waits for the program to end in order: exit code 0, all work done, and
// nothing on stderr but lines with these parts.
func (p *program) ends(said ...string) {
	p.t.Helper()
	select {
	case err := <-p.ended:
		if err != nil {
			p.t.Errorf("the program ends with %v", err)
		}
	case <-time.After(10 * time.Second):
		p.command.Process.Signal(syscall.SIGQUIT)
		<-p.ended
		p.t.Fatalf("the program does not end:\n%s", &p.stderr)
	}
	if !p.now().closed {
		p.t.Error("the program ended in the middle of its work")
	}
	for line := range strings.Lines(p.stderr.String()) {
		if !slices.ContainsFunc(said, func(part string) bool { return strings.Contains(line, part) }) {
			p.t.Errorf("on stderr: %s", line)
		}
	}
}

// forget lets what the program has said of runs be waited for anew.
func (p *program) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state.phase, p.state.comparison, p.state.epochs, p.state.charts, p.state.charted = "", "", 0, 0, 0
	p.state.latencies, p.state.slow, p.state.heap, p.state.goroutines = nil, nil, nil, nil
}

// middle is the middle of a control.
func (p *program) middle(control string) point {
	p.t.Helper()
	box, ok := p.now().controls[control]
	if !ok {
		p.t.Fatalf("no control %q is shown; there are %v", control, p.now().controls)
	}
	return point{box[0] + box[2]/2, box[1] + box[3]/2}
}

// press clicks a control.
func (p *program) press(control string) {
	p.t.Helper()
	p.click(p.middle(control))
}

// enter replaces the text in a field. For 0.3 s after a click there, Fyne waits for a second
// one, and a button that is pressed when that time is over does not notice that it is let go.
// On a busy machine the click may be late by more than that.
func (p *program) enter(field, text string) {
	p.t.Helper()
	p.press(field)
	p.do("key", "ctrl+a", "type", "--delay", "30", text)
	p.do("sleep", "1")
}

// drawThree draws a 3 on the pad: its middle and its height are shares of the
// pad's side.
func (p *program) drawThree(x, y, height float64) {
	p.t.Helper()
	pad := p.now().controls["pad"]
	side := float64(min(pad[2], pad[3]))
	left, top := float64(pad[0])+(float64(pad[2])-side)/2, float64(pad[1])+(float64(pad[3])-side)/2
	var line []point
	arc := func(middle, from, to float64) {
		for angle := from; angle <= to; angle += 10 {
			sin, cos := math.Sincos(angle * math.Pi / 180)
			line = append(line, point{
				int(left + side*(x+height*0.24*cos)),
				int(top + side*(y+height*(middle+0.25*sin))),
			})
		}
	}
	arc(-0.25, -160, 80)
	arc(0.25, -80, 160)
	p.do(line[0].steps("sleep", "0.03", "mousedown", "1")...)
	for _, at := range line[1:] {
		p.drag(at)
	}
	p.do("mouseup", "1")
}

// drag moves the pen and waits, as an eye does, until the window has followed:
// on a busy machine it would otherwise see a few of the points only.
func (p *program) drag(to point) {
	p.t.Helper()
	before := p.now()
	p.do(to.steps()...)
	for late := time.After(time.Second); ; {
		now, changed := p.look()
		if len(now.latencies) > len(before.latencies) {
			return
		}
		select {
		case <-changed:
		case <-late: // some points change nothing
			return
		}
	}
}
