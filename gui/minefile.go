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

	"digitpad/training/ink"
	"digitpad/training/whole"
)

// My digits lie in one file, which several windows may change: each changes its
// own digits in it and leaves the others as they are.

// myDigitsFile is the file in Options.Home with the digits that were taught.
const myDigitsFile = "my-digits.jsonl"

// unreadable stands behind the name of a file that cannot be read and was put
// aside.
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
		w.unkept = append(w.unkept, edits...)
		if err := editStrokeFile(path, w.unkept); err != nil {
			w.post(func() { w.tell(lang.L("Your digits could not be kept"), err) })
			return
		}
		w.unkept = nil
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
	unlock, err := whole.Lock(path)
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
	return whole.Write(path, &b)
}

// loadMine reads my digits. A file that cannot be read is put aside, so that it
// is not overwritten. It reads at once, as preferences are read, so that they are
// there before they are asked for.
func (w *Window) loadMine() {
	if w.options.Home == "" {
		return
	}
	path := filepath.Join(w.options.Home, myDigitsFile)
	samples, err := soon(path, readStrokeFile)
	for _, s := range samples {
		w.addMine(s)
	}
	switch {
	case err == nil || errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, errStalled):
		w.tell(lang.L("Your digits cannot be read"), err)
	default:
		aside := path + unreadable
		for n := 2; exists(aside); n++ {
			aside = fmt.Sprintf("%s%s-%d", path, unreadable, n)
		}
		_ = os.Rename(path, aside)
		w.tell(lang.L("Your digits cannot be read"), fmt.Errorf(lang.L("%w; the file is kept as %s"), err, aside))
	}
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
