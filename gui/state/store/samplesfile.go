package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"digitpad/network/message"
	"digitpad/training/atomicfile"
	"digitpad/training/ink"
)

// My digits lie in one file, which several windows may change: each changes its
// own digits in it and leaves the others as they are.

// SamplesFile is the file in Options.Home with the user's digits.
const SamplesFile = "my-digits.jsonl"

// Unreadable stands behind the name of a file with the lines that could not be
// read.
const Unreadable = ".unreadable"

// SampleEdit is a change to my digits. From nothing it is a new one, to nothing it
// is gone.
type SampleEdit struct{ From, To *ink.Sample }

// strokeLine is a digit as its line in a file, by which it is known.
func strokeLine(s ink.Sample) string {
	var b bytes.Buffer
	_ = ink.WriteStrokes(&b, s) // my digits have ink and labels
	return b.String()
}

// EditSamples makes changes to the digits in a file, all or none.
func EditSamples(path string, edits []SampleEdit) error {
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
	list, err := ReadStrokeFile(path)
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

// RecoveredSamples is what can be read of a stroke file, line by line.
type RecoveredSamples struct {
	Samples   []ink.Sample
	good, bad []byte // the lines as they stand
	Err       error  // what is wrong with the first bad line; nil if all are good
}

func RecoverSamples(data []byte) (s RecoveredSamples) {
	n := 0
	for line := range bytes.Lines(data) {
		n++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		samples, err := ink.ReadStrokes(bytes.NewReader(line))
		if err == nil {
			s.Samples, s.good = append(s.Samples, samples...), append(s.good, line...)
			continue
		}
		if cause := errors.Unwrap(err); cause != nil { // without the line, which is 1 for each
			err = cause
		}
		if s.Err == nil {
			s.Err = message.Errorf("line %d of %s: %w", n, SamplesFile, err)
		}
		s.bad = append(s.bad, line...)
	}
	return s
}

// Quarantine moves the lines of a stroke file that cannot be read to a new file beside
// it, which it names.
func Quarantine(path string) (aside string, err error) {
	unlock, err := atomicfile.Lock(path)
	if err != nil {
		return "", err
	}
	defer unlock()
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	lines := RecoverSamples(data)
	aside = path + Unreadable
	for n := 2; exists(aside); n++ {
		aside = fmt.Sprintf("%s%s-%d", path, Unreadable, n)
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

// ReadStrokeFile reads a stroke file, which may be empty.
func ReadStrokeFile(path string) ([]ink.Sample, error) {
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
		return nil, message.Errorf("%s: %w", path, err)
	}
	return samples, nil
}

// apply makes the change to a list of digits.
func (e SampleEdit) apply(list []ink.Sample) []ink.Sample {
	if e.From == nil {
		return append(list, *e.To)
	}
	line := strokeLine(*e.From)
	at := slices.IndexFunc(list, func(s ink.Sample) bool { return strokeLine(s) == line })
	switch {
	case e.To == nil && at < 0: // another window was quicker
		return list
	case e.To == nil:
		return slices.Delete(list, at, at+1)
	case at < 0:
		return append(list, *e.To)
	}
	list[at] = *e.To
	return list
}
