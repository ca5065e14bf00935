package atomicfile

import (
	"os"
	"time"

	"digitpad/network/message"
)

// patience is how long Lock waits for another program.
const patience = 5 * time.Second

// Lock takes the lock of a file, waiting up to 5 s for another program, and holds it
// until unlock is called or the program ends. The lock is on a file NAME.lock beside it.
// Where the file system has no locks, Lock succeeds without one.
func Lock(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	for begin := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		taken, err := lock(file)
		switch {
		case taken:
			return func() { _ = file.Close() }, nil // which gives up the lock
		case err != nil:
			_ = file.Close()
			return func() {}, nil
		case time.Since(begin) > patience:
			_ = file.Close()
			return nil, message.Errorf("%s: another program has been writing it for %v; try again when it is done", path, patience)
		}
	}
}

// TryLock is Lock without the wait: it reports false if another holds the lock. It
// reports true if locking is unsupported.
func TryLock(path string) (unlock func(), ok bool) {
	file, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return func() {}, true
	}
	if taken, err := lock(file); !taken && err == nil {
		_ = file.Close()
		return nil, false
	}
	return func() { _ = file.Close() }, true
}
