//go:build !cgo && !js

package main

import "errors"

// openWindow has no window to open: Fyne reaches the display through C.
func openWindow(*console, *windowCommand) error {
	return errors.New("this digitpad was built without cgo and has no window")
}
