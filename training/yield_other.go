//go:build !js

package training

// yield does nothing: the window has a thread of its own.
func yield() {}
