package gui

import (
	"math"
	"testing"
	"time"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/run"
	"digitpad/training/ink"
)

// demoWindow is a window whose demonstration is due when the test says so; tick returns for
// how long it has waited, 0 where nothing is due.
func demoWindow(t *testing.T) (b *testWindow, tick func() time.Duration) {
	b = newTestWindow(t)
	var due func()
	var wait time.Duration
	b.demo.idle = time.Minute
	b.demo.after = func(d time.Duration, f func()) { wait, due = d, f }
	b.demo.wait()
	return b, func() time.Duration {
		waited, f := wait, due
		if wait, due = 0, nil; f != nil {
			f()
		}
		return waited
	}
}

// After a minute a digit grows point by point, in the middle; it stays, goes, and
// another comes.
func TestDemoDrawsDigits(t *testing.T) {
	b, tick := demoWindow(t)
	if waited := tick(); waited != time.Minute {
		t.Errorf("it begins after %v", waited)
	}
	points := func() (n int) {
		for _, s := range b.state.Page.Content().Drawing {
			n += len(s.Points)
		}
		return n
	}
	first, last := b.demo.digit, points()
	if last != 1 || !b.state.Page.Content().Demo {
		t.Fatalf("it begins with %d points", last)
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
	n, _ := b.state.Page.Content().Drawing.Normalise()
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
	if b.state.Page.CanUndo() {
		t.Error("the demonstration can be undone")
	}
}

// Whatever a person does ends it, leaves an empty pad and counts from the start.
func TestATouchEndsTheDemo(t *testing.T) {
	b, tick := demoWindow(t)
	for name, touch := range map[string]func(b *testWindow){
		"pointer": func(b *testWindow) { b.sidebar.pad.MouseMoved(nil) },
		"key":     func(b *testWindow) { b.menus.view.nextTab.Run() },
		"setting": func(b *testWindow) { b.entry("rate").SetText("2") },
		"undo":    func(b *testWindow) { b.pick(&b.menus.draw.undo) },
	} {
		b.tabs.Select(0)
		for range 5 {
			tick()
		}
		if !b.state.Page.Content().Demo {
			t.Fatalf("%s: nothing is drawn", name)
		}
		touch(b)
		if !b.state.Page.Content().Empty() || b.state.Page.Content().Demo || b.state.Page.CanRedo() {
			t.Errorf("%s: the pad is not empty", name)
		}
		if waited := tick(); waited != time.Minute {
			t.Errorf("%s: the next comes after %v", name, waited)
		}
	}
	tick()
	b.stroke(0.3, 0.3, 0.6, 0.6)
	if got := b.state.Page.Content(); got.Demo || len(got.Drawing) != 1 {
		t.Errorf("after a stroke the pad has %d strokes", len(got.Drawing))
	}
}

// It does not begin on a page with ink, when it is switched off, nor in a run.
func TestDemoIsNotAlwaysWelcome(t *testing.T) {
	b, tick := demoWindow(t)
	refuses := func(why string) {
		t.Helper()
		if tick(); b.state.Page.Content().Demo {
			t.Errorf("it begins: %s", why)
		}
		b.active()
	}
	b.stroke(0.3, 0.3, 0.6, 0.6)
	refuses("there is ink")
	b.state.Page.Clear()
	b.ToggleDemo()
	refuses("it is switched off")
	b.ToggleDemo()
	settings := statetest.SmallSettings()
	settings.Epochs = 100000
	b.state.Settings.Fill(settings)
	b.state.Training.StartPause()
	b.pumpUntil(run.Running)
	refuses("a network trains")
	b.state.Training.Stop()
	b.pumpUntil(run.Stopped)
	b.active()
	if tick(); !b.state.Page.Content().Demo {
		t.Error("it does not begin")
	}
}

// After a few digits it waits for a person, so that an idle window costs nothing.
func TestDemoStopsAfterAFewDigits(t *testing.T) {
	b, tick := demoWindow(t)
	digits := 0
	for range 3 * demoMost * (demoHold + demoBlank + 100) {
		var was *ink.Stroke
		if len(b.demo.digit) > 0 {
			was = &b.demo.digit[0]
		}
		if tick(); len(b.demo.digit) > 0 && &b.demo.digit[0] != was {
			digits++
		}
	}
	if digits != demoMost || b.state.Page.Content().Demo {
		t.Errorf("it drew %d digits, want %d; its page stays: %t", digits, demoMost, b.state.Page.Content().Demo)
	}
	if waited := tick(); waited != 0 {
		t.Errorf("something is due after %v", waited)
	}
	b.active()
	if tick(); !b.state.Page.Content().Demo {
		t.Error("it does not begin again after a person was active")
	}
}
