//go:build !js

package main

// touchAsPointer does nothing: outside a browser the system sends touch as pointer
// events.
func touchAsPointer() {}
