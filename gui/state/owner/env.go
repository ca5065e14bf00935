// Package owner is what every owner of something in the state has: Env, what it gets
// from the program around it, and Signals, by which it tells of changes.
package owner

import (
	"context"
	"time"

	"digitpad/gui/async"
	"digitpad/gui/trace"
)

// Env is what the owners get from the program around them.
type Env struct {
	// Ctx ends with the program.
	Ctx context.Context

	// Post runs a function on the goroutine of the state, later or at once.
	Post func(func())

	// Go runs work on another goroutine, which the end of the program waits for.
	Go func(func())

	// Detach runs work that only reads, and that nobody waits for: a drive that does
	// not answer blocks it for ever.
	Detach func(func())

	// Files does one job after another on files in Home, in their order.
	Files *async.Queue

	// Home is the folder for what the program keeps; empty, it keeps nothing.
	Home string

	// Report shows what went wrong: a title and the error, both in English, as they
	// are found in the translations.
	Report func(title string, err error)

	// Release gives memory that is free back to the system, which takes a moment; nil for
	// a program that does not.
	Release func()

	// Trace is the event log; nil for none.
	Trace *trace.Log

	// Unpaced leaves out the time between two jobs of LatestOnly, for tests, which
	// would wait for it.
	Unpaced bool
}

// ReleaseMemory gives memory back to the system after much of it has become free.
func (e Env) ReleaseMemory() {
	if e.Release != nil {
		e.Release()
	}
}

// File does a job on files in Home after all jobs before it. Without a Home there
// are none.
func (e Env) File(job func()) {
	if e.Home != "" {
		e.Files.Do(job)
	}
}

// LatestOnly makes a worker for jobs of which only the newest matters, with so much time
// at least from the beginning of one to that of the next.
func (e Env) LatestOnly(every time.Duration) *async.LatestOnly {
	if e.Unpaced {
		every = 0
	}
	return &async.LatestOnly{Ctx: e.Ctx, Post: e.Post, Background: e.Go, Every: every}
}
