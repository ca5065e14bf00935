package main

import (
	"fmt"
	"io/fs"
	"os"
	"slices"

	"digitpad/network"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
	"digitpad/training/filetype"
	"digitpad/training/preprocess"
)

// isDataset reports whether the argument is a file of many images, or a folder with
// anything but pictures.
func (p *predictCommand) isDataset() bool {
	if p.Images[0] == "-" {
		return false
	}
	kind, err := filetype.OfFile(p.Images[0])
	if err != nil || kind.Kind != filetype.Folder {
		return err == nil && kind.Kind == filetype.Dataset
	}
	entries, err := os.ReadDir(p.Images[0])
	return err == nil && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return preprocess.HasFormat(e.Name()) })
}

// predictAll prints the prediction of each image, in the order of the file, as a CSV in
// the form in which Kaggle takes submissions: images count from 1.
func (p *predictCommand) predictAll(c *console) error {
	images, labels, err := datafile.ReadImages(c.ctx, p.Images[0], datafile.Options{})
	if err != nil {
		return err
	}
	datafile.ChangeImages(images, p.changes()...)
	reader, err := p.reader(c)
	if err != nil {
		return err
	}
	if !p.JSON {
		fmt.Fprintln(c.out, "ImageId,Label")
	}
	right := 0
	for i := range len(images) / dataset.Pixels {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		reading := reader.Read(network.NewInput(images[i*dataset.Pixels:][:dataset.Pixels]))
		if labels != nil && reading.Digit == int(labels[i]) {
			right++
		}
		if p.JSON {
			err = c.printJSON(struct {
				schema
				Image      int `json:"image"`
				Prediction int `json:"prediction"`
				certainty
				Activations []float32 `json:"activations"`
			}{schema{"digitpad predict 1"}, i + 1, reading.Digit, certaintyOf(reading), reading.Activations})
		} else {
			_, err = fmt.Fprintf(c.out, "%d,%d\n", i+1, reading.Digit)
		}
		if err != nil {
			return err
		}
	}
	if labels != nil {
		fmt.Fprintf(c.err, "%s has labels, too: %s of %s predictions are right\n", p.Images[0], count(right), count(len(labels)))
	}
	return nil
}

// changes are those that the flags ask for.
func (p *predictCommand) changes() []datafile.Change {
	return source{Invert: p.Invert, Transpose: p.Transpose}.changes()
}
