//go:build e2e

package main

import (
	"strings"
	"testing"
	"time"
)

// TestEndToEndStudent is the path of a student through the window: a drawing is
// read otherwise than it was meant, and corrected; a network is trained, and the
// time turned back; a unit is opened, a mistake laid on the pad; m = 1 is
// compared with 10 and n; the guide is opened, and the gradient checked in the lab.
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
	p.press("tab my-digits")
	p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["my digits"]; return ok })
	p.await("digits to rehearse", patience, func(s *state) bool { return s.data != "" })
	keep("drawn")

	bars := p.now().controls["bars"]
	p.click(point{bars[0] + bars[2]/2, bars[1] + int(8.5/10*float64(bars[3]))}) // it was meant as an 8
	p.await("the 8 to be learned", patience, func(s *state) bool { return s.digit == 8 })
	keep("correct")
	p.press("undo correction")
	p.await("the network of before", patience, func(s *state) bool { return s.digit == 3 })

	p.press("tab train")
	p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["start"]; return ok })
	p.enter("epochs", "6")
	p.press("start")
	p.await("the end of training", 5*patience, func(s *state) bool { return s.phase == "finished" && s.charts >= 2 })
	// the slider moves once, when the result of the run takes its place
	p.insist("epoch 1", 2*time.Second, func() { p.touch("go back", 0.175, 0.5) },
		func(s *state) bool { return strings.HasSuffix(s.source, "epoch 1") })
	keep("go-back")
	p.insist("the last epoch", 2*time.Second, func() { p.touch("go back", 0.985, 0.5) },
		func(s *state) bool { return !strings.Contains(s.source, "epoch") })

	p.press("tab inspect")
	p.await("the units", patience, func(s *state) bool { _, ok := s.controls["units"]; return ok })
	p.insist("a unit's sum", 2*time.Second, func() { p.touch("units", 0.15, 0.2) },
		func(s *state) bool { _, ok := s.controls["sum"]; return ok })
	keep("inspect")

	p.press("tab evaluate")
	p.await("the matrix", patience, func(s *state) bool { _, ok := s.controls["confusion"]; return ok })
	p.press("clear")
	p.await("an empty pad", patience, func(s *state) bool { return s.digit == -1 })
	p.insist("an image on the pad", 2*time.Second, func() {
		p.touch("confusion", 0.23, 0.43) // the 3 that are read as 3, which there are
		p.touch("gallery", 0.05, 0.3)
	}, func(s *state) bool { return s.digit >= 0 })
	keep("evaluate")

	p.press("tab compare")
	p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["compare"]; return ok })
	p.press("compare")
	p.await("the end of the comparison", 10*patience, func(s *state) bool { return s.comparison == "finished" })
	keep("compare")

	p.press("tab guide")
	p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["section"]; return ok })
	for range 5 { // where gradient descent is
		p.press("next section")
	}
	time.Sleep(time.Second) // its values, for pictures only
	keep("guide")

	p.press("tab lab")
	p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["run experiment"]; return ok })
	p.press("run experiment")
	p.await("the end of the experiment", 10*patience, func(s *state) bool { return s.experiment == "finished" })
	keep("lab")
}
