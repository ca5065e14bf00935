package gui

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

// slot is a window's place among those with the same home.
type slot struct {
	home    string
	number  int    // from 1
	release func() // gives the slot back
}

// lockFile is what the process of a slot has locked.
const lockFile = "window"

// mostWindows is how many windows have a slot of their own.
const mostWindows = 16

// claim takes the first slot that is free.
func claim(home string) slot {
	s := slot{home: home, release: func() {}}
	if os.MkdirAll(home, 0o755) != nil {
		s.number = 1 // nothing can be written there in any case
		return s
	}
	for s.number < mostWindows {
		s.number++
		if release, ok := atomicfile.TryLock(s.path(lockFile)); ok {
			s.release = release
			break
		}
	}
	return s
}

// path is where the slot has a file. The first slot has the plain names.
func (s slot) path(name string) string {
	if s.number > 1 {
		extension := filepath.Ext(name)
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, extension), s.number, extension)
	}
	return filepath.Join(s.home, name)
}

// inherit moves the first of some files that a slot without a window has left to a
// path.
func (s slot) inherit(path string, names ...string) {
	for n := range mostWindows {
		other := slot{home: s.home, number: n + 1}
		if other.number == s.number {
			continue
		}
		for _, name := range names {
			if _, err := os.Stat(other.path(name)); err != nil {
				continue
			}
			release, ok := atomicfile.TryLock(other.path(lockFile))
			if !ok {
				break // a window has it
			}
			err := os.Rename(other.path(name), path)
			release()
			if err == nil {
				return
			}
		}
	}
}
