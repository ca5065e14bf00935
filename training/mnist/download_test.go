package mnist

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"digitpad/training/dataset"
)

// The tests download two files: the mirrors misbehave with the first, and the
// second shows how it goes on.
var (
	bigContents, smallContents = imagesFile(noise(200 * dataset.Pixels)), labelsFile(noise(200))
	big, small                 = gzipped(bigContents), gzipped(smallContents)
	half                       = len(big) / 2
)

func sumOf(contents []byte) string {
	sum := sha256.Sum256(contents)
	return hex.EncodeToString(sum[:])
}

// A behaviour answers a request for the big file.
type behaviour = http.HandlerFunc

// mirrors are one.example.com and two.example.com, and a Downloader for them.
type mirrors struct {
	*Downloader
	mu  sync.Mutex
	log []string // requests: which mirror, for what, which Range
}

// newMirrors starts the mirrors. The first meets requests for the big file with
// the behaviours in turn, the last again and again; the second behaves well.
func newMirrors(t *testing.T, first ...behaviour) *mirrors {
	m := new(mirrors)
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mirror := strings.TrimSuffix(r.Host, ".example.com")
		name := strings.TrimPrefix(r.URL.Path, "/digits/")
		act := file404
		switch {
		case name == "big.gz" && mirror == "one":
			act = first[0]
			first = first[min(1, len(first)-1):]
		case name == "big.gz":
			act = well
		case name == "small.gz":
			act = func(w http.ResponseWriter, r *http.Request) { send(w, r, small) }
		}
		if r.Header.Get("Accept-Encoding") != "identity" {
			act = status(http.StatusNotAcceptable) // as a server that would unpack the file
		}
		m.mu.Lock()
		m.log = append(m.log, strings.TrimSpace(mirror+" "+name+" "+r.Header.Get("Range")))
		m.mu.Unlock()
		act(w, r)
	})
	m.Downloader = &Downloader{
		Mirrors:  []string{"https://one.example.com/digits", "https://two.example.com/digits/"},
		Client:   client,
		Attempts: 4,
		Idle:     20 * time.Second,
		files: []file{
			{"big.gz", int64(len(big)), sumOf(bigContents)},
			{"small.gz", int64(len(small)), sumOf(smallContents)},
		},
	}
	return m
}

// asked returns the requests so far.
func (m *mirrors) asked() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.log)
}

// send answers as a good server does, Range included.
func send(w http.ResponseWriter, r *http.Request, file []byte) {
	w.Header().Set("Content-Type", "application/octet-stream")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(file))
}

func well(w http.ResponseWriter, r *http.Request) { send(w, r, big) }

func status(code int) behaviour {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", code) }
}

var file404 = status(http.StatusNotFound)

// promise sends the beginning of the big file and claims that length bytes come.
func promise(w http.ResponseWriter, length, n int) {
	w.Header().Set("Content-Length", fmt.Sprint(length))
	w.Write(big[:n])
	http.NewResponseController(w).Flush()
}

// breakOff closes the connection after n bytes.
func breakOff(n int) behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		promise(w, len(big), n)
		panic(http.ErrAbortHandler)
	}
}

// stall sends nothing after n bytes.
func stall(n int) behaviour {
	return func(w http.ResponseWriter, r *http.Request) {
		promise(w, len(big), n)
		<-r.Context().Done()
	}
}

// whole ignores Range.
func whole(w http.ResponseWriter, _ *http.Request) { promise(w, len(big), len(big)) }

// slow sends a tenth of the file every fifteen seconds.
func slow(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", fmt.Sprint(len(big)))
	for piece := range slices.Chunk(big, (len(big)+9)/10) {
		time.Sleep(15 * time.Second)
		w.Write(piece)
		http.NewResponseController(w).Flush()
	}
}

// endless announces no length and never stops.
func endless(w http.ResponseWriter, r *http.Request) {
	w.Write(big)
	for r.Context().Err() == nil {
		w.Write(make([]byte, 1<<15))
	}
}

// elsewhere answers with another part than the one that was asked for, and it is
// a waste of time to wait for it.
func elsewhere(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Range", fmt.Sprintf("bytes 0-%d/%d", len(big)-1, len(big)))
	w.WriteHeader(http.StatusPartialContent)
	http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

func page(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, "<!DOCTYPE html><title>Welcome to the hotel</title>")
}

// otherFile is whole and of the right kind, but not the one.
func otherFile(w http.ResponseWriter, r *http.Request) { send(w, r, small) }

