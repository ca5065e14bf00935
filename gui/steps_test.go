package gui

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A step longer than slowStep is said, a shorter one only counted; the longest
// is named at the end. Without a tracer nothing is timed.
func TestSlowStepsAreTraced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		trace := newTracer(&out)
		for what, d := range map[string]time.Duration{"quick": slowStep / 2, "slow": 2 * slowStep} {
			end := trace.step(what)
			time.Sleep(d)
			end()
		}
		trace.saySteps()
		(*tracer)(nil).step("nobody listens")()
		var said []struct {
			Event, What      string
			Count            int
			Seconds, Longest float64
		}
		for line := range strings.Lines(out.String()) {
			said = append(said, struct {
				Event, What      string
				Count            int
				Seconds, Longest float64
			}{})
			if err := json.Unmarshal([]byte(line), &said[len(said)-1]); err != nil {
				t.Fatal(err)
			}
		}
		if len(said) != 2 || said[0].Event != "slow" || said[0].What != "slow" || said[0].Seconds != (2*slowStep).Seconds() {
			t.Fatalf("said %+v", said)
		}
		if s := said[1]; s.Event != "steps" || s.Count != 2 || s.What != "slow" || s.Longest != (2*slowStep).Seconds() {
			t.Errorf("at the end %+v", s)
		}
	})
}

// What is posted is known by the name of its function.
func TestPostedStepsHaveNames(t *testing.T) {
	b := newBench(t)
	before := b.Window.trace.steps.count
	b.post(func() {})
	(<-b.queue)()
	if n := b.Window.trace.steps.count - before; n != 1 {
		t.Errorf("one posted function is %d steps", n)
	}
	if got := nameOf(b.Undo); got != "(*Window).Undo-fm" {
		t.Errorf("Undo is called %q", got)
	}
}
