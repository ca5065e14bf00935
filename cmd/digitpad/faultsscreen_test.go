//go:build e2e && faults && linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What is thrown at the built program on a virtual display. make faults builds it
// with the race detector, which makes it end with an exit code of its own.

// TestFaultRandomPointer does what a cat on the desk does: DIGITPAD_EVENTS events
// of a real pointer and a real keyboard. A menu may end the program, in order; it is
// started again then.
func TestFaultRandomPointer(t *testing.T) {
	events := countFrom(t, "DIGITPAD_EVENTS", 10000)
	seed := uint64(countFrom(t, "DIGITPAD_SEED", 1+int(time.Now().UnixNano()>>1)))
	t.Attr("fault", fmt.Sprintf("%d random events of a real pointer and keyboard, with the race detector (DIGITPAD_SEED=%d)", events, seed))
	c := &cat{Rand: rand.New(rand.NewPCG(seed, 1)), screen: newScreen(t), home: t.TempDir()}
	p, ended := c.opens(t), 0
	const several = 20 // events that one call of xdotool makes
	for done := 0; done < events; done += several {
		var steps []string
		for range min(several, events-done) {
			steps = append(steps, c.event()...)
		}
		p.do(steps...)
		if c.IntN(10) == 0 {
			c.changeColours(t)
		}
		select {
		case err := <-p.ended:
			p.ended <- err
			p.ends(fyneSays...)
			p, ended = c.opens(t), ended+1
		default:
		}
		if t.Failed() {
			t.Fatalf("after %d events", done+several)
		}
	}
	p.do("mouseup", "1", "windowsize", c.window, "1200", "780")
	answers := p.now().answers
	p.insist("answers of two networks", 2*time.Second, func() {
		p.do("key", "Escape", "Escape", "Escape", "ctrl+2", "ctrl+1")
	}, func(s *state) bool { return s.answers >= answers+2 })
	p.command.Process.Signal(syscall.SIGTERM)
	p.ends(fyneSays...)
	t.Attr("outcome", fmt.Sprintf("no race, no panic, and the window still answers; its own menu ended it %d times, in order", ended))
}

// fyneSays begins what Fyne logs of a home in which it finds nothing, or may not
// write.
var fyneSays = []string{"Fyne error:  ", "  Cause: ", "  At: "}

// cat presses and moves what it meets.
type cat struct {
	*rand.Rand
	*screen
	home   string
	window string // its number
}

// opens starts the program in the cat's home.
func (c *cat) opens(t *testing.T) *program {
	t.Helper()
	p := c.screen.start(t, "HOME="+c.home, "FYNE_THEME=")
	find := exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(p.command.Process.Pid))
	find.Env = append(find.Environ(), c.environment()...)
	out, err := find.Output()
	if err != nil {
		t.Fatalf("the window is not found: %v", err)
	}
	c.window = strings.Fields(string(out))[0]
	return p
}

// catKeys are keys that the window knows, but for those that end it.
var catKeys = strings.Fields(`Escape Return Tab shift+Tab space Delete BackSpace Left Right Up Down Home End Next Prior
	F1 F2 F5 F11 c d e g i n p r s 0 bracketleft bracketright plus minus
	ctrl+z ctrl+y ctrl+c ctrl+v ctrl+x ctrl+a ctrl+i ctrl+d ctrl+e ctrl+t ctrl+u ctrl+r ctrl+b ctrl+o ctrl+s ctrl+l ctrl+1 ctrl+2
	ctrl+period ctrl+plus ctrl+minus ctrl+Next ctrl+Prior
	ctrl+shift+c ctrl+shift+e ctrl+shift+t ctrl+shift+b ctrl+shift+l ctrl+shift+o ctrl+shift+s ctrl+shift+w ctrl+shift+u`)

// event is one thing that the cat does.
func (c *cat) event() []string {
	anywhere := func() []string {
		return []string{"mousemove", strconv.Itoa(c.IntN(1280)), strconv.Itoa(c.IntN(800))}
	}
	switch kind := c.IntN(100); {
	case kind < 40:
		return append(anywhere(), "click", "1")
	case kind < 60: // drags, which on the pad are strokes
		drag := append(anywhere(), "mousedown", "1")
		for range 3 {
			drag = append(drag, anywhere()...)
		}
		return append(drag, "mouseup", "1")
	case kind < 65:
		return append(anywhere(), "click", strconv.Itoa(4+c.IntN(2)))
	case kind < 68:
		return append(anywhere(), "click", "3")
	case kind < 73:
		return anywhere()
	case kind < 81:
		return []string{"type", string("0123456789.,-eE+ xy"[c.IntN(19)])}
	case kind < 97:
		return []string{"key", catKeys[c.IntN(len(catKeys))]}
	}
	return []string{"windowsize", c.window, strconv.Itoa(300 + c.IntN(980)), strconv.Itoa(200 + c.IntN(600))}
}

// changeColours is the desktop's change between light and dark.
func (c *cat) changeColours(t *testing.T) {
	t.Helper()
	settings := filepath.Join(c.home, ".config", "fyne", "settings.json")
	if err := os.MkdirAll(filepath.Dir(settings), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(settings, fmt.Appendf(nil, `{"theme":%q}`, []string{"light", "dark"}[c.IntN(2)]), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestFaultNoHomeOnScreen(t *testing.T) {
	t.Attr("fault", "the program has no home: it draws, trains and ends")
	p := newScreen(t).start(t, "HOME=", "XDG_CONFIG_HOME=", "XDG_CACHE_HOME=")
	p.works()
	const message = "digitpad: nothing is kept for the next start: "
	p.do("key", "ctrl+q")
	p.ends(message, "shader cache") // of the driver that paints
	if said := p.stderr.String(); strings.Count(said, message) != 1 || len(p.now().messages) > 0 {
		t.Errorf("not one message: %s%q", said, p.now().messages)
	}
	t.Attr("outcome", "one line on stderr: "+message+"neither $XDG_CONFIG_HOME nor $HOME …")
}

func TestFaultReadOnlyHomeOnScreen(t *testing.T) {
	t.Attr("fault", "the program's home is read-only: it draws, trains and ends")
	home := mountSmall(t, 1<<20)
	if err := syscall.Mount("tmpfs", home, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip(err)
	}
	p := newScreen(t).start(t, "HOME="+home)
	p.await("a message", patience, func(s *state) bool { return len(s.messages) > 0 })
	p.screenshot("read-only")
	p.do("key", "Escape")
	p.works()
	p.do("key", "Escape", "Escape", "Escape", "ctrl+q")
	p.ends(append(slices.Clone(fyneSays), "the run is not safe from a crash")...)
	t.Attr("outcome", fmt.Sprintf("%q", p.now().messages))
}

// works draws a 3, which is read, and trains a network.
func (p *program) works() {
	p.t.Helper()
	p.draws("drawn", 0.5, 0.5, 0.6)
	p.enter("epochs", "2")
	p.press("start")
	p.await("the end of training", patience, func(s *state) bool { return s.phase == "finished" })
}