// scrambled goes on as asked, with other bytes.
func scrambled(w http.ResponseWriter, r *http.Request) {
	file := slices.Clone(big)
	slices.Reverse(file)
	send(w, r, file)
}

func redirect(to string) behaviour {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

// contains fails the test unless dir holds exactly these files.
func contains(t *testing.T, dir string, want map[string][]byte) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		got, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if contents, expected := want[e.Name()]; !expected || err != nil || !bytes.Equal(got, contents) {
			t.Errorf("the folder has %s with %d bytes (%v), want %d", e.Name(), len(got), err, len(contents))
		}
	}
	if len(entries) != len(want) {
		t.Errorf("the folder has %d entries, want %d", len(entries), len(want))
	}
}

// TestDownload: whatever the first mirror does, the files arrive, by no more
// requests and after no longer pauses than it takes.
func TestDownload(t *testing.T) {
	fromHalf := fmt.Sprintf(" bytes=%d-", half)
	for _, c := range []struct {
		name  string
		first []behaviour
		asked []string // for the big file
		takes time.Duration
	}{
		{"behaves well", []behaviour{well}, []string{"one"}, 0},
		{"knows no Range", []behaviour{whole}, []string{"one"}, 0},
		{"is slow", []behaviour{slow}, []string{"one"}, 150 * time.Second},
		{"breaks off before the first byte", []behaviour{breakOff(0), well}, []string{"one", "one"}, time.Second},
		{"breaks off after a byte", []behaviour{breakOff(1), well}, []string{"one", "one"}, time.Second},
		{"breaks off in the gzip header", []behaviour{breakOff(7), well}, []string{"one", "one bytes=7-"}, time.Second},
		{"breaks off half-way", []behaviour{breakOff(half), well}, []string{"one", "one" + fromHalf}, time.Second},
		{
			"breaks off before the last byte",
			[]behaviour{breakOff(len(big) - 1), well},
			[]string{"one", fmt.Sprintf("one bytes=%d-", len(big)-1)},
			time.Second,
		},
		{"breaks off and knows no Range", []behaviour{breakOff(half), whole}, []string{"one", "one" + fromHalf}, time.Second},
		{
			"breaks off and goes on elsewhere",
			[]behaviour{breakOff(half), elsewhere, well},
			[]string{"one", "one" + fromHalf, "one"},
			3 * time.Second,
		},
		{
			"breaks off and goes on with other bytes",
			[]behaviour{breakOff(half), scrambled, well},
			[]string{"one", "one" + fromHalf, "one"},
			3 * time.Second,
		},
		{
			"breaks off and refuses the Range",
			[]behaviour{breakOff(half), status(http.StatusRequestedRangeNotSatisfiable), well},
			[]string{"one", "one" + fromHalf, "one"},
			3 * time.Second,
		},
		{
			"breaks off again and again",
			[]behaviour{breakOff(half)},
			[]string{"one", "one" + fromHalf, "one" + fromHalf, "one" + fromHalf, "two" + fromHalf},
			7 * time.Second,
		},
		{
			"says the file is shorter",
			[]behaviour{func(w http.ResponseWriter, _ *http.Request) { promise(w, half, half) }, well},
			[]string{"one", "one" + fromHalf},
			time.Second,
		},
		{
			"says the file is longer",
			[]behaviour{func(w http.ResponseWriter, _ *http.Request) { promise(w, len(big)+99, len(big)) }},
			[]string{"one"},
			time.Second,
		},
		{"never stops", []behaviour{endless}, []string{"one", "two"}, 0},
		{"sends a web page", []behaviour{page}, []string{"one", "two"}, 0},
		{"breaks off and sends a web page", []behaviour{breakOff(half), page}, []string{"one", "one" + fromHalf, "two" + fromHalf}, time.Second},
		{"sends nothing", []behaviour{status(http.StatusNoContent)}, []string{"one", "two"}, 0},
		{"has another file", []behaviour{otherFile}, []string{"one", "two"}, 0},
		{"answers 403", []behaviour{status(http.StatusForbidden)}, []string{"one", "two"}, 0},
		{"answers 404", []behaviour{file404}, []string{"one", "two"}, 0},
		{
			"is busy",
			[]behaviour{status(http.StatusServiceUnavailable), status(http.StatusTooManyRequests), well},
			[]string{"one", "one", "one"},
			3 * time.Second,
		},
		{
			"stalls half-way",
			[]behaviour{stall(half), well},
			[]string{"one", "one" + fromHalf},
			21 * time.Second,
		},
		{
			"never answers",
			[]behaviour{func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
			[]string{"one", "one", "one", "one", "two"},
			87 * time.Second,
		},
		{"redirects", []behaviour{redirect("https://two.example.com/digits/big.gz")}, []string{"one", "two"}, 0},
		{"redirects to http", []behaviour{redirect("http://two.example.com/digits/big.gz")}, []string{"one", "two"}, 0},
		{
			"redirects in a circle",
			[]behaviour{redirect("https://one.example.com/digits/big.gz")},
			slices.Concat(slices.Repeat([]string{"one"}, 10), []string{"two"}),
			0,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, dir := newMirrors(t, c.first...), t.TempDir()
				start := time.Now()
				if err := m.Download(t.Context(), dir, nil); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(start); took != c.takes {
					t.Errorf("took %v, want %v", took, c.takes)
				}
				contains(t, dir, map[string][]byte{"big.gz": big, "small.gz": small})
				var asked []string
				for _, request := range m.asked() {
					if strings.Contains(request, "big.gz") {
						asked = append(asked, strings.Replace(request, " big.gz", "", 1))
					}
				}
				if !slices.Equal(asked, c.asked) {
					t.Errorf("asked for %q, want %q", asked, c.asked)
				}
			})
		})
	}
}

