//go:build e2e

package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestStart prints what the program costs before anybody touches it: the processor's
// time until its window is painted, without a graphics card, and, when the digits to
// learn from are there, in a second.
func TestStart(t *testing.T) {
	s := newScreen(t)
	home := t.TempDir()
	p := &program{screen: s, t: t, command: exec.Command(built(), "window", "--idle", "0s")} // which else draws by itself after a minute
	p.command.Env = append(s.environment(), "HOME="+home, "LANG=C", "FYNE_THEME=light")
	before := time.Now()
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.command.Process.Signal(os.Interrupt)
		p.command.Wait()
	})
	for s.blank() {
		if time.Since(before) > patience {
			t.Fatalf("there is no window after %v", patience)
		}
	}
	t.Logf("until the window is painted: %.2f s of the processor, %.2f s on the wall", p.processor().Seconds(), time.Since(before).Seconds())

	const idle = 10 * time.Second
	for begin := p.processor(); ; {
		time.Sleep(idle)
		now := p.processor()
		used := now - begin
		if begin = now; used < idle/40 { // Fyne asks for events 60 times a second
			t.Logf("idle: %.2f s of the processor in %v, after %.2f s in all", used.Seconds(), idle, now.Seconds())
			return
		}
		if time.Since(before) > 5*patience {
			t.Fatalf("the program does not come to rest: %v of the processor in %v", used, idle)
		}
	}
}

// blank reports whether the middle of the screen is as black as before any window.
func (s *screen) blank() bool {
	s.t.Helper()
	look := exec.Command("import", "-window", "root", "-crop", "1x1+640+400", "-depth", "8", "gray:-")
	look.Env = append(look.Environ(), s.environment()...)
	pixel, err := look.Output()
	if err != nil {
		s.t.Fatal(err)
	}
	return string(pixel) == "\x00"
}

// processor is the processor's time that the program has used, in hundredths of a
// second.
func (p *program) processor() time.Duration {
	p.t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	if err != nil {
		p.t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // proc(5): the third field is the first after the name
	var user, system int64
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		p.t.Fatalf("what is %q?", stat)
	}
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		p.t.Fatal(err)
	}
	return time.Duration(user+system) * time.Second / 100
}
