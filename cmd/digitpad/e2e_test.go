//go:build e2e

package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestEndToEnd is what a person does with the window: draw, train, pause, draw
// while it trains, stop, close.
func TestEndToEnd(t *testing.T) {
	screen := newScreen(t)
	p := screen.start(t)
	for _, test := range []struct {
		name         string
		x, y, height float64
	}{
		{"three-middle", 0.5, 0.5, 0.55},
		{"three-small-in-a-corner", 0.16, 0.18, 0.18},
		{"three-large", 0.5, 0.5, 0.92},
	} {
		p.draws(test.name, test.x, test.y, test.height)
		p.press("clear")
		p.await("an empty pad", patience, func(s *state) bool { return s.digit == -1 })
	}

	p.enter("epochs", "5000")
	p.press("start")
	p.await("two epochs in the chart", patience, func(s *state) bool { return s.epochs >= 2 && s.charts >= 2 })
	p.screenshot("training")

	before := p.now()
	p.drawThree(0.5, 0.5, 0.6)
	p.await("bars that answer while it trains", patience, func(s *state) bool {
		return s.answers > before.answers && len(s.latencies) > len(before.latencies) && s.epochs > before.epochs
	})
	if phase := p.now().phase; phase != "running" {
		t.Errorf("the run is %s, not running, after a digit was drawn", phase)
	}
	p.screenshot("drawn-while-training")

	p.press("start")
	held := p.await("a pause", patience, func(s *state) bool { return s.phase == "paused" })
	p.press("clear")
	p.drawThree(0.5, 0.5, 0.5)
	after := p.await("bars that answer in a pause", patience, func(s *state) bool { return s.answers > held.answers+1 })
	if after.phase != "paused" || after.epochs != held.epochs || after.iteration != held.iteration {
		t.Errorf("the pause does not hold: epoch %d, iteration %d became %d, %d (%s)",
			held.epochs, held.iteration, after.epochs, after.iteration, after.phase)
	}
	p.screenshot("paused")

	p.press("start")
	p.await("another epoch", patience, func(s *state) bool { return s.phase == "running" && s.epochs > held.epochs })
	p.press("stop")
	stopped := p.await("the stop", patience, func(s *state) bool { return s.phase == "stopped" })
	p.press("clear")
	p.await("an empty pad", patience, func(s *state) bool { return s.digit == -1 })
	if now := p.now(); now.epochs != stopped.epochs || now.phase != "stopped" {
		t.Errorf("the run goes on after the stop: epoch %d became %d (%s)", stopped.epochs, now.epochs, now.phase)
	}
	p.screenshot("stopped")

	if messages := p.now().messages; len(messages) > 0 {
		t.Errorf("messages: %q", messages)
	}
	p.do("key", "ctrl+q")
	p.ends()
}

// TestEndToEndCloses: the program ends in the middle of training, whoever ends
// it.
func TestEndToEndCloses(t *testing.T) {
	screen := newScreen(t)
	for name, end := range map[string]func(*program){
		"by the keyboard": func(p *program) { p.do("key", "ctrl+q") },
		"by SIGTERM":      func(p *program) { p.command.Process.Signal(syscall.SIGTERM) },
		"by SIGINT":       func(p *program) { p.command.Process.Signal(os.Interrupt) },
	} {
		t.Run(name, func(t *testing.T) {
			p := screen.start(t)
			p.enter("epochs", "5000")
			p.press("start")
			p.await("training", patience, func(s *state) bool { return s.epochs >= 1 })
			end(p)
			p.ends()
		})
	}
}

// TestEndToEndClosesEarly: a signal ends the program at whatever moment of its
// start it comes, also when Fyne does not listen yet.
func TestEndToEndClosesEarly(t *testing.T) {
	screen := newScreen(t)
	for after := 10 * time.Millisecond; after < 3*time.Second; after *= 2 {
		home := t.TempDir()
		program := exec.Command(built(), "window")
		program.Env = append(screen.environment(), "HOME="+home, "PATH="+os.Getenv("PATH"), "LANG=C", "XDG_RUNTIME_DIR="+home)
		if err := program.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- program.Wait() }()
		time.Sleep(after)
		program.Process.Signal(syscall.SIGTERM)
		select {
		case err := <-ended:
			state := program.ProcessState.Sys().(syscall.WaitStatus)
			if err != nil && state.Signal() != syscall.SIGTERM { // before the program listens
				t.Errorf("signalled after %v, the program ends with %v", after, err)
			}
		case <-time.After(patience):
			program.Process.Kill()
			t.Fatalf("signalled after %v, the program does not end", after)
		}
	}
}

// TestEndToEndLatency prints how long the bars take to answer the pointer while
// the network trains on all of MNIST.
func TestEndToEndLatency(t *testing.T) {
	data := os.Getenv("DIGITPAD_DATA")
	if data == "" {
		t.Skip("DIGITPAD_DATA does not name a folder with MNIST")
	}
	p := newScreen(t).start(t, "DIGITPAD_DATA="+data)
	p.enter("epochs", "5000")
	p.press("start")
	p.await("an epoch of MNIST", patience, func(s *state) bool {
		return s.epochs >= 1 && strings.HasPrefix(s.data, "MNIST")
	})
	begin := len(p.now().latencies)
	for range 5 {
		p.drawThree(0.5, 0.5, 0.8)
		p.press("clear")
	}
	latencies := slices.Sorted(slices.Values(p.now().latencies[begin:]))
	if len(latencies) < 100 {
		t.Fatalf("only %d answers to the pointer", len(latencies))
	}
	at := func(share float64) float64 { return 1000 * latencies[int(share*float64(len(latencies)-1))] }
	t.Logf("pointer to bars while training on MNIST: median %.1f ms, 95th percentile %.1f ms, longest %.1f ms, of %d",
		at(0.5), at(0.95), at(1), len(latencies))
	p.do("key", "ctrl+q")
	p.ends()
}

// TestDemo shows the program to somebody without a display.
func TestDemo(t *testing.T) {
	p := newScreen(t).start(t)
	p.draws("1-a-digit-is-drawn", 0.5, 0.5, 0.6)
	p.press("start")
	p.await("five epochs in the chart", patience, func(s *state) bool { return s.epochs >= 5 && s.charts >= 2 })
	p.screenshot("2-a-network-trains")
	p.await("the end of training", 10*patience, func(s *state) bool { return s.phase == "finished" && s.charted == s.epochs })
	p.screenshot("3-it-is-trained")
	p.do("key", "ctrl+q")
	p.ends()
}

// draws draws a 3, which must be read as one, and keeps a screenshot.
func (p *program) draws(name string, x, y, height float64) {
	p.t.Helper()
	p.drawThree(x, y, height)
	p.await("a 3 to be read as 3 ("+name+")", patience, func(s *state) bool { return s.digit == 3 })
	p.screenshot(name)
	if digit := p.now().digit; digit != 3 {
		p.t.Errorf("%s: in the end the 3 is read as %d", name, digit)
	}
}
