//go:build !linux || !cgo

package main

// returnLargeBlocks does nothing: other C libraries give memory back by themselves.
func returnLargeBlocks() {}
