//go:build !unix

package main

import "time"

var begin = time.Now()

// cpuTime is the time on the wall, the next best to what the process has used.
func cpuTime() time.Duration { return time.Since(begin) }
