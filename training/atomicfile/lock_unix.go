//go:build unix

package atomicfile

import (
	"errors"
	"os"
	"syscall"
)

// lock takes the lock if nobody has it. The error says that there are no locks.
func lock(file *os.File) (taken bool, err error) {
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return false, nil
	}
	return err == nil, err
}