// TestDownloadAsksTheMirrorThatServed: for the next file.
func TestDownloadAsksTheMirrorThatServed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMirrors(t, file404)
		if err := m.Download(t.Context(), t.TempDir(), nil); err != nil {
			t.Fatal(err)
		}
		if got, want := m.asked(), []string{"one big.gz", "two big.gz", "two small.gz"}; !slices.Equal(got, want) {
			t.Errorf("asked for %q, want %q", got, want)
		}
	})
}

// TestDownloadFails: the error says what failed where, and what to do.
func TestDownloadFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, dir := newMirrors(t, breakOff(half), file404), t.TempDir()
		m.Mirrors[1] = "https://nowhere.example.com/"
		err := m.Download(t.Context(), dir, nil)
		if err == nil {
			t.Fatal("no error")
		}
		for _, want := range []string{
			"big.gz", "one.example.com: ", "404 Not Found", "nowhere.example.com: ", "no such host",
			"online", "HTTPS_PROXY", dir, "small.gz",
		} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("the error lacks %q: %v", want, err)
			}
		}
		contains(t, dir, map[string][]byte{"big.gz.part": big[:half]})
	})
}

// TestDownloadCancel cancels at every stage and goes on from there.
func TestDownloadCancel(t *testing.T) {
	for _, c := range []struct {
		name  string
		first behaviour
		after time.Duration
		when  func(Progress) bool
		left  map[string][]byte
		asked []string // by the second Download
	}{
		{
			"while bytes flow", stall(half),
			5 * time.Second, func(Progress) bool { return false },
			map[string][]byte{"big.gz.part": big[:half]},
			[]string{fmt.Sprintf("one big.gz bytes=%d-", half), "one small.gz"},
		},
		{
			"before the answer", well,
			0, func(p Progress) bool { return true },
			map[string][]byte{"big.gz.part": nil},
			[]string{"one big.gz", "one small.gz"},
		},
		{
			"between two attempts", breakOff(half),
			0, func(p Progress) bool { return p.Trouble != nil },
			map[string][]byte{"big.gz.part": big[:half]},
			[]string{fmt.Sprintf("one big.gz bytes=%d-", half), "one small.gz"},
		},
		{
			"between two files", well,
			0, func(p Progress) bool { return p.Done == int64(len(big)) },
			map[string][]byte{"big.gz": big, "small.gz.part": nil},
			[]string{"one small.gz"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, dir := newMirrors(t, c.first, well), t.TempDir()
				ctx, cancel := context.WithCancel(t.Context())
				start := time.Now()
				if c.after > 0 {
					time.AfterFunc(c.after, cancel)
				}
				err := m.Download(ctx, dir, func(p Progress) {
					if errors.Is(p.Trouble, context.Canceled) {
						t.Error("the cancellation is reported as trouble")
					}
					if c.when(p) {
						cancel()
					}
				})
				if !errors.Is(err, context.Canceled) {
					t.Fatalf("got %v, want context.Canceled", err)
				}
				if took := time.Since(start); took != c.after {
					t.Errorf("stopped after %v, want %v", took, c.after)
				}
				contains(t, dir, c.left)

				before := len(m.asked())
				m.Client.CloseIdleConnections()
				if err := m.Download(t.Context(), dir, nil); err != nil {
					t.Fatal(err)
				}
				contains(t, dir, map[string][]byte{"big.gz": big, "small.gz": small})
				if got := m.asked()[before:]; !slices.Equal(got, c.asked) {
					t.Errorf("asked for %q, want %q", got, c.asked)
				}
			})
		})
	}
}

