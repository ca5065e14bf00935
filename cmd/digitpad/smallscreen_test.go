//go:build e2e

package main

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestEndToEndSmallScreens: on a small screen, or one where everything is twice as large,
// the window fits, and what is out of sight is reached with the wheel.
func TestEndToEndSmallScreens(t *testing.T) {
	for _, c := range []struct {
		width, height int
		scale         string
	}{
		{960, 540, "1"},
		{1280, 800, "2"},
		{1920, 1080, "2"},
	} {
		name := fmt.Sprintf("%dx%d-at-scale-%s", c.width, c.height, c.scale)
		t.Run(name, func(t *testing.T) {
			s := newScreenOf(t, c.width, c.height)
			p := s.start(t, "FYNE_SCALE="+c.scale)
			s.waitForWindowWithin(c.width, c.height)
			p.screenshot(name)
			p.drawThree(0.5, 0.5, 0.6)
			p.await("a reading", patience, func(s *state) bool { return s.digit == 3 })
			p.reveal("bars", c.width, c.height)
			p.screenshot(name + "-bars")
			p.reveal("epochs", c.width, c.height)
			p.enter("epochs", "5000")
			p.reveal("start", c.width, c.height)
			p.insist("training", 10*time.Second, func() { p.press("start") }, func(s *state) bool { return s.phase != "" })
			p.await("an epoch", patience, func(s *state) bool { return s.epochs >= 1 })
			p.screenshot(name + "-training")
			p.reveal("stop", c.width, c.height)
			p.insist("the stop", 10*time.Second, func() { p.press("stop") }, func(s *state) bool { return s.phase == "stopped" })
			p.do("key", "ctrl+q")
			p.ends()
		})
	}
}

// waitForWindowWithin waits until the window is no larger than the screen.
func (s *screen) waitForWindowWithin(width, height int) {
	s.t.Helper()
	command := exec.Command("bash", "-c", `
		for ((left = 300; left > 0; left--)); do
			eval "$(xdotool search --name '^digitpad$' getwindowgeometry --shell)"
			if ((WIDTH <= $1 && HEIGHT <= $2)); then exit 0; fi
			sleep 0.1
		done
		echo "the window is ${WIDTH}x$HEIGHT"; exit 1`, "bash", strconv.Itoa(width), strconv.Itoa(height))
	command.Env = append(command.Environ(), s.environment()...)
	if out, err := command.CombinedOutput(); err != nil {
		s.t.Fatalf("on a screen of %dx%d %s", width, height, strings.TrimSpace(string(out)))
	}
}

// reveal turns the wheel until the middle of a control is on the screen.
func (p *program) reveal(control string, width, height int) {
	p.t.Helper()
	const up, down, left, right, margin = "4", "5", "6", "7", 80
	edge := point{6, height / 2} // where nothing else takes the wheel
	toward := func(s *state) string {
		box := s.controls[control]
		switch x, y := box[0]+box[2]/2, box[1]+box[3]/2; {
		case y < margin:
			return up
		case y > height-margin:
			return down
		case x < margin:
			return left
		case x > width-margin:
			return right
		}
		return ""
	}
	p.insist(control+" on the screen", 300*time.Millisecond, func() {
		now := p.now()
		if button := toward(&now); button != "" {
			p.do(edge.steps("click", button)...)
		}
	}, func(s *state) bool { return toward(s) == "" })
}
