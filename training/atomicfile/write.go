// Package atomicfile replaces files atomically: after a full disk, a crash or a kill the
// old file is still there. It also has locks, with which several programs can change a
// file one after the other.
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

	"digitpad/network/message"
)

// The suffix of a file that is being written: .NAME.NUMBER and this.
const unfinished = ".digitpad-unfinished"

// old is the age from which an unfinished file must be that of a program that was killed.
const old = time.Hour

// Write replaces the contents of a file, or creates it. After an error the file is as it
// was. Temporary files of an earlier Write that was killed are removed.
//
// A symbolic link stays, and what it leads to is written. A device or a pipe cannot be
// replaced: it is opened, and the contents are written to it.
func Write(path string, contents io.Reader) error {
	target, kind, err := resolve(path)
	switch {
	case err != nil:
	case kind == asStream:
		err = pour(target, contents)
	default:
		err = writeWhole(target, contents)
	}
	if err != nil {
		if of := (*fs.PathError)(nil); errors.As(err, &of) {
			err = of.Err // the temporary name would tell the user nothing
		}
		return &fs.PathError{Op: "write", Path: path, Err: err}
	}
	return nil
}

// WriteFrom is Write of what a function writes, which need not be in memory as a whole.
func WriteFrom(path string, contents func(io.Writer) error) error {
	from, to := io.Pipe()
	defer from.Close() // so that the function ends if the disk is full
	go func() { to.CloseWithError(contents(to)) }()
	return Write(path, from)
}

// Temporary makes a file in a folder that no other program sees, and that is gone when it is
// closed or the program ends. Where a file in use cannot be removed, RemoveTemp does it later.
func Temporary(folder string) (*os.File, error) {
	file, err := os.OpenFile(unfinishedName(filepath.Join(folder, "temporary")), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_ = os.Remove(file.Name())
	}
	return file, err
}

// Check reports why Write would fail for a path: its folder is missing or cannot be
// written to, or it is a folder itself. It changes nothing.
func Check(path string) error {
	target, kind, err := resolve(path)
	if err == nil && kind == asFile {
		var probe *os.File
		if probe, err = os.OpenFile(unfinishedName(target), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err == nil {
			err = errors.Join(probe.Close(), os.Remove(probe.Name()))
		}
	}
	if err != nil {
		if of := (*fs.PathError)(nil); errors.As(err, &of) {
			err = of.Err
		}
		return &fs.PathError{Op: "write", Path: path, Err: err}
	}
	return nil
}

// kind says whether a file is replaced whole, or a stream written to.
type kind int

const (
	asFile kind = iota
	asStream
)

// maxLinks is how many symbolic links may lead to one another, as on Linux.
const maxLinks = 40

// resolve follows symbolic links, also one that leads to a file that is not there yet,
// and says what is at the end of them.
func resolve(path string) (target string, of kind, err error) {
	target = path
	for range maxLinks {
		info, err := os.Lstat(target)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return target, asFile, nil
		case err != nil:
			return "", asFile, err
		case info.Mode()&fs.ModeSymlink != 0:
			next, err := os.Readlink(target)
			if err != nil {
				return "", asFile, err
			}
			if !filepath.IsAbs(next) {
				next = filepath.Join(filepath.Dir(target), next)
			}
			target = next
		case info.Mode().IsRegular():
			return target, asFile, nil
		case info.IsDir():
			return "", asFile, message.Errorf("it is a folder")
		case info.Mode()&(fs.ModeDevice|fs.ModeNamedPipe) != 0:
			return target, asStream, nil
		default:
			return "", asFile, message.Errorf("it is neither a file nor a device nor a pipe")
		}
	}
	return "", asFile, message.Errorf("too many symbolic links lead to one another")
}

// pour writes to a device or a pipe.
func pour(path string, contents io.Reader) error {
	to, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, contents)
	if closing := to.Close(); err == nil {
		err = closing
	}
	return err
}

// unfinishedName is the name that a file has while it is written.
func unfinishedName(path string) string {
	folder, name := filepath.Split(path)
	return filepath.Join(folder, fmt.Sprintf(".%s.%d%s", name, rand.Uint64(), unfinished))
}

// writeWhole writes beside a file and then puts that in its place.
func writeWhole(path string, contents io.Reader) error {
	part := unfinishedName(path)
	err := write(part, contents)
	if err == nil {
		err = replace(path, part)
	}
	if err != nil {
		_ = os.Remove(part) // mostly it is there, and more cannot be done
		return err
	}
	folder, name := filepath.Split(path)
	sweep(folder, func(other string) bool { return other == name })
	return nil
}

// syncFile brings what was written to the disk; a test watches it.
var syncFile = (*os.File).Sync

// write makes a file, on the disk itself: a computer that crashes may otherwise
// have the new name before the contents.
func write(path string, contents io.Reader) error {
	part, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err = io.Copy(part, contents); err == nil {
		err = syncFile(part)
	}
	if closing := part.Close(); err == nil {
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
