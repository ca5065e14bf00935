//go:build faults && linux

package gui

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"digitpad/network"
	"digitpad/network/codec"
)

// What is thrown at the window. Each test says which fault it makes and what came
// of it; make faults collects that in a table.

// TestMain lets the test's own binary be the program that is killed.
func TestMain(m *testing.M) {
	if home := os.Getenv("DIGITPAD_FAULTS_HOME"); home != "" {
		saveForEver(home)
	}
	os.Exit(m.Run())
}

// saveForEver writes preferences and a network, of another size each time.
func saveForEver(home string) {
	for i := 1; ; i++ {
		p := firstPreferences()
		for j := range i % 1000 {
			p.Recent = append(p.Recent, strconv.Itoa(j))
		}
		spec := network.Post()
		spec.Sizes[1] = 1 + i%300
		err := p.save(filepath.Join(home, preferencesFile))
		if err == nil {
			err = writeModel(codec.Model{Network: network.New(spec)}, filepath.Join(home, networkFile))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

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

func TestFaultKilledWhileRemembering(t *testing.T) {
	moments := numberFrom(t, "DIGITPAD_KILLS", 20)
	t.Attr("fault", fmt.Sprintf("kill -9 at %d random moments of saving preferences and network", moments))
	seed := rand.Uint64()
	random, home := rand.New(rand.NewPCG(seed, 0)), t.TempDir()
	versions := map[string]bool{}
	for range moments {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "DIGITPAD_FAULTS_HOME="+home)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+random.IntN(300)) * time.Millisecond)
		child.Process.Kill()
		child.Wait()
		data, err := os.ReadFile(filepath.Join(home, preferencesFile))
		if os.IsNotExist(err) {
			continue // killed before the first time
		}
		if !bytes.HasSuffix(data, []byte("}")) {
			t.Fatalf("the preferences end with %q", data[max(0, len(data)-10):])
		}
		versions[string(data)] = true
		if _, err := readModel(filepath.Join(home, networkFile)); err != nil && !os.IsNotExist(err) {
			t.Fatalf("the network is damaged: %v", err)
		}
	}
	if len(versions) < 2 {
		t.Error("nothing was saved, so nothing was tested")
	}
	t.Attr("outcome", fmt.Sprintf("both files are whole each time, %d different ones seen (seed %d)", len(versions), seed))
}

func TestFaultHomeCannotBeWritten(t *testing.T) {
	t.Attr("fault", "the window's folder can be neither made nor written")
	b := newBench(t)
	b.options.Home = "/dev/null/digitpad"
	b.StartPause()
	b.pumpUntil(finished)
	if b.model.Network == nil {
		t.Error("the trained network does not answer")
	}
	count := strings.Count(b.trace.String(), `"event":"message"`)
	if count > 1 {
		t.Errorf("%d messages: %s", count, b.trace)
	}
	t.Attr("outcome", "draws, trains and answers; on closing it logs that the preferences were not saved")
}

func TestFaultTwoWindows(t *testing.T) {
	t.Attr("fault", "two windows train and close on the same files at once")
	one, two := newBench(t), newBench(t)
	two.options.Home = one.options.Home
	for _, b := range []*testBench{one, two} {
		b.StartPause()
	}
	one.pumpUntil(finished)
	two.pumpUntil(finished)
	one.SetBrush(0.05)
	for range 20 {
		done := make(chan error)
		for _, b := range []*testBench{one, two} {
			go func() { done <- b.prefs.save(filepath.Join(one.options.Home, preferencesFile)) }()
		}
		for range 2 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		data, err := os.ReadFile(filepath.Join(one.options.Home, preferencesFile))
		if err != nil || !bytes.HasSuffix(data, []byte("}")) {
			t.Fatalf("the preferences are damaged: %q, %v", data, err)
		}
	}
	t.Attr("outcome", "the files are those of the window that saved last, and whole")
}

func TestFaultOtherPreferences(t *testing.T) {
	t.Attr("fault", "the preferences are cut anywhere, or those of a newer version")
	home := t.TempDir()
	path := filepath.Join(home, preferencesFile)
	if err := firstPreferences().save(path); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	contents := [][]byte{
		bytes.Replace(whole, []byte("{"), []byte(`{"Version": 2, "Rooms": ["new"],`), 1),
		bytes.Replace(whole, []byte(`"Settings": {`), []byte(`"Settings": {"optimizer": "of tomorrow", "momentum": [0.9],`), 1),
	}
	for n := 0; n < len(whole); n += 7 {
		contents = append(contents, whole[:n])
	}
	for _, c := range contents {
		if err := os.WriteFile(path, c, 0o644); err != nil {
			t.Fatal(err)
		}
		if p := loadPreferences(path); p.Width < 1 || p.Settings.Epochs < 1 {
			t.Fatalf("with %q the window has no size or no settings: %+v", c, p)
		}
	}
	t.Attr("outcome", fmt.Sprintf("%d such files: the window opens, as at the first start where it must", len(contents)))
}

