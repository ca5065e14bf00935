package mnist

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"digitpad/network/message"
	"digitpad/training/internal/gunzip"
)

// A transfer brings one file from the mirrors to disk. It collects the bytes in
// NAME.part, which outlives it.
type transfer struct {
	file
	root   *os.Root
	client *http.Client
	idle   time.Duration
	meter  *meter
}

// A mirrorError is an error of a mirror. Any other error of a transfer is one of the
// disk, for which no other mirror is tried.
type mirrorError struct {
	error
	passing bool // the same mirror deserves another attempt
}

func (e *mirrorError) Unwrap() error { return e.error }

func lasting(format string, args ...any) error {
	return &mirrorError{message.Errorf(format, args...), false}
}

func passing(format string, args ...any) error {
	return &mirrorError{message.Errorf(format, args...), true}
}

// attempt asks mirror once for what is missing of the file.
func (t transfer) attempt(ctx context.Context, mirror *url.URL) error {
	part, err := t.root.OpenFile(t.name+".part", os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer part.Close()
	have, complete, err := t.inspect(part)
	if err != nil {
		return err
	}
	if complete {
		return t.keep(part)
	}
	t.meter.request(t.file, mirror.Host, have)

	// One watchdog for all ways to stall: connecting, answering, sending.
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watchdog := time.AfterFunc(t.idle, func() {
		cancel(message.Errorf("nothing has come for %v", t.idle))
	})
	defer watchdog.Stop()

	body, at, err := t.request(ctx, mirror, part, have)
	if err != nil {
		return err
	}
	defer body.Close()
	if err := t.receive(ctx, body, part, at, watchdog); err != nil {
		return err
	}

	switch err := t.check(part); {
	case err == nil:
		return t.keep(part)
	case errors.Is(err, gunzip.ErrCut):
		return passing("%w", err)
	default:
		if err := part.Truncate(0); err != nil {
			return err
		}
		// If the beginning came from another mirror, that part may be wrong.
		return &mirrorError{err, at > 0}
	}
}

// arrived is how many bytes of the file lie in its part.
func (t transfer) arrived() int64 {
	info, err := t.root.Stat(t.name + ".part")
	if err != nil {
		return 0
	}
	return info.Size()
}

// inspect returns how many bytes of part can be kept, and whether they are the whole
// file.
func (t transfer) inspect(part *os.File) (have int64, complete bool, err error) {
	info, err := part.Stat()
	if err != nil || info.Size() == 0 {
		return 0, false, err
	}
	switch err := t.check(part); {
	case err == nil:
		return info.Size(), true, nil
	case errors.Is(err, gunzip.ErrCut):
		return info.Size(), false, nil
	default:
		return 0, false, part.Truncate(0)
	}
}

// request asks mirror for the file from byte have on. The answer belongs at
// byte at of part, which is cut there.
func (t transfer) request(ctx context.Context, mirror *url.URL, part *os.File, have int64) (body io.ReadCloser, at int64, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, mirror.JoinPath(t.name).String(), nil)
	if err != nil {
		return nil, 0, lasting("%w", err)
	}
	req.Header.Set("Accept-Encoding", "identity") // the gzip file as it is
	if have > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
	}
	resp, err := t.client.Do(req)
	if err != nil {
		err = errors.Unwrap(err) // of the url.Error, which repeats the address
		if refused := (*mirrorError)(nil); errors.As(err, &refused) {
			return nil, 0, refused
		}
		if untrusted := (*tls.CertificateVerificationError)(nil); errors.As(err, &untrusted) {
			return nil, 0, lasting("%w", err)
		}
		return nil, 0, broken(ctx, err)
	}
	defer func() {
		if err != nil {
			resp.Body.Close()
		}
	}()

	resumes := strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", have))
	switch code := resp.StatusCode; {
	case code == http.StatusPartialContent && resumes:
		at = have
	case code == http.StatusPartialContent, code == http.StatusRequestedRangeNotSatisfiable:
		if err := part.Truncate(0); err != nil {
			return nil, 0, err
		}
		return nil, 0, passing("it cannot go on from byte %d", have)
	case code == http.StatusTooManyRequests, code >= 500:
		return nil, 0, passing("it answers %s", resp.Status)
	case code != http.StatusOK:
		return nil, 0, lasting("it answers %s", resp.Status)
	}
	body = resp.Body
	if at == 0 {
		// Networks with a login page answer everything with 200 and HTML.
		b := bufio.NewReader(resp.Body)
		head, err := b.Peek(2)
		if len(head) == 2 && !bytes.HasPrefix(head, []byte("\x1f\x8b")) {
			head, _ = b.Peek(b.Buffered())
			return nil, 0, lasting("it sends %s instead of the file", http.DetectContentType(head))
		}
		if err != nil && err != io.EOF {
			return nil, 0, broken(ctx, err)
		}
		body = struct {
			io.Reader
			io.Closer
		}{b, resp.Body}
	}
	if err := part.Truncate(at); err != nil {
		return nil, 0, err
	}
	return body, at, nil
}

// receive writes body to part from byte at on.
func (t transfer) receive(ctx context.Context, body io.Reader, part *os.File, at int64, watchdog *time.Timer) error {
	most := 2 * t.size // room for a mirror that compressed the file anew
	buf := make([]byte, 32<<10)
	for {
		n, err := body.Read(buf)
		if _, err := part.WriteAt(buf[:n], at); err != nil {
			return err
		}
		at += int64(n)
		if at > most {
			if err := part.Truncate(0); err != nil {
				return err
			}
			return lasting("it sends more than twice the %d bytes of the file", t.size)
		}
		if n > 0 {
			watchdog.Reset(t.idle)
			t.meter.receive(t.file, n, at)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return broken(ctx, err)
		}
	}
}

// broken is the error for a connection that ended with err.
func broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		err = context.Cause(ctx) // which says whether it stalled or was cancelled
	}
	return passing("the connection broke: %w", err)
}

// check verifies all of part.
func (t transfer) check(part *os.File) error {
	if _, err := part.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return t.verify(part)
}

// keep gives part, which is complete, the file's name.
func (t transfer) keep(part *os.File) error {
	if err := part.Sync(); err != nil {
		return err
	}
	if err := part.Close(); err != nil { // Windows renames no open file
		return err
	}
	return t.root.Rename(t.name+".part", t.name)
}

// verify reads r, gzipped or plain, to its end and compares the contents'
// SHA-256. The error is gunzip.ErrCut if r is the beginning of a gzip file.
func (f file) verify(r io.Reader) error {
	contents, err := gunzip.NewReader(r)
	if err != nil {
		return err
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, io.LimitReader(contents, gunzip.Max)); err != nil {
		return gunzip.Damaged(err)
	}
	if sum := hex.EncodeToString(hash.Sum(nil)); sum != f.contents {
		return message.Errorf("the contents have the SHA-256 %s instead of %s", sum, f.contents)
	}
	return nil
}

var errNotHTTPS = message.Errorf("only https is spoken, so that nobody can listen or tamper")

// onlyHTTPS follows redirects, for http.Client.CheckRedirect.
func onlyHTTPS(req *http.Request, via []*http.Request) error {
	if req.URL.Scheme != "https" {
		return lasting("it redirects to %s: %w", req.URL.Redacted(), errNotHTTPS)
	}
	if len(via) >= 10 {
		return lasting("it redirects again and again")
	}
	return nil
}
