//go:build e2e

package main

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestStart prints what the program costs before anybody touches it: the processor's
// time until its first frame is painted, without a graphics card, the best of five
// starts, and, when the digits to learn from are there, in a second.
func TestStart(t *testing.T) {
	s := newScreen(t)
	best := math.Inf(1)
	for range 5 {
		p := s.start(t)
		best = min(best, p.now().painted)
		p.do("key", "ctrl+q")
		p.ends()
	}
	t.Logf("until the first frame is painted: %.2f s of the processor", best)

	// without a trace, which looks for the controls all the time
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
	const idle = 10 * time.Second
	for begin := p.processor(); ; {
		time.Sleep(idle)
		now := p.processor()
		used := now - begin
		if begin = now; used < idle/100 {
			t.Logf("idle: %.2f s of the processor in %v, after %.2f s in all", used.Seconds(), idle, now.Seconds())
			return
		}
		if time.Since(before) > 5*patience {
			t.Fatalf("the program does not come to rest: %v of the processor in %v", used, idle)
		}
	}
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
