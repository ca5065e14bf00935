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
	"digitpad/training/evaluate"
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
	train, test, err := r.sealed(c)
	if err != nil {
		return err
	}
	trainer, err := training.ResumeSplit(file, train, test)
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	history := trainer.History()
	left := training.Result(trainer.Settings(), history)
	if left < 0 {
		return fmt.Errorf("%s: the run has no epoch yet", r.File)
	}
	model, fitted, err := trainer.Calibrated(c.ctx, history[left])
	if err != nil {
		return err
	}
	predicted, err := trainer.ScoreTest(c.ctx, model.Network, fitted, test)
	if err != nil {
		return err
	}
	return writeReport(c, r.Out, trainer, model.Network, test, predicted)
}

// writeReport writes the report of a run with the network that it leaves, and says so.
func writeReport(c *console, path string, trainer *training.Trainer, net *network.Network, test *dataset.TestSet, predicted evaluate.Predictions) error {
	err := writeFile(path, func(w io.Writer) error {
		return report.Write(w, report.Run{
			Settings: trainer.Settings(), Epochs: trainer.History(), Network: net,
			Train: trainer.Train(), Test: test, Predicted: predicted, Looks: trainer.TestLooks(),
			ByTest: trainer.Settings().Validation == 0 && trainer.Validation().Len() > 0,
		})
	})
	if err != nil {
		return fmt.Errorf("the report could not be written: %w", err)
	}
	fmt.Fprintf(c.err, "wrote the report as %s\n", path)
	return nil
}
