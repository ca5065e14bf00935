package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"digitpad/training/atomicfile"
)

// Windows that live in one Options.Home, of the same user at the same time, each
// have a slot there, with files of their own for the run that goes on. A lock that
// ends with the process holds it, so that the run of a program that was killed can
// be told from that of a window next door.

// InstanceLock is a window's place among those with the same home.
type InstanceLock struct {
	home    string
	Number  int    // from 1
	Release func() // gives the slot back
}

// lockFile is what the process of a slot has locked.
const lockFile = "window"

// maxInstances is how many windows have a slot of their own.
const maxInstances = 16

// AcquireInstanceLock takes the first slot that is free.
func AcquireInstanceLock(home string) InstanceLock {
	s := InstanceLock{home: home, Release: func() {}}
	if os.MkdirAll(home, 0o755) != nil {
		s.Number = 1 // nothing can be written there in any case
		return s
	}
	for s.Number < maxInstances {
		s.Number++
		if release, ok := atomicfile.TryLock(s.Path(lockFile)); ok {
			s.Release = release
			break
		}
	}
	return s
}

// Path is where the slot has a file. The first slot has the plain names.
func (s InstanceLock) Path(name string) string {
	if s.Number > 1 {
		extension := filepath.Ext(name)
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, extension), s.Number, extension)
	}
	return filepath.Join(s.home, name)
}

// TakeOver moves the first of some files that a slot without a window has left to a
// path.
func (s InstanceLock) TakeOver(path string, names ...string) {
	for n := range maxInstances {
		other := InstanceLock{home: s.home, Number: n + 1}
		if other.Number == s.Number {
			continue
		}
		for _, name := range names {
			if _, err := os.Stat(other.Path(name)); err != nil {
				continue
			}
			release, ok := atomicfile.TryLock(other.Path(lockFile))
			if !ok {
				break // a window has it
			}
			err := os.Rename(other.Path(name), path)
			release()
			if err == nil {
				return
			}
		}
	}
}
