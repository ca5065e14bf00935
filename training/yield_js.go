package training

import "time"

// yield lets the browser draw and hear the pointer: page and program share one
// thread, which only a sleep gives back.
func yield() { time.Sleep(time.Millisecond) }
