//go:build !js

// Package yield lets other work of the program have its turn.
package yield

// ToBrowser does nothing: outside a browser the window has a thread of its own.
func ToBrowser() {}
