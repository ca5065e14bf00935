package ui

import "time"

// Rest is as if nobody had typed for a while.
func (e *Entry) Rest(while time.Duration) { e.typed = e.typed.Add(-while) }
