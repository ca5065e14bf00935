package training_test

import (
	"time"

	"golang.org/x/sys/unix"
)

// cpuTime is what the calling thread has used of the CPU: unlike the time on the
// wall, it does not grow while other programs run.
func cpuTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(err)
	}
	return time.Duration(t.Nano())
}