func TestFaultStalledDrive(t *testing.T) {
	t.Attr("fault", "the drive stalls while a network is opened (a FIFO that nobody writes to)")
	fifo := filepath.Join(t.TempDir(), "net.safetensors")
	if err := syscall.Mkfifo(fifo, 0o644); err != nil {
		t.Skip(err)
	}
	b := newBench(t)
	b.OpenNetworkFile(fifo)
	b.StartPause()
	b.pumpUntil(finished)
	b.options.Network = fifo
	b.restoreNetwork()
	if b.model.Network == nil {
		t.Error("no network answers")
	}
	closed := make(chan struct{})
	go func() { b.Close(); close(closed) }()
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		t.Fatal("the window waits for the drive and does not close")
	}
	t.Attr("outcome", "the window trains, opens with the shipped network, says that the drive does not answer, and closes")
}

// TestFaultRandomEvents does what a cat on the keyboard does: DIGITPAD_EVENTS
// events, the same ones for the same DIGITPAD_SEED.
func TestFaultRandomEvents(t *testing.T) {
	events := numberFrom(t, "DIGITPAD_EVENTS", 2000)
	seed := uint64(numberFrom(t, "DIGITPAD_SEED", 1+int(time.Now().UnixNano()>>1)))
	t.Attr("fault", fmt.Sprintf("%d random events: taps, drags, keys, sizes, tabs, colours, actions (DIGITPAD_SEED=%d)", events, seed))
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("HOME", folder)
	random := rand.New(rand.NewPCG(seed, 0))

	b := newBench(t)
	b.mirror(func(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) })
	view := b.window.Canvas()
	anywhere := func() fyne.Position {
		return fyne.NewPos(random.Float32()*view.Size().Width, random.Float32()*view.Size().Height)
	}
	actions := b.actions.all()
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
			b.tabs.Select(random.IntN(len(b.tabs.rooms)))
		case kind < 97:
			if a := actions[random.IntN(len(actions))]; a != &b.actions.quit && !b.modal() {
				a.do()
			}
		default:
			b.Dismiss()
		}
		for pumped := true; pumped; {
			select {
			case f := <-b.queue:
				f()
			default:
				pumped = false
			}
		}
		if t.Failed() {
			t.Fatalf("at event %d", i)
		}
	}
	for closed := 0; b.modal(); closed++ {
		if closed > 100 {
			t.Fatalf("a %T cannot be closed", view.Overlays().Top())
		}
		b.Dismiss()
	}
	b.Clear()
	b.UsePost()
	b.stroke(0.5, 0.2, 0.5, 0.8)
	if b.pad.Page().Empty() {
		t.Error("nothing can be drawn any more")
	}
	t.Attr("outcome", "no panic, and the pad still answers")
}

// TestFaultLongTraining trains for as many epochs as there are in hours of MNIST.
func TestFaultLongTraining(t *testing.T) {
	epochs := numberFrom(t, "DIGITPAD_EPOCHS", 3000)
	t.Attr("fault", fmt.Sprintf("training for %d epochs without a pause", epochs))
	b := newBench(t)
	s := smallSettings()
	s.Hidden, s.Epochs = []int{2}, epochs
	b.learn.form.Fill(s)
	b.StartPause()
	type usage struct{ heap, goroutines int }
	measure := func() usage {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return usage{int(m.HeapAlloc), runtime.NumGoroutine()}
	}
	at := func(epoch int) usage {
		deadline := time.After(10 * time.Minute)
		for b.run == nil || len(b.run.epochs) <= epoch {
			select {
			case f := <-b.queue:
				f()
			case <-deadline:
				t.Fatalf("no epoch %d", epoch)
			}
		}
		return measure()
	}
	early, late := at(epochs/4), at(epochs-1)
	b.pumpUntil(finished)
	spec := b.run.session.Snapshot().Spec()
	between := epochs - 1 - epochs/4
	const measured = 16 << 10 // bytes that the measurements of an epoch may take
	if grown := late.heap - early.heap; grown > between*(4*spec.Parameters()+measured) {
		t.Errorf("%d epochs took %d KiB", between, grown>>10)
	}
	if late.goroutines > early.goroutines+4 {
		t.Errorf("goroutines grow from %d to %d", early.goroutines, late.goroutines)
	}
	t.Attr("outcome", fmt.Sprintf("from epoch %d to %d: goroutines %d, %d; heap %d KiB more, %d KiB of it the parameters to go back to",
		epochs/4, epochs-1, early.goroutines, late.goroutines, (late.heap-early.heap)>>10, between*4*spec.Parameters()>>10))
}
