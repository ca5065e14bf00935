//go:build !js

package main

// touchAsPointer is for browsers alone: elsewhere the system makes fingers pointers.
func touchAsPointer() {}
