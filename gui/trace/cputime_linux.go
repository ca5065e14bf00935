package trace

import (
	"time"

	"golang.org/x/sys/unix"
)

// threadTime is what the calling thread has used of the CPU. The window's
// goroutine has a thread to itself, so this tells its own work from its waits
// for a processor that other programs have.
func threadTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
