//go:build e2e

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// screen is a virtual display with a pointer and a keyboard, and no window
// manager: windows lie in the upper left corner.
type screen struct {
	t       *testing.T
	display string
	folder  string // for screenshots
}

// newScreen starts an X server, which ends with the test. Screenshots go to
// DIGITPAD_SCREENSHOTS, or to a folder that ends with the test, too.
func newScreen(t *testing.T) *screen {
	t.Helper()
	return newScreenOf(t, 1280, 800)
}

// newScreenOf is newScreen of another size in pixels.
func newScreenOf(t *testing.T, width, height int) *screen {
	t.Helper()
	s := &screen{t: t, folder: os.Getenv("DIGITPAD_SCREENSHOTS")}
	if s.folder == "" {
		s.folder = t.TempDir()
	} else if err := os.MkdirAll(s.folder, 0o755); err != nil {
		t.Fatal(err)
	}
	number, writeNumber, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{writeNumber}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Kill()
		server.Wait()
	})
	writeNumber.Close()
	text, err := io.ReadAll(number)
	if err != nil || len(text) == 0 {
		t.Fatalf("Xvfb does not start: %v", err)
	}
	s.display = ":" + strings.TrimSpace(string(text))
	return s
}

// environment is what programs need to find the screen.
func (s *screen) environment() []string { return []string{"DISPLAY=" + s.display, "WAYLAND_DISPLAY="} }

// do moves the pointer and presses keys, in the language of xdotool.
func (s *screen) do(steps ...string) {
	s.t.Helper()
	s.command("xdotool", steps...)
}

func (s *screen) command(name string, arguments ...string) {
	s.t.Helper()
	command := exec.Command(name, arguments...)
	command.Env = append(command.Environ(), s.environment()...)
	if out, err := command.CombinedOutput(); err != nil {
		s.t.Fatalf("%s: %v\n%s", command, err, out)
	}
}

// point is a position on the screen.
type point struct{ x, y int }

func (p point) steps(rest ...string) []string {
	return append([]string{"mousemove", fmt.Sprint(p.x), fmt.Sprint(p.y)}, rest...)
}

// click clicks with the left button.
func (s *screen) click(at point) {
	s.t.Helper()
	s.do(at.steps("sleep", "0.05", "mousedown", "1", "sleep", "0.05", "mouseup", "1")...)
}

// screenshot keeps what the screen shows.
func (s *screen) screenshot(name string) {
	s.t.Helper()
	time.Sleep(100 * time.Millisecond) // some frames, for pictures only
	s.command("import", "-window", "root", filepath.Join(s.folder, name+".png"))
}
