package gui

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"digitpad/training"
	"digitpad/training/mnist"
)

// source is where digits to learn come from.
type source string

// The sources of digits, by the names that preferences remember.
const (
	sampleSource source = "sample"
	mnistSource  source = "mnist"
	mixedSource  source = "mixed"
	folderSource source = "folder"
)

var sources = []source{sampleSource, mnistSource, mixedSource, folderSource}

// title is what a person reads.
func (s source) title() string {
	switch s {
	case mnistSource:
		return "MNIST"
	case mixedSource:
		return lang.L("MNIST and the sample")
	case folderSource:
		return lang.L("A folder…")
	}
	return lang.L("Built-in sample")
}

func sourceNames() []string {
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = s.title()
	}
	return names
}

// sourceNamed is the source with a title, the first of all where there is none.
func sourceNamed(title string) source {
	for _, s := range sources {
		if s.title() == title {
			return s
		}
	}
	return sources[0]
}

// digits are the two sets of a source.
type digits struct{ train, test *training.Dataset }

// sampleShare is the part of synthetic digits in mixedSource.
const sampleShare = 0.3

// mixed reads MNIST and mixes synthetic digits into its training images.
func mixed(ctx context.Context, folder string, progress func(done, total int)) (digits, error) {
	main, err := mnistSource.load(ctx, folder, progress)
	if err != nil {
		return digits{}, err
	}
	sample, err := sampleSource.load(ctx, folder, progress)
	if err != nil {
		return digits{}, err
	}
	train := training.Mix(lang.L("MNIST and synthetic digits"),
		training.Share{Data: main.train, Part: 1 - sampleShare},
		training.Share{Data: sample.train, Part: sampleShare})
	return digits{train, main.test}, nil
}

// load reads the digits of a source; folder is where folderSource looks, and
// where mnistSource looks first if it is not empty. It takes a moment, so not
// on the window's goroutine. Without MNIST on this computer the error is
// mnist.ErrNotFound.
func (s source) load(ctx context.Context, folder string, progress func(done, total int)) (digits, error) {
	if s == sampleSource {
		train, test, err := training.Sample(ctx, progress)
		return digits{train, test}, err
	}
	if s == mixedSource {
		return mixed(ctx, folder, progress)
	}
	dir := folder
	if s == mnistSource {
		located, err := mnist.Locate(folder)
		if err != nil {
			return digits{}, err
		}
		dir = located
	}
	train, test, err := mnist.Load(dir)
	if err == nil {
		err = ctx.Err()
	}
	return digits{train, test}, err
}
