package gui

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lock takes a lock on a file, which ends with the process at the latest. It
// reports false if another process has it; where there are no locks everybody has
// them.
func lock(path string) (release func(), ok bool) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return func() {}, true
	}
	err = windows.LockFileEx(windows.Handle(file.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		file.Close()
		return nil, false
	}
	return func() { file.Close() }, true
}
