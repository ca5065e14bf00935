package gui

import (
	"io"
	"time"

	"fyne.io/fyne/v2"
)

// Options is what the window is opened with.
type Options struct {
	// App is the program that the window belongs to.
	App fyne.App

	// Post runs a function on the window's goroutine, later or at once: fyne.Do.
	Post func(func())

	// Release gives memory that is free back to the system: debug.FreeOSMemory. Nil leaves
	// that to Go, which takes minutes.
	Release func()

	// Data is the folder in which MNIST is looked for first, empty for the usual
	// places.
	Data string

	// Network is a file to open, a network, a lesson, a workspace or a picture; empty
	// for the network that answered last.
	Network string

	// Home is the folder for what the program keeps for itself: preferences and
	// the network trained last. Empty, in a browser, it keeps nothing.
	Home string

	// Trace receives what the window does, one JSON object a line (see package
	// trace); nil for none.
	Trace io.Writer

	// Version and Build are what is said about the program: such as "0.1.0", and
	// the commit and the Go version that it was built with.
	Version, Build string

	// Idle is how long nobody touches anything before the window draws by itself; 0
	// is never.
	Idle time.Duration

	// Seed is where the choice of test images starts.
	Seed uint64
}
