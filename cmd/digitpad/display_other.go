//go:build !unix || darwin

package main

// checkDisplay has nothing to check: these systems always have a display.
func checkDisplay() error { return nil }
