//go:build e2e

package main

import (
	"strings"
	"testing"
)

// TestEndToEndStudent is the path of a student through the window: a drawing is
// read otherwise than it was meant, and taught; a network is trained, and the
// time turned back; a unit is opened, a mistake laid on the pad; and m = 1 races
// against 10 and n.
func TestEndToEndStudent(t *testing.T) {
	p := newScreen(t).start(t)
	p.studentPath(p.screenshot)
	if messages := p.now().messages; len(messages) > 0 {
		t.Errorf("messages: %q", messages)
	}
	p.do("key", "ctrl+q")
	p.ends()
}

// studentPath goes the path, from an empty pad and the network that ships, and
// keeps what there is to see.
func (p *program) studentPath(keep func(name string)) {
	p.t.Helper()
	p.drawThree(0.5, 0.5, 0.6)
	p.await("a reading", patience, func(s *state) bool { return s.digit == 3 })
	p.press("tab My digits")
	p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["my digits"]; return ok })
	keep("1-read-as-a-3")

	bars := p.now().controls["bars"]
	p.click(point{bars[0] + bars[2]/2, bars[1] + int(8.5/10*float64(bars[3]))}) // it was meant as an 8
	p.await("the 8 to be learned", patience, func(s *state) bool { return s.digit == 8 })
	keep("2-taught-that-it-is-an-8")
	p.press("undo teaching")
	p.await("the network of before", patience, func(s *state) bool { return s.digit == 3 })

	p.press("tab Train")
	p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["start"]; return ok })
	p.enter("epochs", "6")
	p.press("start")
	p.await("the end of training", 5*patience, func(s *state) bool { return s.phase == "finished" && s.charts >= 2 })
	slider := p.now().controls["go back"]
	p.click(point{slider[0] + slider[2]/6 + 4, slider[1] + slider[3]/2})
	p.await("epoch 1", patience, func(s *state) bool { return strings.HasSuffix(s.source, "epoch 1") })
	keep("3-back-at-epoch-1")
	p.click(point{slider[0] + slider[2] - 8, slider[1] + slider[3]/2})
	p.await("the last epoch", patience, func(s *state) bool { return !strings.Contains(s.source, "epoch") })

	p.press("tab Inspect")
	p.await("the units", patience, func(s *state) bool { _, ok := s.controls["units"]; return ok })
	p.insist("a unit's sum", func() { p.touch("units", 0.15, 0.2) },
		func(s *state) bool { _, ok := s.controls["sum"]; return ok })
	keep("4-the-sum-of-a-unit")

	p.press("tab Evaluate")
	p.await("the matrix", patience, func(s *state) bool { _, ok := s.controls["confusion"]; return ok })
	p.press("clear")
	p.await("an empty pad", patience, func(s *state) bool { return s.digit == -1 })
	p.insist("an image on the pad", func() {
		p.touch("confusion", 0.27, 0.43) // the 3 that are read as 3, which there are
		p.touch("gallery", 0.05, 0.3)
	}, func(s *state) bool { return s.digit >= 0 })
	keep("5-an-image-of-a-cell-on-the-pad")

	p.press("tab Compare")
	p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["race"]; return ok })
	p.press("race")
	p.await("the end of the race", 10*patience, func(s *state) bool { return s.race == "finished" })
	keep("6-a-race-of-mini-batches")
}
