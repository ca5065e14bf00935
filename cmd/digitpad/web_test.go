//go:build e2e

package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestWeb is what a visitor of the package for browsers does: draw, train on the
// built-in sample. DIGITPAD_WEB names the package's folder. Chromium shows it on a
// virtual display, where the pointer is as real as a hand's.
func TestWeb(t *testing.T) {
	folder := os.Getenv("DIGITPAD_WEB")
	if folder == "" {
		t.Skip("DIGITPAD_WEB does not name the folder of the package for browsers")
	}
	raw, packed := sizes(t, folder)
	p, painted := newScreen(t).browse(t, folder)
	// Where a processor paints in place of a graphics card, the page follows the pointer
	// late while it writes the sample, and a browser merges what it is late for.
	p.await("the sample", 5*patience, func(s *state) bool { return s.data != "" })
	p.draws("web-1-a-digit-is-drawn", 0.5, 0.5, 0.6)
	p.enter("epochs", "1")
	p.press("start")
	trained := p.await("the end of an epoch", patience, func(s *state) bool { return s.phase == "finished" && s.charts >= 1 })
	if trained.epochs != 1 {
		t.Errorf("after the run of one epoch the program says %d", trained.epochs)
	}
	p.screenshot("web-2-a-network-is-trained")
	if len(trained.messages) > 0 {
		t.Errorf("messages: %q", trained.messages)
	}
	answers := slices.Sorted(slices.Values(trained.latencies))
	t.Logf("pointer to bars: median %.0f ms of %d", 1000*answers[len(answers)/2], len(answers))
	t.Logf("the folder has %.1f MB, %.1f MB gzipped; from the visit, without a network between, the page is painted after %.0f ms and the program's window after %.0f ms",
		float64(raw)/1e6, float64(packed)/1e6, painted.page, painted.window)
}

// sizes are the bytes of the files in a folder, and those that a web server sends
// of them if it compresses.
func sizes(t *testing.T, folder string) (raw, packed int64) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		sent := new(tally)
		to := gzip.NewWriter(sent)
		n, err := io.Copy(to, file)
		if err != nil {
			return err
		}
		if err := to.Close(); err != nil {
			return err
		}
		raw, packed = raw+n, packed+min(n, int64(*sent))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return raw, packed
}

// tally counts the bytes that are written to it.
type tally int64

func (t *tally) Write(p []byte) (int, error) {
	*t += tally(len(p))
	return len(p), nil
}

// paints are milliseconds from the visit to the first picture of the page that says
// what is loaded, and of the program's window.
type paints struct{ page, window float64 }

// witness is what the test adds to the page: what the program writes goes to the
// server, in order, and so do the times of the first pictures.
const witness = `<script>
let sent = Promise.resolve();
function tell(path, text) { sent = sent.then(() => fetch(path, {method: "POST", body: text})); }
console.log = text => tell("/said", text);
const draw = WebGLRenderingContext.prototype.drawArrays;
WebGLRenderingContext.prototype.drawArrays = function(...how) {
	WebGLRenderingContext.prototype.drawArrays = draw;
	requestAnimationFrame(() => tell("/painted",
		performance.getEntriesByName("first-contentful-paint")[0].startTime + " " + performance.now()));
	return draw.apply(this, how);
};
</script>`

// browser is the program that shows the page.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("there is neither chromium nor google-chrome")
	return ""
}

// browse visits the package in a browser and waits for its window.
func (s *screen) browse(t *testing.T, folder string) (*program, paints) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(folder, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	const start = "go.run("
	if !strings.Contains(string(page), start) {
		t.Fatalf("index.html has no %q", start)
	}
	watched := strings.NewReplacer("<head>", "<head>"+witness, start, `go.env.DIGITPAD_TRACE = "-"; `+start).Replace(string(page))

	trace, writeTrace := io.Pipe()
	times := make(chan paints, 1)
	pages := http.NewServeMux()
	pages.Handle("GET /", http.FileServer(http.Dir(folder)))
	pages.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, watched) })
	pages.HandleFunc("POST /said", func(_ http.ResponseWriter, r *http.Request) {
		for lines := bufio.NewScanner(r.Body); lines.Scan(); {
			if line := lines.Text(); strings.HasPrefix(line, "{") {
				fmt.Fprintln(writeTrace, line)
			} else {
				t.Logf("the program says %s", line)
			}
		}
	})
	pages.HandleFunc("POST /painted", func(_ http.ResponseWriter, r *http.Request) {
		var at paints
		if _, err := fmt.Fscan(r.Body, &at.page, &at.window); err == nil {
			times <- at
		}
	})
	server := httptest.NewServer(pages)
	t.Cleanup(server.Close)

	arguments := []string{
		"--kiosk", "--window-position=0,0", "--window-size=1280,800", "--force-device-scale-factor=1",
		"--lang=en", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
		"--use-angle=swiftshader", "--enable-unsafe-swiftshader", // there is no graphics card
		"--user-data-dir=" + t.TempDir(),
	}
	if os.Getuid() == 0 {
		arguments = append(arguments, "--no-sandbox")
	}
	p := &program{screen: s, t: t, ended: make(chan error, 1), changed: make(chan struct{})}
	p.state.digit = -1
	p.command = exec.Command(browser(t), append(arguments, server.URL)...)
	p.command.Env = append(p.command.Environ(), s.environment()...)
	p.command.Stderr = &p.stderr
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	go p.listen(trace)
	t.Cleanup(func() {
		p.command.Process.Signal(os.Interrupt)
		writeTrace.Close()
		<-p.ended
	})
	p.await("the window", patience, func(s *state) bool { return s.ready && s.controls["pad"][2] > 0 })
	select {
	case at := <-times:
		return p, at
	case <-time.After(patience):
		t.Fatal("the browser does not say when it painted")
		return nil, paints{}
	}
}
