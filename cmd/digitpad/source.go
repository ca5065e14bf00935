package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/schollz/progressbar/v3"

	"digitpad/assets"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
	"digitpad/training/mnist"
)

// source holds the flags of the data to work with.
type source struct {
	Data      string `placeholder:"PATH" help:"Digits: MNIST's four files or such in the same format, a CSV as of Kaggle, an .npz, Nielsen's mnist.pkl.gz, or a folder of any of these or of pictures in folders 0 to 9; 'sample' is the built-in sample, 'mnist' is MNIST. Without it: DIGITPAD_DATA, then the download, then the sample."`
	Invert    bool   `help:"Invert the images of --data: dark ink on light becomes light ink on dark."`
	Transpose bool   `help:"Transpose the images of --data: rows become columns, as EMNIST needs whose files were renamed."`
}

// The names that can stand where a path could.
const (
	sampleName = "sample" // the built-in sample
	mnistName  = "mnist"  // MNIST, where it is found
)

// digits are the examples that a source names.
type digits struct {
	datafile.Digits
	path   string           // of the file or folder; empty for the built-in sample
	report *datafile.Report // what a look at them found; nil for MNIST and the sample as they are
}

// load reads the training and the test data, or writes the sample.
func (s source) load(c *console) (train, test *dataset.Dataset, err error) {
	d, err := s.digits(c)
	if err != nil {
		return nil, nil, err
	}
	return d.Train, d.Test, nil
}

// sealed is load for a run, which must not see the test data.
func (s source) sealed(c *console) (train *dataset.Dataset, test *dataset.TestSet, err error) {
	train, digits, err := s.load(c)
	return train, dataset.Seal(digits), err
}

// digits reads what is named, changes it as is asked for, looks at it, and says on
// standard error what is probably wrong.
func (s source) digits(c *console) (digits, error) {
	d, err := s.read(c)
	if errors.Is(err, fs.ErrNotExist) {
		return d, coded{err, exitNoData}
	} else if err != nil {
		return d, err
	}
	changes := s.changes()
	if len(changes) > 0 {
		d.Train, d.Test = datafile.Changed(d.Train, changes...), datafile.Changed(d.Test, changes...)
	}
	for _, note := range d.Notes {
		fmt.Fprintf(c.err, "%s: %s\n", d.path, note)
	}
	if known := d.path == "" || isMNIST(d.Train) && isMNIST(d.Test); !known || len(changes) > 0 {
		if err := d.inspect(c); err != nil {
			return d, err
		}
	}
	return d, nil
}

// changes are those that the flags ask for.
func (s source) changes() (changes []datafile.Change) {
	if s.Invert {
		changes = append(changes, datafile.Invert)
	}
	if s.Transpose {
		changes = append(changes, datafile.Transpose)
	}
	return changes
}

// isMNIST reports whether the examples are MNIST's; see datafile.Load.
func isMNIST(d *dataset.Dataset) bool { return strings.HasPrefix(d.Name(), "MNIST ") }

// inspect looks at the digits and says what it finds.
func (d *digits) inspect(c *console) error {
	shipped, err := readShipped(assets.Shipped)
	if err != nil {
		return err
	}
	report := datafile.Inspect(shipped.Network, d.Train, d.Test)
	d.report = &report
	for _, f := range report.Findings {
		fmt.Fprintf(c.err, "%s: %s%s\n", d.name(), f.Message, flagFor(f.Offer))
	}
	return nil
}

// flagFor names the flag that does a change, after a sentence.
func flagFor(c datafile.Change) string {
	if c == "" {
		return ""
	}
	return " (--" + string(c) + ")"
}

// name is what messages call the digits.
func (d *digits) name() string {
	if d.path == "" {
		return "the built-in sample"
	}
	return d.path
}

// read reads what is named.
func (s source) read(c *console) (digits, error) {
	switch {
	case s.Data == sampleName:
		return writeSample(c)
	case s.Data == mnistName && !exists(s.Data):
		return readMNIST(c)
	case isStrokeFile(s.Data):
		return digits{}, fmt.Errorf("%s holds pen strokes without test data: mix them in, as --mix %s=1", s.Data, s.Data)
	}
	path, err := mnist.Locate(s.Data)
	if errors.Is(err, mnist.ErrNotFound) {
		fmt.Fprintln(c.err, "MNIST is not on this computer, so this is on the built-in sample; 'digitpad data download' downloads MNIST (11 MB)")
		return writeSample(c)
	} else if err != nil {
		return digits{}, err
	}
	return readDigits(c, path)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// readMNIST reads MNIST, without falling back to the sample.
func readMNIST(c *console) (digits, error) {
	path, err := mnist.Locate("")
	if errors.Is(err, mnist.ErrNotFound) {
		return digits{}, coded{fmt.Errorf("%w; 'digitpad data download' downloads it", err), exitNoData}
	} else if err != nil {
		return digits{}, err
	}
	d, err := readDigits(c, path)
	if err == nil && !(isMNIST(d.Train) && isMNIST(d.Test)) {
		err = fmt.Errorf("%s holds %s and not MNIST; name it by its path instead of %s", path, d.Train.Name(), mnistName)
	}
	return d, err
}

// readDigits reads the file or folder at path.
func readDigits(c *console, path string) (digits, error) {
	bar := c.bar(1, progressbar.OptionSetDescription("reading pictures"))
	defer bar.Exit()
	o := datafile.Options{Progress: func(done, total int) {
		bar.ChangeMax(total)
		bar.Set(done)
	}}
	if cache, err := os.UserCacheDir(); err == nil {
		o.Cache = filepath.Join(cache, "digitpad", "pictures")
	}
	d, err := datafile.Load(c.ctx, path, o)
	if err != nil {
		return digits{}, err
	}
	return digits{Digits: *d, path: path}, nil
}

// writeSample writes the built-in sample.
func writeSample(c *console) (digits, error) {
	bar := c.bar(1, progressbar.OptionSetDescription("writing the built-in sample"))
	defer bar.Exit()
	train, test, err := dataset.Sample(c.ctx, func(done, total int) {
		bar.ChangeMax(total)
		bar.Set(done)
	})
	return digits{Digits: datafile.Digits{Train: train, Test: test, Format: "built-in sample"}}, err
}
