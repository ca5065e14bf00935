package main

import (
	"bytes"
	"fmt"
	"io"

	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/plots"
)

// keepFlags are the flags that name files to keep a run in. What there is of
// them is also written when training is interrupted or fails.
type keepFlags struct {
	Out    string `placeholder:"FILE" help:"Save the network as it is after its last whole epoch, in the format of the file's extension: ${formats}."`
	Plot   string `placeholder:"FILE" help:"Draw cost and accuracy by epoch: .png, .svg or .pdf."`
	Report string `placeholder:"FILE.html" help:"Write a report: settings, curves, confusion matrix and mistakes in one file."`
}

// check refuses files that could not be written in the end.
func (k *keepFlags) check() error {
	if err := checkNetwork(k.Out); err != nil {
		return err
	}
	if err := checkPlot(k.Plot); err != nil {
		return err
	}
	return checkFile(k.Report)
}

// keep writes the files and says so.
func (k *keepFlags) keep(c *console, trainer *training.Trainer) error {
	history := trainer.History()
	if len(history) == 0 {
		return nil
	}
	last := history[len(history)-1]
	if k.Out != "" {
		err := writeFile(k.Out, func(w io.Writer) error { return codec.Write(w, k.Out, trainer.Model(last)) })
		if err != nil {
			return fmt.Errorf("the network could not be saved: %w", err)
		}
		fmt.Fprintf(c.err, "saved the network after epoch %d as %s\n", last.Number, k.Out)
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
		return writeReport(c, k.Report, trainer)
	}
	return nil
}

// writeFile writes a file whole or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	var contents bytes.Buffer
	if err := write(&contents); err != nil {
		return err
	}
	return atomicfile.Write(path, &contents)
}
