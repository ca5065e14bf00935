package main

import (
	"context"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// console is a command's standard input, output and error.
type console struct {
	ctx      context.Context // ends on Ctrl+C and SIGTERM
	in       io.Reader
	out      io.Writer // results
	err      io.Writer // progress and errors
	terminal bool      // somebody watches err
}

func newConsole(ctx context.Context) *console {
	return &console{
		ctx: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr,
		terminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
}

// withOutput is the same console with another standard output.
func (c *console) withOutput(out io.Writer) *console {
	other := *c
	other.out = out
	return &other
}

// bar is a progress bar up to total, invisible unless standard error is a terminal.
func (c *console) bar(total int64, options ...progressbar.Option) *progressbar.ProgressBar {
	return progressbar.NewOptions64(total, append(options,
		progressbar.OptionSetWriter(c.err),
		progressbar.OptionSetVisibility(c.terminal),
		progressbar.OptionFullWidth(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionClearOnFinish(),
	)...)
}
