// Digitpad shows a neural network learning handwritten digits. Without
// arguments it opens its window; its commands do the same work in a terminal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, release := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, release) // a second Ctrl+C ends the program at once
	os.Exit(run(newConsole(ctx), os.Args[1:]))
}
