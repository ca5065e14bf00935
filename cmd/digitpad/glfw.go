//go:build cgo && !js

package main

import (
	"time"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// screenRoom is how many pixels the screen has for windows, 0 if that is not known. Fyne's
// goroutine calls it, after Fyne has started.
func screenRoom() (width, height int) {
	monitor := glfw.GetPrimaryMonitor()
	if monitor == nil {
		return 0, 0
	}
	_, _, width, height = monitor.GetWorkarea()
	return width, height
}

// waitEvents handles events as soon as there are some, on Fyne's goroutine, and returns
// then or when the time is over.
func waitEvents(timeout time.Duration) { glfw.WaitEventsTimeout(timeout.Seconds()) }

// wake ends waitEvents, on any goroutine.
func wake() { glfw.PostEmptyEvent() }
