package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/plots"
)

// output is the standard output. It keeps the first error, which run reports, so that
// no command has to look at every line that it prints.
type output struct {
	to  io.Writer
	err error
}

// Write writes until the first error.
func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.to.Write(p)
	if err != nil {
		o.err = coded{fmt.Errorf("the standard output: %w", err), exitFailed}
	}
	return n, o.err
}

// checkFile refuses a file that could not be written, before there is anything to
// write, or whose ending is of another format than endings; an empty path is no file.
func checkFile(path string, endings ...string) error {
	if path == "" {
		return nil
	}
	if ends := strings.ToLower(filepath.Ext(path)); len(endings) > 0 && ends != "" && !slices.Contains(endings, ends) {
		return coded{fmt.Errorf("%s: what is written is no %s file; end its name in %s", path, ends, strings.Join(endings, " or ")), exitUsage}
	}
	if err := atomicfile.Check(path); err != nil {
		return coded{err, exitUsage}
	}
	return nil
}

// checkPlot refuses a chart that could not be drawn to path.
func checkPlot(path string) error {
	if path == "" {
		return nil
	}
	if _, err := plots.Format(path); err != nil {
		return coded{err, exitUsage}
	}
	return checkFile(path)
}

// checkNetwork refuses a file that a network could not be saved in: one of no format,
// or where it cannot be written.
func checkNetwork(path string) error {
	if path == "" {
		return nil
	}
	if _, err := codec.FormatOf(path); err != nil {
		return coded{err, exitUsage}
	}
	return checkFile(path)
}

// checkModel refuses a format that has no place for such networks as a trainer's.
func checkModel(path string, trainer *training.Trainer) error {
	if path == "" {
		return nil
	}
	if err := codec.Write(io.Discard, path, codec.Model{Network: trainer.Network()}); err != nil {
		return coded{err, exitUsage}
	}
	return nil
}

// joined is err joined with the error of the standard output.
func (o *output) joined(err error) error {
	if o.err == nil || errors.Is(err, o.err) {
		return err
	}
	return errors.Join(err, o.err)
}
