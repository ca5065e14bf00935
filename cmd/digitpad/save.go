package main

import (
	"bytes"
	"fmt"
	"io"

	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/plots"
	"digitpad/training/report"
)

// keepFlags are the flags that name files to save a run in. They are also written when
// training is interrupted or fails.
type keepFlags struct {
	Out    string `placeholder:"FILE" help:"Save the network that the run leaves, in the format of the file's extension: ${formats}. That is the network after the last whole epoch, or with --patience after the epoch that was best on the validation data."`
	Last   bool   `help:"With --patience, leave the network of the last epoch, and not the best."`
	Plot   string `placeholder:"FILE" help:"Draw cost and accuracy by epoch: .png, .svg or .pdf."`
	Report string `placeholder:"FILE.html" help:"Write a report: settings, curves, confusion matrix and mistakes in one file."`
}

// check refuses files that cannot be written.
func (k *keepFlags) check() error {
	if err := checkNetwork(k.Out); err != nil {
		return err
	}
	if err := checkPlot(k.Plot); err != nil {
		return err
	}
	return checkReport(k.Report)
}

// result is the epoch whose network the run leaves, nil if no epoch is done.
func (k *keepFlags) result(trainer *training.Trainer) *training.Epoch {
	history := trainer.History()
	i := training.Result(trainer.Settings(), history)
	if k.Last {
		i = len(history) - 1
	}
	if i < 0 {
		return nil
	}
	return &history[i]
}

// keep writes the files and reports them. Model is what the run leaves after an epoch,
// predicted what it makes of the test data, where that was read.
func (k *keepFlags) keep(c *console, trainer *training.Trainer, epoch *training.Epoch, model codec.Model, test *dataset.TestSet, predicted evaluate.Predictions) error {
	history := trainer.History()
	if k.Out != "" {
		err := writeFile(k.Out, func(w io.Writer) error { return codec.Write(w, k.Out, model) })
		if err != nil {
			return fmt.Errorf("the network could not be saved: %w", err)
		}
		fmt.Fprintf(c.err, "saved the network after epoch %d as %s\n", epoch.Number, k.Out)
	}
	if k.Plot != "" {
		format, err := plots.Format(k.Plot)
		if err == nil {
			const width, height = 10, 4 // inches
			run := plots.Run{
				Epochs: history, Planned: trainer.Settings().Epochs,
				Examples: trainer.Train().Len(), ViewedEpoch: plots.None,
			}
			chart := run.Figure(plots.Light())
			err = writeFile(k.Plot, func(w io.Writer) error { return chart.Write(w, format, width, height) })
		}
		if err != nil {
			return fmt.Errorf("the chart could not be saved: %w", err)
		}
		fmt.Fprintf(c.err, "drew the chart as %s\n", k.Plot)
	}
	if k.Report != "" {
		return writeReport(c, k.Report, report.Of(trainer, model.Network, test, predicted))
	}
	return nil
}

// writeFile writes a file atomically.
func writeFile(path string, write func(io.Writer) error) error {
	var contents bytes.Buffer
	if err := write(&contents); err != nil {
		return err
	}
	return atomicfile.Write(path, &contents)
}
