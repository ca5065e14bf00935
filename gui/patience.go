package gui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// A drive may stall: a network's, when the network is gone. Then no call that
// reads or writes returns.

// startPatience is how long the start of the program waits for a file.
const startPatience = 2 * time.Second

// closePatience is how long the program waits for what is still being written
// before it ends: even a slow drive takes a large checkpoint in that time.
const closePatience = 30 * time.Second

// errStalled says that a drive stalls.
var errStalled = errors.New("the drive does not answer")

// soon reads a file, but gives up a drive that stalls. The error is errStalled
// then.
func soon[T any](path string, read func(path string) (T, error)) (T, error) {
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
	case <-time.After(startPatience):
		var nothing T
		return nothing, fmt.Errorf("%s: %w; open the file when it does", path, errStalled)
	}
}

// answers reports whether the folder for what the program keeps can be read.
func answers(home string) bool {
	_, err := soon(filepath.Join(home, preferencesFile), os.ReadFile)
	return !errors.Is(err, errStalled)
}
