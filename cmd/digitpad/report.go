package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/report"
)

type reportCommand struct {
	source
	File string `arg:"" help:"Saved run or workspace."`
	Out  string `required:"" placeholder:"FILE.html" help:"Where to write the report: one file with settings, curves, confusion matrix and mistakes."`
}

// Run writes the report of a saved run.
func (r *reportCommand) Run(c *console) error {
	file, err := os.Open(r.File)
	if errors.Is(err, fs.ErrNotExist) {
		return coded{err, exitNoData}
	} else if err != nil {
		return err
	}
	defer file.Close()
	train, test, err := r.load(c)
	if err != nil {
		return err
	}
	info, err := training.ReadCheckpointInfo(file)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	train, validation := info.Split(train, test)
	trainer, err := training.Resume(file, train, validation)
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	return writeReport(c, r.Out, trainer, trainer.Network(), test)
}

// writeReport writes the report of a run with the network that it leaves, and says so.
func writeReport(c *console, path string, trainer *training.Trainer, net *network.Network, test *dataset.Dataset) error {
	err := writeFile(path, func(w io.Writer) error {
		return report.Write(c.ctx, w, report.Run{
			Settings: trainer.Settings(), Epochs: trainer.History(), Network: net,
			Train: trainer.Train(), Test: test,
		})
	})
	if err != nil {
		return fmt.Errorf("the report could not be written: %w", err)
	}
	fmt.Fprintf(c.err, "wrote the report as %s\n", path)
	return nil
}
