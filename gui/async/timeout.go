package async

import (
	"errors"
	"fmt"
	"time"
)

// A drive may stall: a network's, when the network is gone. Then no call that
// reads or writes returns.

// StartTimeout is how long the start of the program waits for a file.
const StartTimeout = 2 * time.Second

// CloseTimeout is how long the program waits for what is still being written
// before it ends: even a slow drive takes a large checkpoint in that time.
const CloseTimeout = 30 * time.Second

// ErrStalled says that a drive stalls.
var ErrStalled = errors.New("the drive does not answer")

// ReadWithTimeout reads a file, but gives up a drive that stalls. The error is errStalled
// then.
func ReadWithTimeout[T any](path string, read func(path string) (T, error)) (T, error) {
	type result struct {
		contents T
		err      error
	}
	done := make(chan result, 1)
	go func() {
		contents, err := read(path)
		done <- result{contents, err}
	}()
	select {
	case r := <-done:
		return r.contents, r.err
	case <-time.After(StartTimeout):
		var nothing T
		return nothing, fmt.Errorf("%s: %w; open the file when it does", path, ErrStalled)
	}
}
