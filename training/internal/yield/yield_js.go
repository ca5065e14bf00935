// Package yield lets other work of the program have its turn.
package yield

import "time"

// ToBrowser lets the browser draw and handle the pointer: page and program share one
// thread, which only a sleep gives back.
func ToBrowser() { time.Sleep(time.Millisecond) }
