//go:build unix && !solaris && !illumos && !aix

package gui

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock takes a lock on a file, which ends with the process at the latest. It
// reports false if another process has it; where there are no locks everybody has
// them.
func lock(path string) (release func(), ok bool) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return func() {}, true
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); errors.Is(err, unix.EWOULDBLOCK) {
		file.Close()
		return nil, false
	}
	return func() { file.Close() }, true
}
