package main

// screenRoom knows nothing: in a browser the window is as large as its page.
func screenRoom() (width, height int) { return 0, 0 }