// TestDownloadGoesOn: from what an earlier run, or nobody knows who, left.
func TestDownloadGoesOn(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string][]byte
		asked []string
	}{
		{"all is there", map[string][]byte{"big.gz": big, "small.gz": small}, nil},
		{"a file is there", map[string][]byte{"big.gz": big}, []string{"one small.gz"}},
		{"whole but for its name", map[string][]byte{"big.gz.part": big}, []string{"one small.gz"}},
		{"rubbish", map[string][]byte{"big.gz.part": noise(500)}, []string{"one big.gz", "one small.gz"}},
		{"too much", map[string][]byte{"big.gz.part": append(slices.Clip(big), noise(500)...)}, []string{"one big.gz", "one small.gz"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, dir := newMirrors(t, well), t.TempDir()
				write(t, dir, c.files)
				if err := m.Download(t.Context(), dir, nil); err != nil {
					t.Fatal(err)
				}
				contains(t, dir, map[string][]byte{"big.gz": big, "small.gz": small})
				if got := m.asked(); !slices.Equal(got, c.asked) {
					t.Errorf("asked for %q, want %q", got, c.asked)
				}
			})
		})
	}
}

// TestDownloadReplacesNothing: Fashion-MNIST has files of the same names.
func TestDownloadReplacesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, dir := newMirrors(t, well), t.TempDir()
		theirs := map[string][]byte{"big.gz": gzipped(imagesFile(noise(dataset.Pixels)))}
		write(t, dir, theirs)
		err := m.Download(t.Context(), dir, nil)
		if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "big.gz")) {
			t.Errorf("got %v, want an error with the path", err)
		}
		contains(t, dir, theirs)
	})
}

// TestDownloadStaysInItsFolder: what lies in the cache under the name of a file
// that is written may lead out of it.
func TestDownloadStaysInItsFolder(t *testing.T) {
	for _, link := range []string{"big.gz", "big.gz.part"} {
		synctest.Test(t, func(t *testing.T) {
			m, dir, outside := newMirrors(t, well), t.TempDir(), t.TempDir()
			theirs := map[string][]byte{"theirs": []byte("somebody's letter")}
			write(t, outside, theirs)
			if err := os.Symlink(filepath.Join(outside, "theirs"), filepath.Join(dir, link)); err != nil {
				t.Skip(err)
			}
			if err := m.Download(t.Context(), dir, nil); err == nil {
				t.Errorf("%s leads out of the folder, and no error", link)
			}
			contains(t, outside, theirs)
		})
	}
}

// TestDownloadBlamesTheDisk: no other mirror is asked for what the disk refuses.
func TestDownloadBlamesTheDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, dir := newMirrors(t, well), t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "big.gz.part"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := m.Download(t.Context(), dir, nil); err == nil || !strings.Contains(err.Error(), dir) || m.asked() != nil {
			t.Errorf("got %v after %q, want an error with the folder after no request", err, m.asked())
		}

		file := filepath.Join(dir, "file")
		write(t, dir, map[string][]byte{"file": nil})
		var pathError *fs.PathError
		if err := m.Download(t.Context(), file, nil); !errors.As(err, &pathError) {
			t.Errorf("into a file: %v", err)
		}
	})
}

// TestDownloadMakesFolders, and writes nothing beside them.
func TestDownloadMakesFolders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, above := newMirrors(t, well), t.TempDir()
		dir := filepath.Join(above, "digitpad", "mnist")
		if err := m.Download(t.Context(), dir, nil); err != nil {
			t.Fatal(err)
		}
		contains(t, dir, map[string][]byte{"big.gz": big, "small.gz": small})
		var found []string
		filepath.WalkDir(above, func(path string, entry fs.DirEntry, err error) error {
			if !entry.IsDir() {
				found = append(found, path)
			}
			return err
		})
		if len(found) != 2 {
			t.Errorf("wrote %q", found)
		}
	})
}

