package trace

import (
	"time"

	"golang.org/x/sys/unix"
)

// threadTime is what the calling thread has used of the CPU. The window's
// goroutine has a thread to itself, so this tells its own work from its waits
// for a processor that other programs have.
func threadTime() time.Duration { return clock(unix.CLOCK_THREAD_CPUTIME_ID) }

// processTime is what all threads of the program have used.
func processTime() time.Duration { return clock(unix.CLOCK_PROCESS_CPUTIME_ID) }

func clock(id int32) time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(id, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
