//go:build !amd64

package main

var vectors []vector
