//go:build faults && linux

package gui

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/run"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// What is thrown at the window. Each test says which fault it makes and what came
// of it; make faults collects that in a table.

// numberFrom is a setting of make faults, from the environment.
func numberFrom(t *testing.T, key string, otherwise int) int {
	text := os.Getenv(key)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q is no number", key, text)
	}
	return n
}

// TestFaultRandomEvents does what a cat on the keyboard does: DIGITPAD_EVENTS
// events, the same ones for the same DIGITPAD_SEED.
func TestFaultRandomEvents(t *testing.T) {
	events := numberFrom(t, "DIGITPAD_EVENTS", 10000)
	seed := uint64(numberFrom(t, "DIGITPAD_SEED", 1+int(time.Now().UnixNano()>>1)))
	t.Attr("fault", fmt.Sprintf("%d random events: taps, drags, keys, sizes, tabs, colours, actions (DIGITPAD_SEED=%d)", events, seed))
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("HOME", folder)
	random := rand.New(rand.NewPCG(seed, 0))

	b := newTestWindow(t)
	b.mirror(func(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) })
	view := b.window.Canvas()
	anywhere := func() fyne.Position {
		return fyne.NewPos(random.Float32()*view.Size().Width, random.Float32()*view.Size().Height)
	}
	actions := b.commands
	keys := []fyne.KeyName{
		fyne.KeyEscape, fyne.KeyReturn, fyne.KeyTab, fyne.KeySpace, fyne.KeyDelete, fyne.KeyBackspace,
		fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyC, fyne.KeyE, fyne.KeyI, fyne.KeyR,
	}
	for i := range events {
		switch kind := random.IntN(100); {
		case kind < 40:
			test.TapCanvas(view, anywhere())
		case kind < 55:
			test.Drag(view, anywhere(), 200*random.Float32()-100, 200*random.Float32()-100)
		case kind < 62:
			b.stroke(random.Float32(), random.Float32(), random.Float32(), random.Float32())
		case kind < 67:
			test.Scroll(view, anywhere(), 0, 100*random.Float32()-50)
		case kind < 72:
			test.MoveMouse(view, anywhere())
		case kind < 79:
			if focused := view.Focused(); focused != nil {
				focused.TypedRune(rune("0123456789.,-eE+ xλ♞"[random.IntN(20)]))
			}
		case kind < 85:
			event := &fyne.KeyEvent{Name: keys[random.IntN(len(keys))]}
			if focused := view.Focused(); focused != nil {
				focused.TypedKey(event)
			} else if typed := view.OnTypedKey(); typed != nil {
				typed(event)
			}
		case kind < 88:
			test.FocusNext(view)
		case kind < 90:
			b.window.Resize(fyne.NewSize(200+1800*random.Float32(), 200+1200*random.Float32()))
		case kind < 93:
			b.tabs.Select(random.IntN(len(b.tabs.tabs)))
		case kind < 97:
			if a := actions[random.IntN(len(actions))]; a != &b.menus.network.quit && !b.dialogs.Modal() {
				a.Run()
			}
		default:
			b.dialogs.Dismiss()
		}
		for pumped := true; pumped; {
			select {
			case f := <-b.Posts():
				f()
			default:
				pumped = false
			}
		}
		if t.Failed() {
			t.Fatalf("at event %d", i)
		}
	}
	for closed := 0; b.dialogs.Modal(); closed++ {
		if closed > 100 {
			t.Fatalf("a %T cannot be closed", view.Overlays().Top())
		}
		b.dialogs.Dismiss()
	}
	b.state.Page.Clear()
	b.state.Prediction.UsePost()
	b.stroke(0.5, 0.2, 0.5, 0.8)
	if b.state.Page.Content().Empty() {
		t.Error("nothing can be drawn any more")
	}
	t.Attr("outcome", "no panic, and the pad still answers")
}

// TestFaultLongTraining trains for as many epochs of a small sample as eight hours
// have of 784-800-10 on MNIST, at 0.94 s each.
func TestFaultLongTraining(t *testing.T) {
	epochs := numberFrom(t, "DIGITPAD_EPOCHS", 30000)
	t.Attr("fault", fmt.Sprintf("training for %d epochs, with a checkpoint every now and then", epochs))
	b := newTestWindow(t)
	s := statetest.SmallSettings()
	s.Hidden, s.Epochs = []int{2}, epochs
	b.state.Settings.Fill(s)
	b.state.Training.StartPause()
	type usage struct{ heap, goroutines int }
	at := func(epoch int) usage {
		for b.state.Training.Run() == nil || len(b.state.Training.Run().Epochs()) <= epoch {
			(<-b.Posts())()
		}
		b.state.Training.StartPause()
		b.pumpUntil(run.Paused)
		b.waitForFiles() // a checkpoint takes memory while it is written
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.state.Training.StartPause()
		return usage{int(m.HeapAlloc), runtime.NumGoroutine()}
	}
	early, late := at(epochs/4), at(epochs-epochs/10)
	for b.state.Training.Run().Phase() != run.Finished {
		(<-b.Posts())()
	}
	const measured = 8 << 10 // bytes that the measurements of an epoch may take
	between, parameters := epochs-epochs/10-epochs/4, 4*b.state.Training.Run().Epochs()[0].Parameters.Len()
	grown := late.heap - early.heap
	if grown > between*(parameters+measured) {
		t.Errorf("%d epochs took %d KiB", between, grown>>10)
	}
	if late.goroutines > early.goroutines+4 {
		t.Errorf("goroutines grow from %d to %d", early.goroutines, late.goroutines)
	}
	t.Attr("outcome", fmt.Sprintf("an epoch takes %.1f KiB, %.1f of them its network, to go back to; goroutines %d, then %d",
		float64(grown)/float64(between)/1024, float64(parameters)/1024, early.goroutines, late.goroutines))
}
