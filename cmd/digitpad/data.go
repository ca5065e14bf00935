package main

import (
	"fmt"
	"strings"

	"github.com/schollz/progressbar/v3"

	"digitpad/training/mnist"
)

type dataCommand struct {
	Show     dataShow     `cmd:"" default:"withargs" help:"Say where the digits are and what they are."`
	Download dataDownload `cmd:"" help:"Download MNIST (11 MB). An interrupted download goes on where it ended."`
}

type dataShow struct{ source }

// Run loads the digits and counts them.
func (d *dataShow) Run(c *console) error {
	train, test, err := d.load(c)
	if err != nil {
		return err
	}
	if d.Data != sampleName {
		dir, err := mnist.Locate(d.Data)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.out, dir)
	}
	fmt.Fprintf(c.out, "%s: %s\n%s: %s\n", train.Name(), count(train.Len()), test.Name(), count(test.Len()))
	return nil
}

type dataDownload struct {
	Dir string `placeholder:"DIR" help:"Folder to download to. Without it: the cache, where digitpad finds it."`
}

// Run downloads what is missing.
func (d *dataDownload) Run(c *console) error {
	dir := d.Dir
	if dir == "" {
		var err error
		if dir, err = mnist.CacheDir(); err != nil {
			return fmt.Errorf("%w; name a folder with --dir", err)
		}
	}
	var bar *progressbar.ProgressBar
	err := mnist.NewDownloader().Download(c.ctx, dir, func(p mnist.Progress) {
		if bar == nil {
			bar = c.bar(p.Total, progressbar.OptionSetPredictTime(false))
		}
		description, _, _ := strings.Cut(p.String(), "\n")
		bar.Describe(description)
		bar.Set64(p.Done)
	})
	if bar != nil {
		bar.Clear()
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "MNIST is in %s\n", dir)
	return nil
}
