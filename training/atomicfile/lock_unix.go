//go:build unix

package atomicfile

import (
	"errors"
	"os"
	"syscall"
)

// lock takes the lock if it is free. The error says that locking is unsupported.
func lock(file *os.File) (taken bool, err error) {
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return false, nil
	}
	return err == nil, err
}
