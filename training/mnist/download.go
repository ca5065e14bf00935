package mnist

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"digitpad/network/message"
	"digitpad/training/internal/checksum"
)

// A Downloader fetches the four files of MNIST. NewDownloader returns one that
// is ready, and whose fields may be changed before the first Download.
type Downloader struct {
	// Mirrors are the addresses below which the files are found, tried in order. Only
	// HTTPS is allowed, also after a redirect.
	Mirrors []string
	// Client sends the requests. Its CheckRedirect is not used.
	Client *http.Client
	// Attempts is how often a file is requested from a mirror after temporary errors,
	// with 1, 2, 4, … seconds between. Progress resets the count.
	Attempts int
	// Idle is how long a mirror may send nothing before the request is cancelled.
	Idle time.Duration

	files []file
}

// A file is one of those that a Downloader fetches.
type file struct {
	name     string // on the mirrors and on disk
	size     int64  // in bytes, as first distributed; mirrors may have compressed it anew
	contents string // SHA-256 of the decompressed contents, in hexadecimal
}

// NewDownloader returns a Downloader for two maintained mirrors. It honours the
// environment's HTTPS_PROXY.
func NewDownloader() *Downloader {
	return &Downloader{
		Mirrors: []string{
			"https://storage.googleapis.com/cvdf-datasets/mnist/",
			"https://ossci-datasets.s3.amazonaws.com/mnist/",
		},
		Client:   &http.Client{},
		Attempts: 4,
		Idle:     20 * time.Second,
		files: []file{
			{"train-images-idx3-ubyte.gz", 9912422, checksum.MNIST[0].Images},
			{"train-labels-idx1-ubyte.gz", 28881, checksum.MNIST[0].Labels},
			{"t10k-images-idx3-ubyte.gz", 1648877, checksum.MNIST[1].Images},
			{"t10k-labels-idx1-ubyte.gz", 4542, checksum.MNIST[1].Labels},
		},
	}
}

// Download fetches the files that dir does not have yet, about 11 MB, making
// dir if need be. Progress, which may be nil, is called on the caller's
// goroutine, some ten times a second while bytes flow.
//
// A file gets its name only when it is complete and its contents have MNIST's SHA-256;
// until then it is called NAME.part, and the next Download, from any mirror, continues
// where this one ended. So ctx may be cancelled at any time. A file of that name with
// other contents is never replaced.
func (d *Downloader) Download(ctx context.Context, dir string, progress func(Progress)) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return message.Errorf("no folder for MNIST: %w", err)
	}
	root, err := os.OpenRoot(dir) // through which nothing outside can be written
	if err != nil {
		return message.Errorf("no folder for MNIST: %w", err)
	}
	defer root.Close()

	mirrors, err := d.addresses()
	if err != nil {
		return err
	}
	client := *d.Client
	client.CheckRedirect = onlyHTTPS
	meter := newMeter(d.files, progress)
	for _, f := range d.files {
		complete, err := present(root, f)
		if err != nil {
			return err
		}
		if !complete {
			t := transfer{file: f, root: root, client: &client, idle: d.Idle, meter: meter}
			served, err := d.fetch(ctx, t, mirrors)
			if err != nil {
				return err
			}
			// Those that failed are not asked first for the next file.
			mirrors = slices.Concat(mirrors[served:], mirrors[:served])
		}
		meter.complete(f)
	}
	return nil
}

// addresses are the mirrors, parsed.
func (d *Downloader) addresses() ([]*url.URL, error) {
	var mirrors []*url.URL
	for _, m := range d.Mirrors {
		u, err := url.Parse(m)
		if err != nil {
			return nil, message.Errorf("the mirror %q: %w", m, err)
		}
		if u.Scheme != "https" {
			return nil, message.Errorf("the mirror %s: %w", m, errNotHTTPS)
		}
		mirrors = append(mirrors, u)
	}
	return mirrors, nil
}

// present reports whether f is on disk already, under its name.
func present(root *os.Root, f file) (bool, error) {
	disk, err := root.Open(f.name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	defer disk.Close()
	if err := f.verify(disk); err != nil {
		return false, message.Errorf("%s is not MNIST's: %w; move it away, or download to another folder",
			filepath.Join(root.Name(), f.name), err)
	}
	return true, nil
}

// fetch tries the mirrors in turn and returns the index of the one that served
// the file.
func (d *Downloader) fetch(ctx context.Context, t transfer, mirrors []*url.URL) (served int, err error) {
	var faults strings.Builder
	for i, mirror := range mirrors {
		err := d.persist(ctx, t, mirror)
		if err == nil {
			return i, nil
		}
		if ctx.Err() != nil {
			return 0, message.Errorf("the download of MNIST was stopped (what has arrived is kept): %w", ctx.Err())
		}
		if fault := (*mirrorError)(nil); !errors.As(err, &fault) {
			return 0, message.Errorf("MNIST cannot be kept in %s: %w", t.root.Name(), err)
		}
		fmt.Fprintf(&faults, "; %s: %v", mirror.Host, err)
	}
	return 0, message.Errorf("MNIST could not be downloaded, %s failed at every mirror%s. "+
		"Is the computer online? Behind a proxy, set HTTPS_PROXY. Then try again: what has arrived is kept. "+
		"Or fetch the files by other means and put them in %s: %s",
		t.name, &faults, t.root.Name(), strings.Join(d.names(), ", "))
}

// persist requests from one mirror while its errors are temporary or more of the file
// arrives.
func (d *Downloader) persist(ctx context.Context, t transfer, mirror *url.URL) error {
	most := int64(0)
	for pause, attempt := time.Second, 1; ; pause, attempt = 2*pause, attempt+1 {
		err := t.attempt(ctx, mirror)
		if have := t.arrived(); have > most {
			most, pause, attempt = have, time.Second, 1
		}
		var fault *mirrorError
		if !errors.As(err, &fault) || !fault.passing || attempt >= d.Attempts || ctx.Err() != nil {
			return err
		}
		t.meter.trouble(err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (d *Downloader) names() []string {
	var names []string
	for _, f := range d.files {
		names = append(names, f.name)
	}
	return names
}
