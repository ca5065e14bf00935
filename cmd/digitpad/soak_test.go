//go:build e2e

package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// mostMemory is what the program may take with 100 epochs of 784-100-10 and all
// views opened, in MB.
const mostMemory = 400

// TestEndToEndMemory prints what the program takes when 100 epochs of 784-100-10
// are kept and every view has been opened, and fails if it is too much.
func TestEndToEndMemory(t *testing.T) {
	p := newScreen(t).start(t, givenData()...)
	begin := p.resident()
	p.await("the digits", patience, func(s *state) bool { return s.data != "" })
	p.enter("hidden", "100")
	p.enter("epochs", "100")
	p.press("start")
	p.await("some epochs", patience, func(s *state) bool { return s.epochs >= 5 && s.charts >= 2 })
	p.studentLooksAround()
	p.await("the end of training", 100*patience, func(s *state) bool { return s.phase == "finished" })
	p.studentLooksAround()
	now := p.resident()
	s := p.now()
	t.Logf("%s, epoch %d: %.0f MB resident, %.0f MB at the most, %.0f MB when the window opened; %.0f MB of live objects, %d goroutines",
		s.data, s.epochs, now.now, now.most, begin.now, megabytes(last(s.heap)), last(s.goroutines))
	if now.now > mostMemory { // the most depends on how soon the collector gets a processor
		t.Errorf("the program takes %.0f MB, more than %d", now.now, mostMemory)
	}
	p.do("key", "ctrl+q")
	p.ends()
}

// TestEndToEndSoak goes a student's path again and again for DIGITPAD_SOAK,
// prints after each round what the program takes, and at the end by how much that
// has grown since the third: the first two fill what is filled once.
func TestEndToEndSoak(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("DIGITPAD_SOAK"))
	if err != nil {
		t.Skip("DIGITPAD_SOAK is no duration")
	}
	p := newScreen(t).start(t, givenData()...)
	p.await("the digits", patience, func(s *state) bool { return s.data != "" })
	var rounds []footprint
	for began := time.Now(); time.Since(began) < length || len(rounds) < 2*filling; {
		p.soakRound()
		rounds = append(rounds, p.footprint())
		t.Logf("%6s, round %3d: %s", time.Since(began).Round(time.Second), len(rounds), rounds[len(rounds)-1])
	}
	later := rounds[filling-1:]
	half := len(later) / 2
	before, after := least(later[:half]), least(later[half:])
	t.Logf("%d rounds; the least of the first half: %s", len(rounds), before)
	t.Logf("%d rounds; the least of the second half: %s", len(rounds), after)
	if after.goroutines > before.goroutines {
		t.Errorf("goroutines have grown from %d to %d", before.goroutines, after.goroutines)
	}
	if grown := after.heap - before.heap; grown > mostGrowth {
		t.Errorf("live objects have grown by %.2f MB", grown)
	}
	if messages := p.now().messages; len(messages) > 0 {
		t.Errorf("messages: %q", messages)
	}
	p.do("key", "ctrl+q")
	p.ends()
}

// givenData hands on where MNIST is, if that is known.
func givenData() []string {
	if data := os.Getenv("DIGITPAD_DATA"); data != "" {
		return []string{"DIGITPAD_DATA=" + data}
	}
	return nil
}

// filling is how many rounds fill what is filled once.
const filling = 3

// mostGrowth is what live objects may differ by between the halves of a soak, in
// MB: collections do not come at the same moments of a round.
const mostGrowth = 1.0

// soakRound goes the path once, also on from an earlier epoch, and leaves the
// window as it was.
func (p *program) soakRound() {
	p.t.Helper()
	p.forget()
	p.do("key", "ctrl+1")
	p.await("the network that ships", patience, func(s *state) bool { return s.controls["pad"][2] > 0 })
	p.press("tab train")
	p.press("clear")
	p.await("an empty pad", patience, func(s *state) bool { return s.digit == -1 })
	p.studentPath(func(string) {})

	p.press("tab train")
	p.await("the tab", patience, func(s *state) bool { _, ok := s.controls["go back"]; return ok })
	slider := p.now().controls["go back"]
	p.click(point{slider[0] + slider[2]/2, slider[1] + slider[3]/2})
	p.forget()
	p.press("continue here")
	p.await("the end of the run that went on", 5*patience, func(s *state) bool { return s.phase == "finished" })

	p.press("tab compare")
	for range 5 { // of the run, of the race's three, of the one that went on
		p.await("a run", patience, func(s *state) bool { _, ok := s.controls["delete 0"]; return ok })
		p.press("delete 0")
		time.Sleep(300 * time.Millisecond) // until the rows have moved
	}
	p.press("tab train")
	time.Sleep(2 * time.Second) // a collection, and nothing to do
}

// footprint is what the program takes after a round: resident memory and live
// objects in MB, and goroutines.
type footprint struct {
	resident, heap float64
	goroutines     int
}

func (f footprint) String() string {
	return fmt.Sprintf("%.1f MB resident, %.2f MB of live objects, %d goroutines", f.resident, f.heap, f.goroutines)
}

func (p *program) footprint() footprint {
	s := p.now()
	return footprint{p.resident().now, megabytes(slices.Min(s.heap)), slices.Min(s.goroutines)}
}

// least is the least of each figure.
func least(rounds []footprint) footprint {
	f := rounds[0]
	for _, r := range rounds[1:] {
		f = footprint{min(f.resident, r.resident), min(f.heap, r.heap), min(f.goroutines, r.goroutines)}
	}
	return f
}

// memory is the program's in MB.
type memory struct{ now, most float64 }

// resident reads what the system says of the program's memory.
func (p *program) resident() memory {
	p.t.Helper()
	file, err := os.Open(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		p.t.Fatal(err)
	}
	defer file.Close()
	var m memory
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var kilobytes int
		name, value, _ := strings.Cut(lines.Text(), ":")
		_, _ = fmt.Sscan(value, &kilobytes) // other lines hold other things
		switch name {
		case "VmRSS":
			m.now = float64(kilobytes) / 1024
		case "VmHWM":
			m.most = float64(kilobytes) / 1024
		}
	}
	return m
}

func megabytes(bytes int) float64 { return float64(bytes) / (1 << 20) }

// last is the last of the figures, 0 of none.
func last(figures []int) int {
	if len(figures) == 0 {
		return 0
	}
	return figures[len(figures)-1]
}
