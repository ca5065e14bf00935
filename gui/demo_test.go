package gui

import (
	"math"
	"testing"
	"time"
)

// demoBench is a window whose demonstration is due when the test says so.
func demoBench(t *testing.T) (b *testBench, tick func() time.Duration) {
	b = newBench(t)
	var due func()
	var wait time.Duration
	b.demo.idle = time.Minute
	b.demo.after = func(d time.Duration, f func()) { wait, due = d, f }
	b.demo.wait()
	return b, func() time.Duration {
		waited := wait
		due()
		return waited
	}
}

// After a minute a digit grows point by point, in the middle; it stays, goes, and
// another comes.
func TestDemoDrawsDigits(t *testing.T) {
	b, tick := demoBench(t)
	if waited := tick(); waited != time.Minute {
		t.Errorf("it begins after %v", waited)
	}
	points := func() (n int) {
		for _, s := range b.pad.Page().Drawing {
			n += len(s.Points)
		}
		return n
	}
	first, last := b.demo.digit, points()
	if last != 1 || !b.pad.Page().Demo || b.pad.legend.Text == "" {
		t.Fatalf("it begins with %d points, legend %q", last, b.pad.legend.Text)
	}
	whole := 0
	for _, s := range first {
		whole += len(s.Points)
	}
	for last < whole {
		tick()
		if now := points(); now < last || now > last+1 {
			t.Fatalf("after %d points there are %d", last, now)
		} else {
			last = now
		}
	}
	n, _ := b.pad.Page().Drawing.Normalise()
	if x, longer := (n.Box.MinX+n.Box.MaxX)/2, max(n.Box.MaxX-n.Box.MinX, n.Box.MaxY-n.Box.MinY); math.Abs(x-0.5) > 0.01 || math.Abs(longer-demoSize) > 0.01 {
		t.Errorf("the digit's middle is at %.2f, its size %.2f", x, longer)
	}
	gone := false
	for range demoHold + demoBlank + demoLift + 2 {
		tick()
		gone = gone || points() == 0
	}
	if !gone || points() == 0 {
		t.Errorf("the digit goes: %t, and then there are %d points", gone, points())
	}
	if b.pad.CanUndo() {
		t.Error("the demonstration can be undone")
	}
}

// Whatever a person does ends it, leaves an empty pad and counts from the start.
func TestATouchEndsTheDemo(t *testing.T) {
	for name, touch := range map[string]func(b *testBench){
		"pointer": func(b *testBench) { b.pad.MouseMoved(nil) },
		"key":     func(b *testBench) { b.actions.nextTab.do() },
		"setting": func(b *testBench) { b.learn.form.entries["rate"].SetText("2") },
		"undo":    func(b *testBench) { b.actions.undo.do() },
	} {
		b, tick := demoBench(t)
		for range 5 {
			tick()
		}
		touch(b)
		if !b.pad.Page().Empty() || b.pad.Page().Demo || b.pad.CanRedo() {
			t.Errorf("%s: the pad is not empty", name)
		}
		if waited := tick(); waited != time.Minute {
			t.Errorf("%s: the next comes after %v", name, waited)
		}
	}
	b, tick := demoBench(t)
	tick()
	b.stroke(0.3, 0.3, 0.6, 0.6)
	if got := b.pad.Page(); got.Demo || len(got.Drawing) != 1 {
		t.Errorf("after a stroke the pad has %d strokes", len(got.Drawing))
	}
}

// It does not begin on a page with ink, when it is switched off, nor in a run.
func TestDemoIsNotAlwaysWelcome(t *testing.T) {
	b, tick := demoBench(t)
	refuses := func(why string) {
		t.Helper()
		if tick(); b.pad.Page().Demo {
			t.Errorf("it begins: %s", why)
		}
		b.touched()
	}
	b.stroke(0.3, 0.3, 0.6, 0.6)
	refuses("there is ink")
	b.Clear()
	b.ToggleDemo()
	refuses("it is switched off")
	b.ToggleDemo()
	b.run = &run{phase: running}
	refuses("a network trains")
	b.run = nil
	if tick(); !b.pad.Page().Demo {
		t.Error("it does not begin")
	}
}
