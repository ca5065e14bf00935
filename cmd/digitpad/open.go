package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

type windowCommand struct {
	File  string `arg:"" optional:"" help:"Saved network to open."`
	Trace string `placeholder:"FILE" env:"DIGITPAD_TRACE" help:"Write what the window does, one JSON object a line."`
}

// Run opens the window and returns when it is closed.
func (w *windowCommand) Run(c *console) error {
	if _, err := os.Stat(w.File); w.File != "" && errors.Is(err, fs.ErrNotExist) {
		return coded{fmt.Errorf("there is no command and no file called %q; see 'digitpad --help'", w.File), exitUsage}
	}
	if err := checkDisplay(); err != nil {
		return coded{fmt.Errorf("%w; without a window there are 'digitpad train', 'eval', 'predict' and 'data', see 'digitpad --help'", err), exitNoDisplay}
	}
	return openWindow(c, w)
}
