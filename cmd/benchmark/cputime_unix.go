//go:build unix

package main

import (
	"syscall"
	"time"
)

// cpuTime is what the process has used of the CPU: unlike the time on the wall,
// it does not grow while other programs run.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
