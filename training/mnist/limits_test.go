package mnist

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"digitpad/training/internal/gunzip"
)

// A gzip bomb costs time, and no memory, on its way to being refused.
func TestVerifyStops(t *testing.T) {
	endless := io.MultiReader(bytes.NewReader(make([]byte, 8)), zeros{})
	if err := (file{contents: "none"}).verify(io.LimitReader(endless, 1<<21)); err == nil || !strings.Contains(err.Error(), "SHA-256") {
		t.Errorf("%v", err)
	}
}

// zeros never end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// Ten redirects are followed, and none away from HTTPS.
func TestRedirects(t *testing.T) {
	to := func(address string) *http.Request {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return &http.Request{URL: u}
	}
	if err := onlyHTTPS(to("https://example.com"), make([]*http.Request, 9)); err != nil {
		t.Errorf("the tenth request: %v", err)
	}
	if err := onlyHTTPS(to("https://example.com"), make([]*http.Request, 10)); err == nil {
		t.Error("there is no end of redirects")
	}
	if err := onlyHTTPS(to("http://user:secret@example.com"), nil); !errors.Is(err, errNotHTTPS) || strings.Contains(err.Error(), "secret") {
		t.Errorf("to HTTP: %v", err)
	}
}

// A mirror may send up to twice the bytes of a file, and what is more empties the
// part.
func TestReceiveStops(t *testing.T) {
	for _, c := range []struct {
		bytes int
		ok    bool
		kept  int64
	}{{199, true, 199}, {200, true, 200}, {201, false, 0}} {
		part, err := os.Create(filepath.Join(t.TempDir(), "part"))
		if err != nil {
			t.Fatal(err)
		}
		defer part.Close()
		watchdog := time.NewTimer(time.Hour)
		defer watchdog.Stop()
		tr := transfer{file: file{name: "f", size: 100}, idle: time.Hour, meter: newMeter(nil, nil)}
		err = tr.receive(t.Context(), bytes.NewReader(make([]byte, c.bytes)), part, 0, watchdog)
		if info, statErr := part.Stat(); statErr != nil || info.Size() != c.kept || (err == nil) != c.ok {
			t.Errorf("%d bytes: %v, %d kept, %v", c.bytes, err, info.Size(), statErr)
		}
	}
}

// Progress adds what has arrived of this file to those that are complete, and
// never goes past the total.
func TestMeter(t *testing.T) {
	var told []Progress
	one, two := file{name: "one", size: 100}, file{name: "two", size: 50}
	m := newMeter([]file{one, two}, func(p Progress) { told = append(told, p) })
	last := func() Progress { return told[len(told)-1] }
	m.request(one, "mirror", 30)
	if p := last(); p.Done != 30 || p.Total != 150 || p.File != "one" || p.Mirror != "mirror" || p.Speed != 0 {
		t.Errorf("asked for: %+v", p)
	}
	if _, known := last().Left(); known {
		t.Error("the time left is known before anything has come")
	}
	m.trouble(gunzip.ErrCut)
	if last().Trouble != gunzip.ErrCut {
		t.Error("trouble is not told")
	}
	m.start = time.Now().Add(-2 * time.Second)
	before := len(told)
	m.receive(one, 40, 70)
	if len(told) != before {
		t.Error("told again at once")
	}
	m.reported = time.Now().Add(-reportEvery)
	m.receive(one, 40, 110)
	if p := last(); len(told) != before+1 || p.Done != 100 || p.Trouble != nil || p.Speed > 40 || p.Speed < 30 {
		t.Errorf("received: %+v", p)
	}
	m.complete(one)
	m.request(two, "mirror", 20)
	if p := last(); p.Done != 120 || p.File != "two" {
		t.Errorf("the second file: %+v", p)
	}
	m.complete(two)
	if p := last(); p.Done != 150 {
		t.Errorf("at the end: %+v", p)
	}
	if left, known := (Progress{Done: 50, Total: 150, Speed: 50}).Left(); !known || left != 2*time.Second {
		t.Errorf("%v are left, %t", left, known)
	}
	if line := (Progress{Done: 3100000, Total: 11600000, Speed: 1250000, Trouble: gunzip.ErrCut}).String(); line != "3.1 of 11.6 MB, 1250 kB/s, 7s left, trying again: the file is cut short" {
		t.Error(line)
	}
	if line := (Progress{Total: 1500000}).String(); line != "0.0 of 1.5 MB" {
		t.Error(line)
	}
}
