package main

import "time"

// screenRoom knows nothing: in a browser the window is as large as its page.
func screenRoom() (width, height int) { return 0, 0 }

// waitEvents and wake do nothing: a browser calls when there is something.
func waitEvents(time.Duration) {}
func wake()                    {}
