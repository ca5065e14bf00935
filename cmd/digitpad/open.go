package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"digitpad/network/message"
	"digitpad/training"
)

type windowCommand struct {
	File  string         `arg:"" optional:"" help:"Saved network, lesson or workspace to open."`
	Idle  *time.Duration `placeholder:"TIME" help:"Draw digits by itself after so long without a touch, such as 20s; 0s is never. Without it a minute, or never with a trace."`
	Trace string         `placeholder:"FILE" env:"DIGITPAD_TRACE" help:"Write what the window does, one JSON object a line."`
}

// idle is how long without input before the window draws by itself.
func (w *windowCommand) idle() time.Duration {
	switch {
	case w.Idle != nil:
		return *w.Idle
	case w.Trace != "":
		return 0
	}
	return time.Minute
}

// Run opens the window and returns when it is closed.
func (w *windowCommand) Run(c *console) error {
	if w.Idle != nil && *w.Idle < 0 {
		return flagProblems(training.Problems{{Field: "idle", Message: message.New("%v is below 0.", *w.Idle)}})
	}
	if _, err := os.Stat(w.File); w.File != "" && errors.Is(err, fs.ErrNotExist) {
		return coded{fmt.Errorf("there is no command and no file called %q; see 'digitpad --help'", w.File), exitUsage}
	}
	if err := checkDisplay(); err != nil {
		return coded{fmt.Errorf("%w; without a window there are 'digitpad train', 'eval', 'predict' and 'data', see 'digitpad --help'", err), exitNoDisplay}
	}
	return openWindow(c, w)
}
