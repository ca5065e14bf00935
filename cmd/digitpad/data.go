package main

import (
	"fmt"
	"strings"

	"github.com/schollz/progressbar/v3"

	"digitpad/network/message"
	"digitpad/training/datafile"
	"digitpad/training/mnist"
)

type dataCommand struct {
	Show     dataShow     `cmd:"" default:"withargs" help:"Say where the digits are and what they are."`
	Download dataDownload `cmd:"" help:"Download MNIST (11 MB). An interrupted download goes on where it ended."`
}

type dataShow struct {
	source
	JSON bool `help:"Print one JSON object."`
}

// shownSet is one half of a data set as data show prints it.
type shownSet struct {
	Name     string `json:"name"`
	Examples int    `json:"examples"`
}

// Run loads the digits, counts them and says what a look at them finds.
func (d *dataShow) Run(c *console) error {
	digits, err := d.digits(c)
	if err != nil {
		return err
	}
	if digits.report == nil {
		if err := digits.inspect(c); err != nil {
			return err
		}
	}
	if d.JSON {
		return c.printJSON(struct {
			schema
			Path    string            `json:"path"` // empty for the built-in sample
			Format  string            `json:"format"`
			Train   shownSet          `json:"train"`
			Test    shownSet          `json:"test"`
			HeldOut bool              `json:"held_out"`
			Notes   []message.Message `json:"notes"`
			Look    datafile.Report   `json:"look"`
		}{
			schema{"digitpad data 1"},
			digits.path, digits.Format,
			shownSet{digits.Train.Name(), digits.Train.Len()},
			shownSet{digits.Test.Name(), digits.Test.Len()},
			digits.HeldOut, append([]message.Message{}, digits.Notes...), *digits.report,
		})
	}
	if digits.path != "" {
		fmt.Fprintln(c.out, digits.path)
	}
	fmt.Fprintf(c.out, "%s: %s\n%s: %s\n", digits.Train.Name(), count(digits.Train.Len()), digits.Test.Name(), count(digits.Test.Len()))
	look := digits.report
	fmt.Fprintf(c.out, "ink: %s of the area", percent(look.Ink))
	if look.Blank > 0 {
		fmt.Fprintf(c.out, ", %s blank images", count(look.Blank))
	}
	if look.Equal > 0 {
		fmt.Fprintf(c.out, ", %s that equal an earlier one", count(look.Equal))
	}
	fmt.Fprint(c.out, "\nlabels:")
	for label, n := range look.Classes {
		fmt.Fprintf(c.out, "  %d × %s", label, count(n))
	}
	fmt.Fprintln(c.out)
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
