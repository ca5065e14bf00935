//go:build faults && linux

package mnist

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"

	"digitpad/training/dataset"
)

// What is thrown at a download.

// piece is how many bytes come before a cut.
const piece = 64 << 10

// The file that is cut, with noise in it, which does not get smaller by packing.
var (
	cutContents = imagesFile(noise(4000 * dataset.Pixels))
	cutFile     = gzipped(cutContents)
)

// newCutMirrors are mirrors whose first file is cutFile. The first of them meets
// requests for it with act.
func newCutMirrors(t *testing.T, act http.HandlerFunc) *mirrors {
	m := newMirrors(t, act)
	m.Mirrors = m.Mirrors[:1]
	m.files[0] = file{"big.gz", int64(len(cutFile)), sumOf(cutContents)}
	return m
}

// serveCut sends cutFile from a byte on, as far as another, and breaks off.
func serveCut(w http.ResponseWriter, from, to int) {
	w.Header().Set("Content-Length", fmt.Sprint(len(cutFile)-from))
	if from > 0 {
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(cutFile)-1, len(cutFile)))
		w.WriteHeader(http.StatusPartialContent)
	}
	_, _ = w.Write(cutFile[from:min(to, len(cutFile))])
	_ = http.NewResponseController(w).Flush()
	if to < len(cutFile) {
		panic(http.ErrAbortHandler)
	}
}

// rangeOf is where a request wants to go on.
func rangeOf(r *http.Request) (from int) {
	_, _ = fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from) // 0 without one
	return from
}

func isWhole(t *testing.T, dir string) {
	t.Helper()
	contains(t, dir, map[string][]byte{"big.gz": cutFile, "small.gz": small})
}

func TestFaultDownloadCut(t *testing.T) {
	t.Attr("fault", "each answer to the download is cut after 64 KiB")
	requests := 0
	synctest.Test(t, func(t *testing.T) {
		m, dir := newCutMirrors(t, func(w http.ResponseWriter, r *http.Request) {
			requests++
			serveCut(w, rangeOf(r), rangeOf(r)+piece)
		}), t.TempDir()
		if err := m.Download(t.Context(), dir, nil); err != nil {
			t.Fatal(err)
		}
		isWhole(t, dir)
	})
	if want := (len(cutFile) + piece - 1) / piece; requests != want {
		t.Errorf("%d requests for %d pieces", requests, want)
	}
	t.Attr("outcome", fmt.Sprintf("goes on each time; whole, by its checksum, after %d requests for %d KiB", requests, len(cutFile)>>10))
}

func TestFaultDownloadCutWithoutRange(t *testing.T) {
	t.Attr("fault", "the download is cut at every 64 KiB, by a mirror that cannot go on")
	requests := 0
	synctest.Test(t, func(t *testing.T) {
		m, dir := newCutMirrors(t, func(w http.ResponseWriter, _ *http.Request) {
			requests++
			serveCut(w, 0, requests*piece)
		}), t.TempDir()
		if err := m.Download(t.Context(), dir, nil); err != nil {
			t.Fatal(err)
		}
		isWhole(t, dir)
	})
	t.Attr("outcome", fmt.Sprintf("begins anew each time; whole after %d requests", requests))
}

// TestFaultDownloadKilled finds what a program left that was killed at every 64
// KiB, and what a computer left that crashed: the last of it is zeros.
func TestFaultDownloadKilled(t *testing.T) {
	t.Attr("fault", "the program was killed, or the computer crashed, at every 64 KiB of the download")
	starts := 0
	for n := piece; n < len(cutFile); n += piece {
		crashed := slices.Clone(cutFile[:n])
		clear(crashed[n-4096:])
		for _, left := range [][]byte{cutFile[:n], crashed} {
			synctest.Test(t, func(t *testing.T) {
				m, dir := newCutMirrors(t, func(w http.ResponseWriter, r *http.Request) {
					serveCut(w, rangeOf(r), len(cutFile))
				}), t.TempDir()
				write(t, dir, map[string][]byte{"big.gz.part": left})
				if err := m.Download(t.Context(), dir, nil); err != nil {
					t.Fatal(err)
				}
				isWhole(t, dir)
				if first := fmt.Sprintf("one big.gz bytes=%d-", n); m.asked()[0] != first {
					t.Errorf("with %d bytes it first asked for %q", n, m.asked()[0])
				}
			})
			starts++
		}
	}
	t.Attr("outcome", fmt.Sprintf("%d starts: each goes on from there, begins anew where the beginning was damaged, and is whole", starts))
}

// smallCache mounts a file system in memory of some size.
func smallCache(t *testing.T, bytes int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		t.Skipf("only root may mount a small disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

func TestFaultDownloadDiskFull(t *testing.T) {
	t.Attr("fault", "the disk with the cache is full in the middle of the download, then read-only")
	dir := smallCache(t, 8<<20)
	filler := filepath.Join(dir, "filler")
	if err := os.WriteFile(filler, make([]byte, 7<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	download := func() (asked []string, err error) {
		synctest.Test(t, func(t *testing.T) {
			m := newCutMirrors(t, func(w http.ResponseWriter, r *http.Request) { serveCut(w, rangeOf(r), len(cutFile)) })
			err = m.Download(t.Context(), dir, nil)
			asked = m.asked()
		})
		return asked, err
	}
	asked, err := download()
	if err == nil || !strings.Contains(err.Error(), "no space left") || len(asked) != 1 {
		t.Errorf("a full disk is asked for %q, and said %v", asked, err)
	}
	said := err
	part, err := os.Stat(filepath.Join(dir, "big.gz.part"))
	if err != nil || part.Size() < piece {
		t.Fatalf("what has arrived is not kept: %v", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := download(); err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("a disk that is read-only: %v", err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, ""); err != nil {
		t.Fatal(err)
	}
	if asked, err = download(); err != nil || len(asked) == 0 || !strings.HasPrefix(asked[0], "one big.gz bytes=") {
		t.Errorf("with room again it asked for %q: %v", asked, err)
	}
	isWhole(t, dir)
	text := said.Error()
	t.Attr("outcome", "one message (“"+text[strings.LastIndex(text, "/")+1:]+"”), no other mirror is asked; with room again it goes on")
}
