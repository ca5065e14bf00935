package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"digitpad/training"
	"digitpad/training/report"
)

type reportCommand struct {
	source
	File string `arg:"" help:"Saved run or workspace."`
	Out  string `required:"" placeholder:"FILE.html" help:"Where to write the report: one file with settings, curves, confusion matrix and mistakes."`
}

// checkReport refuses a file that a report could not be written to.
func checkReport(path string) error { return checkFile(path, ".html", ".htm") }

// Run writes the report of a saved run.
func (r *reportCommand) Run(c *console) error {
	if err := checkReport(r.Out); err != nil {
		return err
	}
	file, err := os.Open(r.File)
	if errors.Is(err, fs.ErrNotExist) {
		return coded{err, exitNoData}
	} else if err != nil {
		return err
	}
	defer file.Close()
	train, test, err := r.sealed(c)
	if err != nil {
		return err
	}
	trainer, err := training.ResumeSplit(file, train, test)
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	of, err := report.Read(c.ctx, trainer, test)
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	return writeReport(c, r.Out, of)
}

// writeReport writes a report, and says so.
func writeReport(c *console, path string, of report.Run) error {
	err := writeFile(path, func(w io.Writer) error { return report.Write(w, of) })
	if err != nil {
		return fmt.Errorf("the report could not be written: %w", err)
	}
	fmt.Fprintf(c.err, "wrote the report as %s\n", path)
	return nil
}
