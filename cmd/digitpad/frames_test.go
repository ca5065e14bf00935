//go:build e2e

package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestEndToEndFrames prints the longest steps of the window's own code on its
// goroutine, on a small and on a large screen, while a network trains and a
// student draws, goes back to earlier epochs, reads the chart and looks at every
// tab. A frame at 60 Hz is 16.7 ms.
func TestEndToEndFrames(t *testing.T) {
	for _, screen := range []struct {
		name, scale   string
		width, height int
	}{
		{"1280×800", "1", 1280, 800},
		{"3840×2160 at scale 2", "2", 3840, 2160},
	} {
		t.Run(screen.name, func(t *testing.T) {
			s := newScreenOf(t, screen.width, screen.height)
			p := s.start(t, append(givenData(), "FYNE_SCALE="+screen.scale)...)
			p.fill(screen.width, screen.height)
			p.await("the digits", patience, func(s *state) bool { return s.data != "" })
			begin := len(p.now().slow)
			p.enter("epochs", "5000")
			p.press("start")
			p.await("some epochs", patience, func(s *state) bool { return s.epochs >= 5 && s.charts >= 2 })
			p.studentLooksAround()
			slow := p.now().slow[begin:]
			p.do("key", "ctrl+q")
			p.ends()
			total := p.now().steps
			if total.count < 100 {
				t.Fatalf("only %d steps were timed", total.count)
			}
			t.Logf("%d steps; the longest since the program began took %.1f ms, %.1f ms of the processor (%s)",
				total.count, 1000*total.longest, 1000*total.cpu, total.what)
			slices.SortStableFunc(slow, func(a, b step) int { return cmp.Compare(b.cpu, a.cpu) })
			said := map[string]bool{}
			for _, step := range slow {
				if !said[step.what] && len(said) < 12 {
					said[step.what] = true
					t.Logf("%6.1f ms, %5.1f ms of the processor: %s", 1000*step.seconds, 1000*step.cpu, step.what)
				}
			}
			if len(slow) == 0 {
				t.Log("no step took longer than 4 ms")
			}
		})
	}
}

// fill makes the window as large as the screen.
func (p *program) fill(width, height int) {
	p.t.Helper()
	p.do("search", "--name", "^digitpad$", "windowsize", strconv.Itoa(width), strconv.Itoa(height))
	p.await("a larger window", patience, func(s *state) bool {
		chart := s.controls["chart"]
		return chart[0]+chart[2] > width*9/10
	})
}

// studentLooksAround draws, turns the time back, reads and enlarges the chart,
// and opens every tab and every view.
func (p *program) studentLooksAround() {
	p.t.Helper()
	p.drawThree(0.5, 0.5, 0.7)
	for _, share := range []float64{0.1, 0.9, 0.4, 0.05, 0.99} {
		box := p.now().controls["go back"]
		p.click(point{box[0] + int(share*float64(box[2])), box[1] + box[3]/2})
	}
	chart := p.now().controls["chart"]
	at := func(x, y float64) point {
		return point{chart[0] + int(x*float64(chart[2])), chart[1] + int(y*float64(chart[3]))}
	}
	for x := 0.1; x < 0.9; x += 0.05 {
		p.do(at(x, 0.5).steps("sleep", "0.03")...)
	}
	p.do(at(0.15, 0.5).steps("mousedown", "1", "sleep", "0.05")...)
	p.do(at(0.3, 0.5).steps("sleep", "0.1", "mouseup", "1", "sleep", "0.2")...)
	for range 6 { // every quantity
		p.do("key", "c", "sleep", "0.3")
	}
	p.do("key", "0", "sleep", "0.3")
	var tabs []string
	for name := range p.now().controls {
		if strings.HasPrefix(name, "tab ") && name != "tab train" {
			tabs = append(tabs, name)
		}
	}
	slices.Sort(tabs)
	for _, tab := range append(tabs, "tab train") {
		p.press(tab)
		time.Sleep(time.Second) // so that training changes what is shown
		p.touch("units", 0.15, 0.2)
		p.touch("outputs", 0.3, 0.5)
		p.touch("confusion", 0.3, 0.5)
		p.touch("gallery", 0.05, 0.3)
		for _, share := range []float64{0.5, 0.85, 0.1} { // of the Evaluate tab
			p.touch("view", share, 0.5)
		}
	}
	p.press("clear")
	p.drawThree(0.5, 0.5, 0.5)
}

// touch clicks a control at shares of its width and height, if it is in view,
// and lets training go on for a while.
func (p *program) touch(control string, x, y float64) {
	p.t.Helper()
	if box, ok := p.now().controls[control]; ok {
		p.click(point{box[0] + int(x*float64(box[2])), box[1] + int(y*float64(box[3]))})
		time.Sleep(time.Second)
	}
}
