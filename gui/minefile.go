package gui

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2/lang"

	"digitpad/training/atomicfile"
	"digitpad/training/ink"
)

// My digits lie in one file, which several windows may change: each changes its
// own digits in it and leaves the others as they are.

// myDigitsFile is the file in Options.Home with the digits that were taught.
const myDigitsFile = "my-digits.jsonl"

// unreadable stands behind the name of a file with the lines that could not be
// read.
const unreadable = ".unreadable"

// mineEdit is a change to my digits. From nothing it is a new one, to nothing it
// is gone.
type mineEdit struct{ from, to *ink.Sample }

// apply makes the change to a list of digits.
func (e mineEdit) apply(list []ink.Sample) []ink.Sample {
	at := -1
	if e.from != nil {
		line := strokeLine(*e.from)
		at = slices.IndexFunc(list, func(s ink.Sample) bool { return strokeLine(s) == line })
	}
	switch {
	case e.to == nil && at < 0: // another window was quicker
		return list
	case e.to == nil:
		return slices.Delete(list, at, at+1)
	case at < 0:
		return append(list, *e.to)
	}
	list[at] = *e.to
	return list
}

// strokeLine is a digit as its line in a file, by which it is known.
func strokeLine(s ink.Sample) string {
	var b bytes.Buffer
	_ = ink.WriteStrokes(&b, s) // my digits have ink and labels
	return b.String()
}

// keepMine writes changes to my digits. What cannot be written is tried again with
// the next ones.
func (w *Window) keepMine(edits ...mineEdit) {
	path := filepath.Join(w.options.Home, myDigitsFile)
	w.file(func() {
		w.mine.unkept = append(w.mine.unkept, edits...)
		if err := editStrokeFile(path, w.mine.unkept); err != nil {
			w.post(func() { w.tell(lang.L("Your digits could not be kept"), err) })
			return
		}
		w.mine.unkept = nil
	})
}

// editStrokeFile makes changes to the digits in a file, all or none.
func editStrokeFile(path string, edits []mineEdit) error {
	if len(edits) == 0 {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	unlock, err := atomicfile.Lock(path)
	if err != nil {
		return err
	}
	defer unlock()
	list, err := readStrokeFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range edits {
		list = e.apply(list)
	}
	var b bytes.Buffer
	if err := ink.WriteStrokes(&b, list...); err != nil {
		return err
	}
	return atomicfile.Write(path, &b)
}

// loadMine reads my digits. Lines that cannot be read are put aside, and the others
// stay. It reads at once, as preferences are read, so that they are there before
// they are asked for.
func (w *Window) loadMine() {
	if w.options.Home == "" {
		return
	}
	path := filepath.Join(w.options.Home, myDigitsFile)
	data, err := soon(path, os.ReadFile)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			w.tell(lang.L("Your digits cannot be read"), err)
		}
		return
	}
	read := salvage(data)
	w.addMine(read.samples...)
	if read.first == nil {
		return
	}
	aside, err := putAside(path)
	if err != nil {
		err = fmt.Errorf(lang.L("%w; that line could not be put aside, so no new digits are kept: %w"), read.first, err)
	} else {
		err = fmt.Errorf(lang.L("%w; what could not be read is kept as %s, and the other %d are here"), read.first, aside, len(read.samples))
	}
	w.tell(lang.L("Some of your digits cannot be read"), err)
}

// salvaged is what can be read of a stroke file, line by line.
type salvaged struct {
	samples   []ink.Sample
	good, bad []byte // the lines as they stand
	first     error  // what is wrong with the first bad line; nil if all are good
}

func salvage(data []byte) (s salvaged) {
	n := 0
	for line := range bytes.Lines(data) {
		n++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		samples, err := ink.ReadStrokes(bytes.NewReader(line))
		if err == nil {
			s.samples, s.good = append(s.samples, samples...), append(s.good, line...)
			continue
		}
		if cause := errors.Unwrap(err); cause != nil { // without the line, which is 1 for each
			err = cause
		}
		if s.first == nil {
			s.first = fmt.Errorf(lang.L("line %d of %s: %w"), n, myDigitsFile, err)
		}
		s.bad = append(s.bad, line...)
	}
	return s
}

// putAside moves the lines of a stroke file that cannot be read to a new file beside
// it, which it names.
func putAside(path string) (aside string, err error) {
	unlock, err := atomicfile.Lock(path)
	if err != nil {
		return "", err
	}
	defer unlock()
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	lines := salvage(data)
	aside = path + unreadable
	for n := 2; exists(aside); n++ {
		aside = fmt.Sprintf("%s%s-%d", path, unreadable, n)
	}
	if err := atomicfile.Write(aside, bytes.NewReader(lines.bad)); err != nil {
		return "", err
	}
	return aside, atomicfile.Write(path, bytes.NewReader(lines.good))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// readStrokeFile reads a stroke file, which may be empty.
func readStrokeFile(path string) ([]ink.Sample, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Size() == 0 && info.Mode().IsRegular() {
		return nil, nil
	}
	samples, err := ink.ReadStrokes(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return samples, nil
}
