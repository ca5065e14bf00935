package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/schollz/progressbar/v3"

	"digitpad/training/dataset"
	"digitpad/training/mnist"
)

// source is the flag that names the digits to work with.
type source struct {
	Data string `placeholder:"DIR" help:"Folder with the four files of MNIST, or of a dataset in the same format, in it or in mnist below it; 'sample' is the built-in sample. Without it: DIGITPAD_DATA, then the download."`
}

// sampleName stands for the built-in sample where a folder could stand.
const sampleName = "sample"

// load reads the training and the test data, or writes the sample.
func (s source) load(c *console) (train, test *dataset.Dataset, err error) {
	if s.Data == sampleName {
		bar := c.bar(1, progressbar.OptionSetDescription("writing the built-in sample"))
		defer bar.Exit()
		return dataset.Sample(c.ctx, func(done, total int) {
			bar.ChangeMax(total)
			bar.Set(done)
		})
	}
	if isStrokeFile(s.Data) {
		return nil, nil, fmt.Errorf("%s holds pen strokes without test data: mix them in, as --mix %s=1", s.Data, s.Data)
	}
	dir, err := mnist.Locate(s.Data)
	if err == nil {
		train, test, err = mnist.Load(dir)
	}
	switch {
	case errors.Is(err, mnist.ErrNotFound):
		err = coded{fmt.Errorf("%w; 'digitpad data download' downloads it, and --data sample needs no files", err), exitNoData}
	case errors.Is(err, fs.ErrNotExist):
		err = coded{err, exitNoData}
	}
	return train, test, err
}