// TestDownloadProgress follows the slow mirror, which sends a tenth every
// fifteen seconds.
func TestDownloadProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMirrors(t, slow)
		total := int64(len(big) + len(small))
		start := time.Now()
		var got []Progress
		if err := m.Download(t.Context(), t.TempDir(), func(p Progress) {
			got = append(got, p)
			left, known := p.Left()
			if p.Done == 0 {
				if known {
					t.Error("the time left is known before the first byte")
				}
				return
			}
			speed := float64(p.Done) / time.Since(start).Seconds()
			if want := float64(total-p.Done) / speed; math.Abs(p.Speed-speed) > 1e-6 || math.Abs(left.Seconds()-want) > 1e-6 {
				t.Errorf("%d bytes at %g a second, %v left; want %g a second, %g s", p.Done, p.Speed, left, speed, want)
			}
		}); err != nil {
			t.Fatal(err)
		}
		if first, want := got[0], (Progress{File: "big.gz", Mirror: "one.example.com", Total: total}); first != want {
			t.Errorf("at first %+v, want %+v", first, want)
		}
		if last := got[len(got)-1]; last.Done != total || last.File != "small.gz" {
			t.Errorf("at last %+v, want all %d bytes", last, total)
		}
		if !slices.IsSortedFunc(got, func(a, b Progress) int { return cmp.Compare(a.Done, b.Done) }) {
			t.Error("Done falls")
		}
		if len(got) < 12 {
			t.Errorf("only %d reports of ten pieces", len(got))
		}
	})
}

// TestDownloadProgressEnds: at the total, also if the mirror's file is larger
// than the one that was first distributed.
func TestDownloadProgressEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMirrors(t, slow)
		m.files[0].size /= 2
		m.files[0].size += 99
		var last Progress
		if err := m.Download(t.Context(), t.TempDir(), func(p Progress) {
			if last = p; p.File == "big.gz" && p.Done > m.files[0].size {
				t.Errorf("%d bytes of %d are done", p.Done, m.files[0].size)
			}
		}); err != nil {
			t.Fatal(err)
		}
		if last.Done != last.Total {
			t.Errorf("at last %+v", last)
		}
	})
}

// TestDownloadTrouble: it is reported until bytes flow again.
func TestDownloadTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMirrors(t, status(http.StatusServiceUnavailable), slow)
		var troubles []string
		if err := m.Download(t.Context(), t.TempDir(), func(p Progress) {
			if p.Trouble != nil {
				troubles = append(troubles, p.Trouble.Error())
				if p.Done > 0 {
					t.Errorf("still trouble after %d bytes: %v", p.Done, p.Trouble)
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		if len(troubles) == 0 || !strings.Contains(troubles[0], "503") {
			t.Errorf("the troubles are %q", troubles)
		}
	})
}

// TestDownloadSpeaksHTTPS and trusts only certificates that the system does;
// this one comes from a server on the loopback.
func TestDownloadSpeaksHTTPS(t *testing.T) {
	var asked int
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	server.Config.ErrorLog = discard
	server.StartTLS()
	defer server.Close()

	d := NewDownloader()
	for mirror, want := range map[string]string{
		server.URL: "certificate",
		strings.Replace(server.URL, "s:", ":", 1): "only https",
		"file:///tmp/":                "only https",
		"https://127.0.0.1:bad-port/": "bad-port",
	} {
		d.Mirrors = []string{mirror}
		if err := d.Download(t.Context(), t.TempDir(), func(p Progress) {
			if p.Trouble != nil {
				t.Errorf("%s is asked again after %v", mirror, p.Trouble)
			}
		}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want an error with %q", mirror, err, want)
		}
	}
	if asked != 0 {
		t.Errorf("%d requests were sent", asked)
	}
}

// TestDownloadMNIST fetches the real files as NewDownloader does, from a server
// in memory that answers for the first mirror with 403.
func TestDownloadMNIST(t *testing.T) {
	data := realData(t)
	if _, err := os.Stat(filepath.Join(data, "mnist")); err == nil {
		data = filepath.Join(data, "mnist")
	}
	synctest.Test(t, func(t *testing.T) {
		d, dir := NewDownloader(), t.TempDir()
		d.Client = serve(t, func(w http.ResponseWriter, r *http.Request) {
			name, found := strings.CutPrefix(r.Host+r.URL.Path, "ossci-datasets.s3.amazonaws.com/mnist/")
			if !found {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			http.ServeFile(w, r, filepath.Join(data, name))
		})
		var last Progress
		if err := d.Download(t.Context(), dir, func(p Progress) { last = p }); err != nil {
			t.Fatal(err)
		}
		if last.Done != last.Total || last.Total != 11594722 {
			t.Errorf("at last %+v", last)
		}
		train, test, err := Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		if train.Name() != "MNIST training images" || train.Len() != 60000 || test.Name() != "MNIST test images" || test.Len() != 10000 {
			t.Errorf("%q %d, %q %d", train.Name(), train.Len(), test.Name(), test.Len())
		}
	})
}
