// Package atomicfile writes files whole or not at all: a full disk, a crash or a kill
// leaves the file that was there before. It also lets several programs change a
// file in turn.
package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/natefinch/atomic"
)

// A file that is being written is called .NAME.NUMBER and this.
const unfinished = ".digitpad-unfinished"

// old is the age at which an unfinished file is that of a program that was killed.
const old = time.Hour

// Write replaces the contents of a file, or makes it. After an error the file is as
// it was. What an earlier Write of the same file left when it was killed goes.
func Write(path string, contents io.Reader) error {
	folder, name := filepath.Split(path)
	part := filepath.Join(folder, fmt.Sprintf(".%s.%d%s", name, rand.Uint64(), unfinished))
	err := write(part, contents)
	if err == nil {
		err = replace(path, part)
	}
	if err != nil {
		_ = os.Remove(part) // mostly it is there, and more cannot be done
		if of := (*fs.PathError)(nil); errors.As(err, &of) {
			err = of.Err // a name that nobody has chosen says nothing
		}
		return &fs.PathError{Op: "write", Path: path, Err: err}
	}
	sweep(folder, func(other string) bool { return other == name })
	return nil
}

// write makes a file, on the disk itself: a computer that crashes may otherwise
// have the new name before the contents.
func write(path string, contents io.Reader) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err = io.Copy(file, contents); err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	return err
}

// replace gives part the name and the mode of a file, in its place.
func replace(path, part string) error {
	if before, err := os.Stat(path); err == nil {
		if err := os.Chmod(part, before.Mode().Perm()); err != nil {
			return err
		}
	}
	return atomic.ReplaceFile(part, path)
}

// RemoveTemp removes what programs that were killed left unfinished in a folder. What
// is younger than an hour may still be being written, and stays.
func RemoveTemp(folder string) { sweep(folder, func(string) bool { return true }) }

// sweep is Sweep for the files with some names.
func sweep(folder string, wanted func(name string) bool) {
	entries, err := os.ReadDir(filepath.Clean(folder))
	if err != nil {
		return
	}
	for _, e := range entries {
		name, ok := unfinishedOf(e.Name())
		if !ok || !wanted(name) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > old {
			_ = os.Remove(filepath.Join(folder, e.Name())) // another start may be quicker
		}
	}
}

// unfinishedOf is the name of the file that part was to become.
func unfinishedOf(part string) (name string, ok bool) {
	part, ours := strings.CutSuffix(part, unfinished)
	part, hidden := strings.CutPrefix(part, ".")
	dot := strings.LastIndexByte(part, '.')
	if !ours || !hidden || dot <= 0 {
		return "", false
	}
	_, err := strconv.ParseUint(part[dot+1:], 10, 64)
	return part[:dot], err == nil
}
