package main

import (
	"context"
	"errors"

	"github.com/alecthomas/kong"

	"digitpad/training"
)

// The exit codes, as the description of the program gives them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNoData      = 3
	exitNoDisplay   = 4
	exitInterrupted = 130 // the shell's 128 + SIGINT
)

// coded is an error with its exit code.
type coded struct {
	error
	code int
}

func (e coded) Unwrap() error { return e.error }

// exitCode is the exit code for err.
func exitCode(err error) int {
	var own coded
	var usage *kong.ParseError
	var settings training.Problems
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &own):
		return own.code
	case errors.As(err, &usage), errors.As(err, &settings):
		return exitUsage
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitFailed
}
