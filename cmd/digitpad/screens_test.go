//go:build e2e

package main

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"digitpad/gui/tutorial/lesson"
)

// TestScreens keeps pictures of the tabs, as they are after the path of a student, in each
// size, theme and language, for people to look at (make screens).
func TestScreens(t *testing.T) {
	if os.Getenv("DIGITPAD_SCREENSHOTS") == "" {
		t.Skip("DIGITPAD_SCREENSHOTS is not set")
	}
	for _, size := range []struct {
		width, height int
		scale         string
	}{
		{1024, 700, "1"},
		{1240, 800, "1"},
		{3840, 2160, "2"},
	} {
		for _, language := range []string{"en", "de"} {
			for _, theme := range []string{"light", "dark"} {
				name := fmt.Sprintf("%dx%d-%s-%s", size.width, size.height, language, theme)
				t.Run(name, func(t *testing.T) {
					s := newScreenOf(t, size.width, size.height)
					p := s.start(t, "FYNE_SCALE="+size.scale, "LANG="+language, "FYNE_THEME="+theme)
					p.do("search", "--name", "^digitpad$", "windowsize", strconv.Itoa(size.width), strconv.Itoa(size.height))
					p.lookAround(func(tab string) { p.screenshot(name + "-" + tab) })
					p.do("key", "ctrl+q")
					p.ends()
				})
			}
		}
	}
}

// lookAround draws a 3, trains, compares and measures, and keeps what each tab then shows.
func (p *program) lookAround(keep func(tab string)) {
	p.t.Helper()
	p.drawThree(0.5, 0.5, 0.6)
	p.await("a reading", patience, func(s *state) bool { return s.digit == 3 })
	p.await("data", patience, func(s *state) bool { return s.data != "" })
	p.enter("epochs", "6")
	p.press("start")
	p.await("the end of training", 5*patience, func(s *state) bool { return s.phase == "finished" && s.charted == s.epochs })
	for _, tab := range lesson.Tabs {
		p.press("tab " + tab)
		switch tab {
		case "compare":
			p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["compare"]; return ok })
			p.press("compare")
			p.await("the end of the comparison", 10*patience, func(s *state) bool { return s.comparison == "finished" })
		case "lab":
			p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["run experiment"]; return ok })
			p.press("run experiment")
			p.await("the end of the experiment", 10*patience, func(s *state) bool { return s.experiment == "finished" })
		}
		time.Sleep(2 * time.Second) // what is computed and drawn, for pictures only
		keep(tab)
	}
}
