package gui

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"digitpad/gui/trace"
)

// A step longer than slowStep is said, a shorter one only counted; the longest
// is named at the end. Without a tracer nothing is timed.
func TestSlowStepsAreTraced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		log := trace.New(&out)
		for what, d := range map[string]time.Duration{"quick": trace.SlowStep / 2, "slow": 2 * trace.SlowStep} {
			end := log.Step(what)
			time.Sleep(d)
			end()
		}
		log.EmitSteps()
		(*trace.Log)(nil).Step("nobody listens")()
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
		if len(said) != 2 || said[0].Event != "slow" || said[0].What != "slow" || said[0].Seconds != (2*trace.SlowStep).Seconds() {
			t.Fatalf("said %+v", said)
		}
		if s := said[1]; s.Event != "steps" || s.Count != 2 || s.What != "slow" || s.Longest != (2*trace.SlowStep).Seconds() {
			t.Errorf("at the end %+v", s)
		}
	})
}

// What is posted is known by the name of its function.
func TestPostedStepsHaveNames(t *testing.T) {
	b := newTestWindow(t)
	before := b.Window.trace.Steps.Count
	b.work.Post(func() {})
	(<-b.Posts())()
	if n := b.Window.trace.Steps.Count - before; n != 1 {
		t.Errorf("one posted function is %d steps", n)
	}
	if got := trace.NameOf(b.Present); got != "(*Window).Present-fm" {
		t.Errorf("Present is called %q", got)
	}
}
